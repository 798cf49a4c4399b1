package dev.vdx.seal;

import java.awt.geom.AffineTransform;

/** An invented emblem: two ears of rice round a field under the sun. No state's, no agency's. */
final class Emblem {
    static final Ink GREEN = new Ink(0.1, 0.36, 0.24);
    static final Ink GOLD = new Ink(0.76, 0.56, 0.16);
    private static final int GRAINS = 8;

    private Emblem() {}

    /** Draws it into the circle round x, y. */
    static void draw(Canvas canvas, double x, double y, double radius) {
        canvas.save().transform(new AffineTransform(radius / 50, 0, 0, radius / 50, x, y));
        canvas.strokeWith(GREEN, 2).circle(0, 0, 48.5).stroke();
        canvas.strokeWith(GOLD, 0.8).circle(0, 0, 45).stroke();
        sun(canvas);
        field(canvas);
        ear(canvas, 1);
        ear(canvas, -1);
        canvas.restore();
    }

    private static void sun(Canvas canvas) {
        double k = 11 * 0.5522847498;
        canvas.fillWith(GOLD)
                .move(11, 0)
                .curve(11, k, k, 11, 0, 11)
                .curve(-k, 11, -11, k, -11, 0)
                .fill();
        canvas.strokeWith(GOLD, 1.4);
        for (int degrees = 18; degrees <= 162; degrees += 24) {
            double a = Math.toRadians(degrees);
            canvas.line(14 * Math.cos(a), 14 * Math.sin(a), 19 * Math.cos(a), 19 * Math.sin(a));
        }
    }

    private static void field(Canvas canvas) {
        canvas.strokeWith(GREEN, 1.8);
        for (int row = 0; row < 4; row++) {
            double half = 21 - row * 2.6;
            double y = -2.6 - row * 4.6;
            canvas.move(-half, y)
                    .curve(-half / 3, y + 3, half / 3, y - 3, half, y)
                    .stroke();
        }
    }

    /** A stalk along the ring, grains on both its sides. */
    private static void ear(Canvas canvas, int side) {
        canvas.strokeWith(GREEN, 1.3).move(0, -38);
        arc(canvas, side).stroke();
        for (int i = 0; i < GRAINS; i++) {
            double angle = Math.toRadians(-58 + i * 15.5);
            for (int lean = -1; lean <= 1; lean += 2) {
                double r = 34 + lean * 3.6;
                AffineTransform place = new AffineTransform();
                place.scale(side, 1);
                place.translate(r * Math.cos(angle), r * Math.sin(angle));
                place.rotate(angle + Math.PI / 2 - lean * 0.5);
                canvas.save().transform(place).fillWith(lean < 0 ? GREEN : GOLD);
                canvas.move(-4.2, 0)
                        .curve(-1.5, 2.9, 2.2, 2.3, 4.6, 0)
                        .curve(2.2, -2.3, -1.5, -2.9, -4.2, 0)
                        .fill();
                canvas.restore();
            }
        }
    }

    private static Canvas arc(Canvas canvas, int side) {
        return canvas.curve(side * 22, -37, side * 34, -16, side * 34, 0)
                .curve(side * 34, 12, side * 29, 23, side * 20, 29);
    }
}
