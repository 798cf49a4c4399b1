package dev.vdx.pdf.change;

import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfNumber;

/** A transformation of the plane (ISO 32000-2, 8.3.4). */
public record Matrix(double a, double b, double c, double d, double e, double f) {
    public static final Matrix IDENTITY = new Matrix(1, 0, 0, 1, 0, 0);

    /** The matrix an array of six numbers is; identity where it is none. */
    public static Matrix of(PdfArray array) {
        if (array.size() != 6) {
            return IDENTITY;
        }
        double[] n = new double[6];
        for (int i = 0; i < 6; i++) {
            n[i] = array.get(i) instanceof PdfNumber number ? number.value() : 0;
        }
        return new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    /** Moves by so much. */
    public static Matrix shift(double x, double y) {
        return new Matrix(1, 0, 0, 1, x, y);
    }

    /** This one first, then the other. */
    public Matrix then(Matrix m) {
        return new Matrix(
                a * m.a + b * m.c,
                a * m.b + b * m.d,
                c * m.a + d * m.c,
                c * m.b + d * m.d,
                e * m.a + f * m.c + m.e,
                e * m.b + f * m.d + m.f);
    }

    /** Where a point comes to, from left to right. */
    public double x(double x, double y) {
        return a * x + c * y + e;
    }

    /** Where a point comes to, from bottom to top. */
    public double y(double x, double y) {
        return b * x + d * y + f;
    }

    /** The upright box around a rectangle after the transformation. */
    public double[] box(double left, double bottom, double right, double top) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double x : new double[] {left, right}) {
            for (double y : new double[] {bottom, top}) {
                double u = x(x, y);
                double v = y(x, y);
                box[0] = Math.min(box[0], u);
                box[1] = Math.min(box[1], v);
                box[2] = Math.max(box[2], u);
                box[3] = Math.max(box[3], v);
            }
        }
        return box;
    }
}
