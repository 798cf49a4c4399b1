package dev.vdx.pdf.sign;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.Revision;

/** What must not be signed, because the signature would break an earlier one or be worth nothing. */
final class Refusals {
    /** Only changes that need no signature (ISO 32000-2, 12.8.2.2.2). */
    private static final long NO_CHANGES = 1;

    private Refusals() {}

    static void check(PdfFile file) throws SigningException {
        if (file.encrypted()) {
            throw refusal("it is encrypted; remove the encryption first");
        }
        if (!file.bytes().startsWith(0, "%PDF-")) {
            throw refusal("something stands before its %PDF header; save it anew first");
        }
        Revision last = file.last();
        PdfDictionary catalog = last.catalog();
        if (catalog.duplicates() || last.trailer().duplicates()) {
            throw refusal("a key stands twice in its catalog or trailer, and readers differ over it");
        }
        if (catalog.equals(PdfDictionary.EMPTY)) {
            throw new SigningException(SigningProblem.DOCUMENT_UNREADABLE, "it has no catalog");
        }
        if (permission(last, catalog) == NO_CHANGES) {
            throw refusal("it is certified, and the certification forbids any further signature");
        }
    }

    private static long permission(Revision last, PdfDictionary catalog) {
        PdfDictionary certification = last.dictionary(last.dictionary(catalog, "Perms"), "DocMDP");
        for (PdfObject item : last.array(certification, "Reference").items()) {
            PdfDictionary reference = Revision.asDictionary(last.resolve(item));
            if (reference.is("TransformMethod", "DocMDP")) {
                return last.dictionary(reference, "TransformParams")
                        .integer("P")
                        .orElse(2L);
            }
        }
        return Long.MAX_VALUE;
    }

    private static SigningException refusal(String why) {
        return new SigningException(SigningProblem.DOCUMENT_REFUSES, why);
    }
}
