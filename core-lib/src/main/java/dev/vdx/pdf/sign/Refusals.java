package dev.vdx.pdf.sign;

import dev.vdx.model.FindingCode;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.Revision;

/** What must not be signed, because the signature would break an earlier one or be worth nothing. */
final class Refusals {
    private Refusals() {}

    /** What cannot be updated at all. */
    static void check(PdfFile file) throws SigningException {
        if (file.encrypted()) {
            throw new SigningException(SigningProblem.ENCRYPTED);
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

    /** What a document that cannot be read is refused with. */
    static SigningException of(PdfException e) {
        String detail = String.join(", ", e.finding().details());
        return e.finding().code() == FindingCode.PASSWORD_NEEDED
                ? new SigningException(e, SigningProblem.ENCRYPTED, detail)
                : new SigningException(e, SigningProblem.DOCUMENT_UNREADABLE, detail);
    }

    /** What a document that must not be signed so is refused with. */
    private static SigningException refusal(String why) {
        return new SigningException(SigningProblem.DOCUMENT_REFUSES, why);
    }
}
