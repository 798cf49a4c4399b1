package dev.vdx.seal;

import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * How a page is shown: which part of it, turned how far (ISO 32000-2, 7.7.3.3).
 *
 * @param left left edge of the crop box, in the page's own units
 * @param bottom bottom edge of the crop box
 * @param width of the crop box
 * @param height of the crop box
 * @param rotation 0, 90, 180 or 270 degrees clockwise
 * @param userUnit points in one of the page's own units, 1 by default
 */
public record PageShape(double left, double bottom, double width, double height, int rotation, double userUnit) {

    /** The shape of this page, what it inherits included. */
    public static PageShape of(PDPage page) {
        PDRectangle crop = page.getCropBox();
        float unit = page.getUserUnit();
        return new PageShape(
                crop.getLowerLeftX(),
                crop.getLowerLeftY(),
                crop.getWidth(),
                crop.getHeight(),
                Math.floorMod(page.getRotation(), 360),
                unit > 0 ? unit : 1);
    }

    /** The width a person sees, in points. */
    public double seenWidth() {
        return (sideways() ? height : width) * userUnit;
    }

    /** The height a person sees, in points. */
    public double seenHeight() {
        return (sideways() ? width : height) * userUnit;
    }

    private boolean sideways() {
        return rotation == 90 || rotation == 270;
    }

    /** Whether the box lies on what is seen of the page. */
    boolean holds(SealBox box) {
        double slack = 0.01;
        return box.x() >= -slack
                && box.y() >= -slack
                && box.x() + box.width() <= seenWidth() + slack
                && box.y() + box.height() <= seenHeight() + slack;
    }

    /** Where the box is in the page's own coordinates: an annotation's {@code /Rect}. */
    PDRectangle toUserSpace(SealBox box) {
        double x = box.x() / userUnit;
        double y = box.y() / userUnit;
        double w = box.width() / userUnit;
        double h = box.height() / userUnit;
        return switch (rotation) {
            case 90 -> rectangle(width - y - h, x, h, w);
            case 180 -> rectangle(width - x - w, height - y - h, w, h);
            case 270 -> rectangle(y, height - x - w, h, w);
            default -> rectangle(x, y, w, h);
        };
    }

    private PDRectangle rectangle(double x, double y, double w, double h) {
        return new PDRectangle((float) (left + x), (float) (bottom + y), (float) w, (float) h);
    }

    /** The form {@code /Matrix} that makes a picture of this size stand upright for the reader (ISO 32000-2, 12.5.5). */
    float[] matrix(SealBox box) {
        float w = (float) box.width();
        float h = (float) box.height();
        return switch (rotation) {
            case 90 -> new float[] {0, 1, -1, 0, h, 0};
            case 180 -> new float[] {-1, 0, 0, -1, w, h};
            case 270 -> new float[] {0, -1, 1, 0, 0, w};
            default -> new float[] {1, 0, 0, 1, 0, 0};
        };
    }
}
