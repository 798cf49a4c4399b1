package dev.vdx.seal;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSStream;

/** The operators of one content stream (ISO 32000-2, 8 and 9); draws nothing transparent. */
final class Canvas {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    /** How far, in thousandths of the size, a glyph may stand from where its neighbour's advance leads. */
    private static final float SAME_PLACE = 0.5f;

    /** Less, in thousandths of the size, no reader takes for a space. */
    private static final double LEAST_GAP = 60;

    /** The circle's control point: the usual four-curve approximation. */
    private static final double CIRCLE = 0.5522847498;

    private final StringBuilder out = new StringBuilder(4_096);
    private final SealColours colours;
    private final TextFonts fonts;

    Canvas(SealColours colours, TextFonts fonts) {
        this.colours = colours;
        this.fonts = fonts;
    }

    Canvas save() {
        return raw("q\n");
    }

    Canvas restore() {
        return raw("Q\n");
    }

    Canvas transform(AffineTransform matrix) {
        double[] m = new double[6];
        matrix.getMatrix(m);
        return numbers(m).raw("cm\n");
    }

    Canvas fillWith(Ink ink) {
        return colours == SealColours.RGB
                ? numbers(ink.red(), ink.green(), ink.blue()).raw("rg\n")
                : numbers(ink.gray()).raw("g\n");
    }

    Canvas strokeWith(Ink ink, double width) {
        numbers(width).raw("w ");
        return colours == SealColours.RGB
                ? numbers(ink.red(), ink.green(), ink.blue()).raw("RG\n")
                : numbers(ink.gray()).raw("G\n");
    }

    Canvas rectangle(double x, double y, double width, double height) {
        return numbers(x, y, width, height).raw("re\n");
    }

    Canvas line(double x1, double y1, double x2, double y2) {
        return move(x1, y1).numbers(x2, y2).raw("l S\n");
    }

    Canvas move(double x, double y) {
        return numbers(x, y).raw("m ");
    }

    Canvas curve(double x1, double y1, double x2, double y2, double x3, double y3) {
        return numbers(x1, y1, x2, y2, x3, y3).raw("c\n");
    }

    Canvas circle(double x, double y, double r) {
        double k = r * CIRCLE;
        return move(x + r, y)
                .curve(x + r, y + k, x + k, y + r, x, y + r)
                .curve(x - k, y + r, x - r, y + k, x - r, y)
                .curve(x - r, y - k, x - k, y - r, x, y - r)
                .curve(x + k, y - r, x + r, y - k, x + r, y)
                .raw("h ");
    }

    Canvas fill() {
        return raw("f\n");
    }

    Canvas stroke() {
        return raw("S\n");
    }

    /** Adds the outline of a shape to the path. */
    Canvas path(Shape shape, AffineTransform matrix) {
        double[] p = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator steps = shape.getPathIterator(matrix); !steps.isDone(); steps.next()) {
            switch (steps.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> move(p[0], p[1]);
                case PathIterator.SEG_LINETO -> numbers(p[0], p[1]).raw("l ");
                case PathIterator.SEG_QUADTO -> {
                    // PDF has cubic curves only: the same curve, one degree up.
                    curve(
                            x + (p[0] - x) * 2 / 3,
                            y + (p[1] - y) * 2 / 3,
                            p[2] + (p[0] - p[2]) * 2 / 3,
                            p[3] + (p[1] - p[3]) * 2 / 3,
                            p[2],
                            p[3]);
                    p[0] = p[2];
                    p[1] = p[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    curve(p[0], p[1], p[2], p[3], p[4], p[5]);
                    p[0] = p[4];
                    p[1] = p[5];
                }
                default -> raw("h\n");
            }
            x = p[0];
            y = p[1];
        }
        return this;
    }

    /** Draws the image of this name in the resources into a rectangle. */
    Canvas image(String name, double x, double y, double width, double height) {
        return save().transform(new AffineTransform(width, 0, 0, height, x, y))
                .raw("/" + name + " Do\n")
                .restore();
    }

