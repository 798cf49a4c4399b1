package dev.vdx.pdf.sign;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.text.TextSearch;
import dev.vdx.seal.SealPlace;
import java.util.ArrayList;
import java.util.List;

/** Finds the text that a seal goes beside. */
final class Anchors {
    private static final int LONGEST = 200;
    private static final int MOST = 10_000;

    private final PdfFile file;

    /** A place on a page: left, bottom, right, top in the page's own coordinates. */
    record Place(PageTree.Page page, double[] box) {}

    Anchors(PdfFile file) {
        this.file = file;
    }

    /**
     * The place that is meant.
     *
     * @throws SigningException SEAL_ANCHOR_NOT_FOUND: the text is nowhere; SEAL_ANCHOR_UNCLEAR: it is there more often than it can be meant,
     *     or not as often as is said; SEAL_INVALID: no text, no such page, or a page whose text cannot be read
     */
    Place find(SealPlace.AtText wanted) throws SigningException {
        if (wanted.text().isBlank() || wanted.text().length() > LONGEST) {
            throw new SigningException(
                    SigningProblem.SEAL_INVALID, "the text to look for is empty or longer than " + LONGEST);
        }
        TextSearch search = new TextSearch(file.last(), file.budget(), wanted.text());
        List<Place> found = new ArrayList<>();
        for (PageTree.Page page : pages(wanted)) {
            for (double[] box : on(page, search)) {
                found.add(new Place(page, box));
            }
            if (found.size() > MOST || enough(found.size(), wanted)) {
                break;
            }
        }
        return chosen(found, wanted);
    }

    private List<PageTree.Page> pages(SealPlace.AtText wanted) throws SigningException {
        PageTree tree = new PageTree(file.last());
        return wanted.page().isPresent() ? List.of(tree.page(wanted.page().getAsInt())) : tree.all();
    }

    private static List<double[]> on(PageTree.Page page, TextSearch search) throws SigningException {
        try {
            return search.on(page.dictionary());
        } catch (PdfException e) {
            throw new SigningException(
                    e,
                    SigningProblem.SEAL_INVALID,
                    "the text of page " + page.number() + " cannot be read ("
                            + String.join(", ", e.finding().details()) + "); name a page or a box");
        }
    }

    private static boolean enough(int found, SealPlace.AtText wanted) {
        return wanted.occurrence().isPresent()
                && wanted.occurrence().getAsInt() > 0
                && found >= wanted.occurrence().getAsInt();
    }

    private static Place chosen(List<Place> found, SealPlace.AtText wanted) throws SigningException {
        if (found.isEmpty()) {
            throw new SigningException(SigningProblem.SEAL_ANCHOR_NOT_FOUND, wanted.text());
        }
        int number = wanted.occurrence().orElse(found.size() == 1 ? 1 : 0);
        int index = number > 0 ? number - 1 : found.size() + number;
        if (number == 0 || index < 0 || index >= found.size()) {
            throw new SigningException(SigningProblem.SEAL_ANCHOR_UNCLEAR, wanted.text(), String.valueOf(found.size()));
        }
        return found.get(index);
    }
}
