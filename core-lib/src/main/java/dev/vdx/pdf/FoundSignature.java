package dev.vdx.pdf;

import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.List;
import java.util.Optional;

/**
 * A signature dictionary as a field holds it in the newest revision.
 *
 * @param name of the field
 * @param field the field's dictionary
 * @param dictionary the signature dictionary (ISO 32000-2, 12.8.1 table 255)
 * @param range what it signs, if that is sound
 * @param revision index of the revision it covers, if it covers one to its end
 */
record FoundSignature(
        String name,
        PdfDictionary field,
        PdfDictionary dictionary,
        Optional<SignedRange> range,
        Optional<Integer> revision) {

    private static final int PREPARED = 512;

    static FoundSignature of(PdfFile file, String name, PdfDictionary field, PdfDictionary dictionary) {
        Optional<SignedRange> range = SignedRange.of(
                file.last().get(dictionary, "ByteRange"),
                dictionary.get("Contents"),
                file.bytes().size());
        return new FoundSignature(name, field, dictionary, range, range.flatMap(r -> covered(file, r.end())));
    }

    /** The revision that ends here: behind its %%EOF only blanks may be left out or taken in. */
    private static Optional<Integer> covered(PdfFile file, long end) {
        List<Revision> revisions = file.revisions();
        if (end == file.bytes().size()) {
            return Optional.of(revisions.size() - 1);
        }
        int low = 0;
        int high = revisions.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (revisions.get(middle).end() <= end) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        for (long at = revisions.get(low).end(); at < end; at++) {
            if (!blank(file.bytes().at(at))) {
                return Optional.empty();
            }
        }
        return revisions.get(low).end() <= end ? Optional.of(low) : Optional.empty();
    }

    private static boolean blank(int c) {
        return c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == 0;
    }

    /** Whether it was prepared and never signed: long, and nothing but zeros. A short or empty value is no such thing. */
    boolean placeholder() {
        if (range.isEmpty() || !(dictionary.get("Contents") instanceof PdfString value) || value.length() < PREPARED) {
            return false;
        }
        for (byte b : value.bytes()) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Offset of its /Contents, which tells signatures apart; -1 where it has none of its own. */
    long place() {
        PdfObject contents = dictionary.get("Contents");
        return contents instanceof PdfString string ? string.start() : -1;
    }
}
