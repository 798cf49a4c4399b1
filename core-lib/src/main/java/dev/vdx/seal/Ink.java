package dev.vdx.seal;

/** A colour of the sRGB space, each part from 0 to 1. */
record Ink(double red, double green, double blue) {
    static final Ink WHITE = new Ink(1, 1, 1);
    static final Ink BLACK = new Ink(0, 0, 0);

    /** How light it is in grey. */
    double gray() {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }
}
