package dev.vdx.pdf.prepared;

import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A page of the newest revision.
 *
 * @param number from 1
 * @param object number of its object
 * @param dictionary its dictionary
 */
record PdfPage(int number, int object, PdfDictionary dictionary) {

    /** The pages in their order (ISO 32000-2, 7.7.3), each object once. */
    static List<PdfPage> of(PdfFile file) {
        List<PdfPage> pages = new ArrayList<>();
        collect(file, file.last().catalog().get("Pages"), new HashSet<>(), pages, 0);
        return pages;
    }

    private static void collect(PdfFile file, PdfObject item, Set<Integer> seen, List<PdfPage> pages, int depth) {
        Revision last = file.last();
        file.budget().depth(depth);
        file.budget().object();
        if (!(item instanceof PdfReference reference)
                || !seen.add(reference.number())
                || !(last.resolve(item) instanceof PdfDictionary node)) {
            return;
        }
        if (!node.has("Kids")) {
            pages.add(new PdfPage(pages.size() + 1, reference.number(), node));
        }
        for (PdfObject kid : last.array(node, "Kids").items()) {
            collect(file, kid, seen, pages, depth + 1);
        }
    }

    String label() {
        return String.valueOf(number);
    }
}
