package dev.vdx.seal;

/**
 * A place on a page as a person sees it: after the page's rotation, within its crop box; the origin is the lower left
 * corner of what is seen.
 *
 * @param x distance from the left edge, in points (1/72 inch)
 * @param y distance from the bottom edge, in points
 * @param width in points
 * @param height in points
 */
public record SealBox(double x, double y, double width, double height) {}
