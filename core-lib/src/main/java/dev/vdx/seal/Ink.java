package dev.vdx.seal;

import java.util.Locale;
import java.util.Optional;

/**
 * A colour of the sRGB space.
 *
 * @param red from 0 to 1
 * @param green from 0 to 1
 * @param blue from 0 to 1
 */
public record Ink(double red, double green, double blue) {
    static final Ink WHITE = new Ink(1, 1, 1);
    static final Ink BLACK = new Ink(0, 0, 0);

    /** The colour written as {@code #1A2B3C}; empty where it is not written so. */
    public static Optional<Ink> parse(String text) {
        if (!text.matches("#[0-9A-Fa-f]{6}")) {
            return Optional.empty();
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return Optional.of(new Ink(((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0));
    }

    /** How light it is in grey. */
    double gray() {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    /** The same as it is drawn in these colours. */
    Ink in(SealColours colours) {
        return colours == SealColours.RGB ? this : new Ink(gray(), gray(), gray());
    }

    /** The contrast ratio of WCAG 2.2, from 1 to 21, the order of the two being no matter. */
    double contrast(Ink other) {
        double mine = luminance();
        double its = other.luminance();
        return (Math.max(mine, its) + 0.05) / (Math.min(mine, its) + 0.05);
    }

    /** The relative luminance of WCAG 2.2. */
    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    boolean valid() {
        return valid(red) && valid(green) && valid(blue);
    }

    private static boolean valid(double part) {
        return part >= 0 && part <= 1;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "#%02X%02X%02X", Math.round(red * 255), Math.round(green * 255), Math.round(blue * 255));
    }
}
