package dev.vdx.pdf.change;

import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.Map;

/**
 * What the appearances of an annotation show (ISO 32000-2, 12.5.5), all states together.
 *
 * @param absent it has none
 * @param says the words shown, in lower case
 * @param readable whether all of them could be read
 * @param pictures whether it shows images, or something that could not be read
 * @param covers whether what lies under it is hidden by some part of it
 * @param draws whether it draws lines that are no simple frame
 */
public record Look(boolean absent, String says, boolean readable, boolean pictures, boolean covers, boolean draws) {
    private static final Look UNREADABLE = new Look(false, "", false, true, true, true);

    /** Of all states of an annotation's appearance. */
    public static Look of(Revision view, Budget budget, PdfDictionary annotation) {
        Painter painter = new Painter(view, budget);
        try {
            boolean absent = true;
            for (PdfObject state : view.dictionary(annotation, "AP").entries().values()) {
                absent &= !paint(view, painter, state, true);
            }
            return new Look(
                    absent, painter.words(), painter.readable(), painter.pictures(), painter.covers(), painter.draws());
        } catch (PdfException e) {
            if (e.limit()) {
                throw e;
            }
            return UNREADABLE;
        }
    }

    /** Of one appearance. */
    public static Look of(Revision view, Budget budget, PdfStream appearance) {
        return of(view, budget, PdfDictionary.of(Map.of("AP", PdfDictionary.of(Map.of("N", appearance)))));
    }

    private static boolean paint(Revision view, Painter painter, PdfObject value, boolean states) {
        PdfObject resolved = view.resolve(value);
        boolean some = resolved instanceof PdfStream;
        if (resolved instanceof PdfStream stream) {
            painter.form(stream);
        } else if (states && resolved instanceof PdfDictionary each) {
            for (PdfObject state : each.entries().values()) {
                some |= paint(view, painter, state, false);
            }
        }
        return some;
    }

    /** Whether it shows nothing but a background and a frame. */
    public boolean blank() {
        return says.isEmpty() && readable && !pictures && !draws;
    }

    /**
     * Whether it may show this value: one of both says all the letters and digits of the other, in order or, as dates
     * and numbers are formatted, in another.
     */
    public boolean shows(String value) {
        String shown = characters(says);
        String meant = characters(value);
        return shown.contains(meant)
                || (!shown.isEmpty() && meant.contains(shown))
                || sorted(shown).equals(sorted(meant));
    }

    private static String characters(String text) {
        StringBuilder kept = new StringBuilder();
        text.toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String sorted(String text) {
        int[] points = text.codePoints().sorted().toArray();
        return new String(points, 0, points.length);
    }
}
