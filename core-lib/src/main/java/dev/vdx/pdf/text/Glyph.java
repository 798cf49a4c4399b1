package dev.vdx.pdf.text;

import dev.vdx.pdf.change.Matrix;

/**
 * A glyph on a page.
 *
 * @param said the characters it stands for; empty where its font does not tell
 * @param place from its own coordinates, in which its size is 1, to those of the page
 * @param width in its own coordinates
 */
record Glyph(String said, Matrix place, double width) {
    private static final double DESCENT = -0.2;
    private static final double ASCENT = 0.8;

    /** Its size on the page. */
    double size() {
        return Math.hypot(place.c(), place.d());
    }

    /** How far along the line of another glyph a point of this one lies, in the other's size. */
    double along(Glyph line, double at) {
        return dot(line, line.place.a(), line.place.b(), at);
    }

    /** How far beside the line of another glyph it stands, in the other's size. */
    double beside(Glyph line) {
        return dot(line, -line.place.b(), line.place.a(), 0);
    }

    private double dot(Glyph line, double towardsX, double towardsY, double at) {
        double length = Math.hypot(towardsX, towardsY) * line.size();
        double dx = place.x(at, 0) - line.place.e();
        double dy = place.y(at, 0) - line.place.f();
        return length == 0 ? Double.NaN : (dx * towardsX + dy * towardsY) / length;
    }

    /** The upright box around it. */
    double[] box() {
        return place.box(0, DESCENT, width, ASCENT);
    }
}
