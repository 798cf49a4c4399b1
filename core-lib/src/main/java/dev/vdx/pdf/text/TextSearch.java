package dev.vdx.pdf.text;

import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.Revision;
import dev.vdx.pdf.text.Letters.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for a text on pages. It is found where its letters stand on one line, in the order of the page's content. */
public final class TextSearch {
    /** How far, in sizes, a letter may stand beside the line, before the end of the letters so far, and behind it. */
    private static final double BESIDE = 0.5;

    private static final double BACK = 1.5;
    private static final double WITHIN_WORD = 0.5;
    private static final double BETWEEN_WORDS = 2;

    /** A gap that may stand for a space, in sizes. */
    private static final double LEAST_SPACE = 0.1;

    /** Nearer than this, in sizes, are two that were written twice to look bold. */
    private static final double SAME = 0.3;

    private final Revision view;
    private final Budget budget;
    private final List<Letter> wanted;

    /**
     * A search.
     *
     * @param text what is looked for
     */
    public TextSearch(Revision view, Budget budget, String text) {
        this.view = view;
        this.budget = budget;
        this.wanted = Letters.of(List.of(text.strip()));
    }

    /**
     * Every place on a page where the text stands, as boxes (left, bottom, right, top) in the page's own coordinates.
     *
     * @param page its dictionary
     * @throws dev.vdx.pdf.object.PdfException if its content cannot be read or is over a limit
     */
    public List<double[]> on(PdfDictionary page) {
        List<Glyph> glyphs = PageText.of(view, page, budget);
        List<Letter> letters = Letters.of(glyphs.stream().map(Glyph::said).toList());
        List<double[]> found = new ArrayList<>();
        @Nullable Glyph last = null;
        for (int i = 0; !wanted.isEmpty() && i + wanted.size() <= letters.size(); i++) {
            Optional<double[]> box = at(glyphs, letters.subList(i, i + wanted.size()));
            if (box.isPresent()) {
                Glyph first = glyphs.get(letters.get(i).glyph());
                if (last == null || Math.hypot(first.along(last, 0), first.beside(last)) > SAME) {
                    found.add(box.get());
                }
                last = first;
                i += wanted.size() - 1;
            }
        }
        return found;
    }

    private Optional<double[]> at(List<Glyph> glyphs, List<Letter> letters) {
        budget.time();
        Glyph first = glyphs.get(letters.get(0).glyph());
        int before = letters.get(0).glyph();
        double end = first.along(first, first.width());
        double[] box = first.box();
        for (int i = 0; i < letters.size(); i++) {
            if (letters.get(i).point() != wanted.get(i).point()) {
                return Optional.empty();
            }
            int at = letters.get(i).glyph();
            Glyph glyph = glyphs.get(at);
            if (at != before) {
                double gap = glyph.along(first, 0) - end;
                if (!follows(letters.get(i).spaced(), wanted.get(i).spaced(), gap, glyph.beside(first))) {
                    return Optional.empty();
                }
            }
            before = at;
            end = Math.max(end, glyph.along(first, glyph.width()));
            box = around(box, glyph.box());
        }
        return Optional.of(box);
    }

    private static boolean follows(boolean spaced, boolean wanted, double gap, double beside) {
        if (!(Math.abs(beside) <= BESIDE && gap >= -BACK)) {
            return false;
        }
        return wanted ? (spaced || gap >= LEAST_SPACE) && gap <= BETWEEN_WORDS : !spaced && gap <= WITHIN_WORD;
    }

    private static double[] around(double[] one, double[] two) {
        return new double[] {
            Math.min(one[0], two[0]), Math.min(one[1], two[1]), Math.max(one[2], two[2]), Math.max(one[3], two[3])
        };
    }
}
