package dev.vdx.seal;

/** A word's glyphs and where each stands, in thousandths of the size, y upwards. */
final class ShapedWord {
    private final String text;
    private final int count;
    private final int[] glyphs;
    private final int[] unicode;
    private final float[] x;
    private final float[] y;
    private final double advance;

    ShapedWord(String text, int count, int[] glyphs, int[] unicode, float[] x, float[] y, double advance) {
        this.text = text;
        this.count = count;
        this.glyphs = glyphs;
        this.unicode = unicode;
        this.x = x;
        this.y = y;
        this.advance = advance;
    }

    String text() {
        return text;
    }

    boolean blank() {
        return text.isBlank();
    }

    int count() {
        return count;
    }

    int glyph(int index) {
        return glyphs[index];
    }

    int unicode(int index) {
        return unicode[index];
    }

    float x(int index) {
        return x[index];
    }

    float y(int index) {
        return y[index];
    }

    double advance() {
        return advance;
    }
}
