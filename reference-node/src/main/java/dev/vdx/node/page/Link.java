package dev.vdx.node.page;

/**
 * A link of a menu.
 *
 * @param href where it goes
 * @param label its words
 * @param current whether it is the page shown
 */
record Link(String href, String label, boolean current) {}
