package dev.vdx.pdf.sign;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.change.PermissionReader;
import dev.vdx.pdf.change.Permissions;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.Revision;

/** What the signatures that a document has already leave to another one (ISO 32000-2, 12.8.2.2, 12.8.2.4, 12.7.5.5). */
final class EarlierSignatures {
    private final boolean any;
    private final Permissions permissions;

    private EarlierSignatures(boolean any, Permissions permissions) {
        this.any = any;
        this.permissions = permissions;
    }

    static EarlierSignatures of(PdfFile file) {
        Revision last = file.last();
        PermissionReader reader = new PermissionReader(last);
        PdfDictionary certification = last.dictionary(last.dictionary(last.catalog(), "Perms"), "DocMDP");
        boolean any = !certification.equals(PdfDictionary.EMPTY);
        Permissions permissions = reader.read(PdfDictionary.EMPTY, certification);
        for (FormField field : FieldTree.fields(last, file.budget())) {
            if (field.isSignature() && last.get(field.dictionary(), "V") instanceof PdfDictionary signature) {
                any = true;
                permissions = permissions.and(reader.read(field.dictionary(), signature));
            }
        }
        return new EarlierSignatures(any, permissions);
    }

    /** Refuses a signature in this field where one of them forbids it. */
    void requireFree(String field) throws SigningException {
        if (!permissions.allowSigning()) {
            throw new SigningException(SigningProblem.CERTIFIED);
        }
        if (permissions.lock(field)) {
            throw new SigningException(SigningProblem.FIELD_LOCKED, field);
        }
    }

    /** Refuses what must come before anybody signs, such as a certification (12.8.2.2.1). */
    void requireNone(SigningProblem late) throws SigningException {
        if (any) {
            throw new SigningException(late);
        }
    }
}