    /** Starts content that belongs to an element of the structure tree (ISO 32000-2, 14.7). */
    Canvas beginElement(String type, int mcid) {
        return raw("/" + type + " <</MCID " + mcid + ">> BDC\n");
    }

    /** Starts content that is not part of what the document says: frames, page numbers. */
    Canvas beginArtifact() {
        return raw("/Artifact BMC\n");
    }

    Canvas endMarked() {
        return raw("EMC\n");
    }

    /** Writes a line of text whose baseline starts at x, y. */
    Canvas text(TextLine line, double size, double x, double y) {
        raw("BT /").raw(fonts.use(line)).raw(" ").numbers(size).raw("Tf\n");
        double pen = x;
        for (ShapedWord word : line.words()) {
            word(word, line.font(), size, pen, y);
            pen += word.advance() * size / FontFile.EM;
        }
        return raw("ET\n");
    }

    private void word(ShapedWord word, FontFile font, double size, double x, double y) {
        boolean plain =
                word.text().chars().allMatch(c -> c >= ' ' && c <= '~') && runEnd(word, font, 0) == word.count();
        if (!plain) {
            // Inline, not by name: some readers do not look the property list up.
            raw("/Span <</ActualText <FEFF");
            word.text().chars().forEach(this::hex);
            raw(">>> BDC\n");
        }
        int start = 0;
        while (start < word.count()) {
            int end = runEnd(word, font, start);
            place(x + word.x(start) * size / FontFile.EM, y + word.y(start) * size / FontFile.EM);
            for (int i = start; i < end; i++) {
                hex(word.glyph(i));
            }
            raw("> Tj\n");
            if (!plain) {
                bridge(word, font, start, end, size, x, y);
            }
            start = end;
        }
        if (!plain) {
            endMarked();
        }
    }

    private Canvas place(double x, double y) {
        return raw("1 0 0 1 ").numbers(x, y).raw("Tm <");
    }

    /** After a mark set back over its letter a reader would see a gap, and make it a space: fills it with nothing. */
    private void bridge(ShapedWord word, FontFile font, int start, int end, double size, double x, double y) {
        double pen = word.x(start);
        for (int i = start; i < end; i++) {
            pen += font.advance(word.glyph(i));
        }
        double next = end < word.count() ? word.x(end) : word.advance();
        if (next - pen > LEAST_GAP) {
            int blank = fonts.useBlank(font);
            place(x + (next - font.advance(blank)) * size / FontFile.EM, y).hex(blank);
            raw("> Tj\n");
        }
    }

    /** The end of the run of glyphs that stand where their own advances put them. */
    private static int runEnd(ShapedWord word, FontFile font, int start) {
        float expected = word.x(start);
        int end = start;
        while (end < word.count() && word.y(end) == word.y(start) && Math.abs(word.x(end) - expected) <= SAME_PLACE) {
            expected += font.advance(word.glyph(end));
            end++;
        }
        return end;
    }

    private void hex(int code) {
        out.append(HEX[code >> 12 & 15])
                .append(HEX[code >> 8 & 15])
                .append(HEX[code >> 4 & 15])
                .append(HEX[code & 15]);
    }

    private Canvas numbers(double... values) {
        for (double value : values) {
            number(value);
        }
        return this;
    }

    /** Three decimals, no exponent, no locale. */
    private void number(double value) {
        long thousandths = Math.round(value * 1_000);
        if (thousandths < 0) {
            out.append('-');
            thousandths = -thousandths;
        }
        out.append(thousandths / 1_000);
        int rest = (int) (thousandths % 1_000);
        if (rest > 0) {
            out.append('.').append((char) ('0' + rest / 100));
            if (rest % 100 > 0) {
                out.append((char) ('0' + rest / 10 % 10));
                if (rest % 10 > 0) {
                    out.append((char) ('0' + rest % 10));
                }
            }
        }
        out.append(' ');
    }

    private Canvas raw(String operators) {
        out.append(operators);
        return this;
    }

    /** The operators so far. */
    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    COSStream stream() throws IOException {
        return EmbeddedFont.stream(bytes());
    }
}
