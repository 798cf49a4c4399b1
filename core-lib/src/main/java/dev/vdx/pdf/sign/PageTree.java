package dev.vdx.pdf.sign;

import dev.vdx.model.FindingCode;
import dev.vdx.model.SigningException;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.Revision;
import dev.vdx.seal.PageShape;
import dev.vdx.seal.SealSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The pages of a document with what they inherit (ISO 32000-2, 7.7.3). */
final class PageTree {
    private static final String[] INHERITED = {"MediaBox", "CropBox", "Rotate"};
    private static final double[] LETTER = {0, 0, 612, 792};

    private final Revision revision;

    /** A page, numbered from 1; {@code dictionary} is as in the file, {@code attributes} with what it inherits. */
    record Page(int number, PdfReference reference, PdfDictionary dictionary, PdfDictionary attributes) {}

    private record Step(PdfObject at, PdfDictionary inherited) {}

    PageTree(Revision revision) {
        this.revision = revision;
    }

    Page first() {
        return walk(p -> true).get(0);
    }

    List<Page> all() {
        return walk(p -> false);
    }

    /** A page by its number: 1 is the first, -1 the last. */
    Page page(int number) throws SigningException {
        List<Page> pages = all();
        return pages.get(SealSpec.pageIndex(number, pages.size()));
    }

    Page of(PdfReference reference) {
        List<Page> pages = walk(p -> p.reference.equals(reference));
        Page last = pages.get(pages.size() - 1);
        if (!last.reference.equals(reference)) {
            throw new PdfException(FindingCode.MALFORMED, reference + " is no page");
        }
        return last;
    }

    /** Pages in order up to the one wanted. */
    private List<Page> walk(Predicate<Page> enough) {
        List<Page> pages = new ArrayList<>();
        Set<PdfReference> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>();
        open.push(new Step(revision.catalog().get("Pages"), PdfDictionary.EMPTY));
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (!(step.at instanceof PdfReference reference)) {
                throw new PdfException(FindingCode.MALFORMED, "a page that is no object of its own");
            }
            if (!seen.add(reference)) {
                throw new PdfException(FindingCode.MALFORMED, "page tree in a circle at " + reference);
            }
            PdfDictionary node = Revision.asDictionary(revision.resolve(reference));
            PdfDictionary attributes = attributes(node, step.inherited);
            if (node.has("Kids")) {
                List<PdfObject> kids = revision.array(node, "Kids").items();
                for (int i = kids.size() - 1; i >= 0; i--) {
                    open.push(new Step(kids.get(i), attributes));
                }
            } else {
                Page page = new Page(pages.size() + 1, reference, node, attributes);
                pages.add(page);
                if (enough.test(page)) {
                    return pages;
                }
            }
        }
        if (pages.isEmpty()) {
            throw new PdfException(FindingCode.MALFORMED, "no page");
        }
        return pages;
    }

    private static PdfDictionary attributes(PdfDictionary node, PdfDictionary inherited) {
        PdfDictionary attributes = inherited;
        for (String key : INHERITED) {
            if (node.has(key)) {
                attributes = attributes.with(key, node.get(key));
            }
        }
        return attributes;
    }

    /** How it is shown: the crop box within the media box, its rotation and unit. */
    PageShape shape(Page page) {
        double[] media = box(page.attributes, "MediaBox", LETTER);
        double[] crop = box(page.attributes, "CropBox", media);
        double left = Math.max(media[0], crop[0]);
        double bottom = Math.max(media[1], crop[1]);
        double width = Math.min(media[2], crop[2]) - left;
        double height = Math.min(media[3], crop[3]) - bottom;
        int rotation = revision.get(page.attributes, "Rotate") instanceof PdfNumber turned
                ? Math.floorMod((int) turned.integer(), 360) / 90 * 90
                : 0;
        double unit = revision.get(page.dictionary, "UserUnit") instanceof PdfNumber number && number.value() > 0
                ? number.value()
                : 1;
        return new PageShape(left, bottom, width, height, rotation, unit);
    }

    private double[] box(PdfDictionary attributes, String key, double[] otherwise) {
        return rectangle(revision, revision.array(attributes, key), otherwise);
    }

    /** A rectangle with its corners in order (7.9.5). */
    static double[] rectangle(Revision revision, PdfArray array, double[] otherwise) {
        if (array.size() != 4) {
            return otherwise;
        }
        double[] values = new double[4];
        for (int i = 0; i < 4; i++) {
            if (!(revision.resolve(array.get(i)) instanceof PdfNumber number)) {
                return otherwise;
            }
            values[i] = number.value();
        }
        return new double[] {
            Math.min(values[0], values[2]),
            Math.min(values[1], values[3]),
            Math.max(values[0], values[2]),
            Math.max(values[1], values[3])
        };
    }
}
