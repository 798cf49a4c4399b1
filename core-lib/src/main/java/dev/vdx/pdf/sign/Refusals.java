package dev.vdx.pdf.sign;

import dev.vdx.model.FindingCode;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.Revision;

/** What must not be signed, because the signature would break an earlier one or be worth nothing. */
final class Refusals {
    /** Only changes that need no signature (ISO 32000-2, 12.8.2.2.2). */
    private static final long NO_CHANGES = 1;

    private Refusals() {}

    /** What nobody may sign. */
    static void check(PdfFile file) throws SigningException {
        checkUpdate(file);
        if (permission(file.last(), file.last().catalog()) == NO_CHANGES) {
            throw refusal("it is certified, and the certification forbids any further signature");
        }
    }

    /** What cannot be updated at all; validation data and time-stamps may come whatever a certification says (12.8.2.2). */
    static void checkUpdate(PdfFile file) throws SigningException {
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

    /** What a document that cannot be read is refused with. */
    static SigningException of(PdfException e) {
        String detail = String.join(", ", e.finding().details());
        return e.finding().code() == FindingCode.PASSWORD_NEEDED
                ? new SigningException(e, SigningProblem.DOCUMENT_REFUSES, "it is encrypted: " + detail)
                : new SigningException(e, SigningProblem.DOCUMENT_UNREADABLE, detail);
    }

    private static SigningException refusal(String why) {
        return new SigningException(SigningProblem.DOCUMENT_REFUSES, why);
    }
}
