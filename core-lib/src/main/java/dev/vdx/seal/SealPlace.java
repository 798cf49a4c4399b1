package dev.vdx.seal;

import java.util.OptionalInt;

/** Where a seal goes. */
public sealed interface SealPlace {

    /** The width of the seal, in points. */
    double width();

    /** The height of the seal, in points. */
    double height();

    /**
     * A box on a page.
     *
     * @param page 1 is the first page, -1 the last, -2 the one before
     * @param box where on the page, as a person sees it
     */
    record OnPage(int page, SealBox box) implements SealPlace {
        @Override
        public double width() {
            return box.width();
        }

        @Override
        public double height() {
            return box.height();
        }
    }

    /**
     * Beside a text that is found in the document. White space and how Thai marks are coded are no matter, case is.
     *
     * @param text what is looked for
     * @param side on which side of it the seal goes, as a person sees the page
     * @param page the page it is looked for on, counted as in {@link OnPage}; empty for all of them
     * @param occurrence which one of several, 1 for the first, -1 for the last; empty where there must be only one
     * @param right moves the seal, in points; to the left where negative
     * @param up moves the seal, in points; down where negative
     * @param width of the seal, in points
     * @param height of the seal, in points
     */
    record AtText(
            String text,
            Side side,
            OptionalInt page,
            OptionalInt occurrence,
            double right,
            double up,
            double width,
            double height)
            implements SealPlace {

        /** Below the only place that says so. */
        public static AtText below(String text, double width, double height) {
            return new AtText(text, Side.BELOW, OptionalInt.empty(), OptionalInt.empty(), 0, 0, width, height);
        }

        /** The box beside a text that stands there. */
        public SealBox beside(SealBox found) {
            double x = switch (side) {
                case OVER -> found.x() + (found.width() - width) / 2;
                case AFTER -> found.x() + found.width();
                case BEFORE -> found.x() - width;
                case BELOW, ABOVE -> found.x();
            };
            double y = switch (side) {
                case OVER, AFTER, BEFORE -> found.y() + (found.height() - height) / 2;
                case BELOW -> found.y() - height;
                case ABOVE -> found.y() + found.height();
            };
            return new SealBox(x + right, y + up, width, height);
        }
    }

    /** On which side of a text. */
    enum Side {
        /** Its middle over the middle of the text. */
        OVER,
        /** To the right, middle by middle. */
        AFTER,
        /** To the left, middle by middle. */
        BEFORE,
        /** Under it, left edge by left edge. */
        BELOW,
        /** On top of it, left edge by left edge. */
        ABOVE
    }
}
