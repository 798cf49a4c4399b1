package dev.vdx.seal;

import java.util.ArrayList;
import java.util.List;

/** The words of a seal, set as large as they fit a column: on single lines if they can be, else wrapped. */
final class SealText {
    /** Height of a line over its size: room for two marks above a Thai letter and one below. */
    static final double LEADING = 1.3;

    static final double ASCENT = 1.0;
    private static final double STEP = 0.25;

    private static final double LARGEST = 11;
    private static final double SMALLEST = 5.5;

    /** How many lines an item may take, and down to which size that is tried, best first. */
    private static final List<Attempt> ATTEMPTS =
            List.of(new Attempt(1, 7.5), new Attempt(2, 6.5), new Attempt(4, 5.5));

    private record Attempt(int lines, double smallest) {}

    /**
     * One thing said.
     *
     * @param scale its size over the seal's
     * @param gap space above it, over the seal's size
     */
    record Item(String text, Typeface face, double scale, double gap, Ink ink) {}

    private record Placed(TextLine line, double size, double baseline, Ink ink) {}

    private final List<Placed> lines;
    private final double height;

    private SealText(List<Placed> lines, double height) {
        this.lines = lines;
        this.height = height;
    }

    /**
     * Sets the items.
     *
     * @throws CannotDrawException they do not fit, even at the smallest size a person can read
     */
    static SealText fit(TextFonts fonts, List<Item> items, double width, double height) throws CannotDrawException {
        for (Attempt attempt : ATTEMPTS) {
            for (double size = LARGEST; size >= attempt.smallest(); size -= STEP) {
                SealText text = set(fonts, items, width, size, attempt.lines());
                if (text.height <= height) {
                    return text;
                }
            }
        }
        throw new CannotDrawException("the text does not fit the box at " + SMALLEST + " points, the smallest size");
    }

    private static SealText set(TextFonts fonts, List<Item> items, double width, double base, int mostLines)
            throws CannotDrawException {
        List<Placed> placed = new ArrayList<>();
        double y = 0;
        for (Item item : items) {
            double size = base * item.scale();
            List<TextLine> lines = width < size ? List.of() : fonts.wrap(item.face(), size, item.text(), width);
            if (lines.isEmpty() || lines.size() > mostLines) {
                return new SealText(List.of(), Double.POSITIVE_INFINITY);
            }
            y += placed.isEmpty() ? 0 : item.gap() * base;
            for (TextLine line : lines) {
                placed.add(new Placed(line, size, y + ASCENT * size, item.ink()));
                y += LEADING * size;
            }
        }
        return new SealText(List.copyOf(placed), y);
    }

    double height() {
        return height;
    }

    /** Draws it; {@code top} is the upper edge of the first line. */
    void draw(Canvas canvas, double left, double top) {
        for (Placed each : lines) {
            canvas.fillWith(each.ink()).text(each.line(), each.size(), left, top - each.baseline());
        }
    }
}
