package dev.vdx.pdf.change;

import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a list with a later one that may only have grown. */
final class Additions {
    private Additions() {}

    /** What was added; empty if something of the old list is gone or stands in another order. */
    static Optional<List<PdfObject>> between(PdfArray old, PdfArray now) {
        List<PdfObject> added = new ArrayList<>();
        int at = 0;
        for (PdfObject item : now.items()) {
            if (at < old.size() && old.get(at).equals(item)) {
                at++;
            } else {
                added.add(item);
            }
        }
        return at == old.size() ? Optional.of(added) : Optional.empty();
    }
}
