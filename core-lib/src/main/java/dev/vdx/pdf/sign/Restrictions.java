package dev.vdx.pdf.sign;

import dev.vdx.model.Certification;
import dev.vdx.model.FieldLock;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a signature forbids from then on: by certifying (ISO 32000-2, 12.8.2.2), and by locking fields (12.8.2.4). */
final class Restrictions {
    private static final PdfName VERSION = new PdfName("1.2");

    private final Update update;
    private final Optional<Certification> certification;
    private final Optional<PdfDictionary> lock;

    private Restrictions(Update update, Optional<Certification> certification, Optional<PdfDictionary> lock) {
        this.update = update;
        this.certification = certification;
        this.lock = lock;
    }

    /**
     * As asked for, and as the field says.
     *
     * @param field the field's dictionary as it is; empty for a new one
     */
    static Restrictions of(Update update, FormFields fields, PdfDictionary field, String name, SignatureRequest request)
            throws SigningException {
        PdfDictionary own = update.base().dictionary(field, "Lock");
        if (!own.equals(PdfDictionary.EMPTY)) {
            if (request.lock().isPresent()) {
                throw new SigningException(SigningProblem.FIELD_LOCKS_ITSELF, name);
            }
            return new Restrictions(update, request.certification(), Optional.of(understood(update.base(), name, own)));
        }
        Optional<PdfDictionary> asked = Optional.empty();
        if (request.lock().isPresent()) {
            asked = Optional.of(written(request.lock().get(), fields, name));
        }
        return new Restrictions(update, request.certification(), asked);
    }

    /** A lock is repeated in the signature; what is not understood cannot be promised. */
    private static PdfDictionary understood(Revision base, String name, PdfDictionary lock) throws SigningException {
        boolean named = base.get(lock, "Fields") instanceof PdfArray array
                && array.items().stream().allMatch(item -> base.resolve(item) instanceof PdfString);
        boolean known = base.get(lock, "Action") instanceof PdfName action
                && (action.is("All") || ((action.is("Include") || action.is("Exclude")) && named));
        boolean permits =
                !lock.has("P") || (base.get(lock, "P") instanceof PdfNumber p && p.integer() >= 1 && p.integer() <= 3);
        if (!known || !permits || lock.duplicates()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "the lock of field " + name + ", which is of no kind we know");
        }
        return lock;
    }

    private static PdfDictionary written(FieldLock lock, FormFields fields, String name) throws SigningException {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Type", new PdfName("SigFieldLock"));
        entries.put(
                "Action",
                new PdfName(
                        switch (lock.action()) {
                            case ALL -> "All";
                            case INCLUDE -> "Include";
                            case EXCLUDE -> "Exclude";
                        }));
        if (lock.action() != FieldLock.Action.ALL) {
            List<PdfObject> names = new ArrayList<>();
            for (String each : lock.names().stream().sorted().toList()) {
                // A name that is misspelt would lock nothing, and nobody would notice.
                if (fields.find(each).isEmpty() && !each.equals(name)) {
                    throw fields.lacks(each);
                }
                names.add(PdfString.text(each));
            }
            entries.put("Fields", new PdfArray(names));
        }
        return PdfDictionary.of(entries);
    }

    /** Whether comments may come, go and change after this signature: both say so in one number (12.7.5.5, table 235). */
    boolean letAnnotationsChange() {
        return certification.equals(Optional.of(Certification.ANNOTATIONS))
                || lock.filter(fields -> update.base().get(fields, "P") instanceof PdfNumber p
                                && p.integer() == Certification.ANNOTATIONS.permission())
                        .isPresent();
    }

    /** The field with its lock, which must be an object of its own (12.7.5.5, table 235). */
    PdfDictionary locked(PdfDictionary field) {
        return lock.isEmpty() || field.has("Lock") ? field : field.with("Lock", update.add(lock.get()));
    }

    /** Signature references (12.8.1, table 256), for the signature dictionary. */
    PdfArray references() {
        List<PdfObject> references = new ArrayList<>();
        certification.ifPresent(allowed -> references.add(
                reference("DocMDP", PdfDictionary.of(Map.of()).with("P", PdfNumber.of(allowed.permission())))));
        lock.ifPresent(fields -> references.add(reference("FieldMDP", fields).with("Data", update.catalog())));
        return new PdfArray(references);
    }

    private static PdfDictionary reference(String method, PdfDictionary parameters) {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Type", new PdfName("SigRef"));
        entries.put("TransformMethod", new PdfName(method));
        entries.put(
                "TransformParams",
                parameters.with("Type", new PdfName("TransformParams")).with("V", VERSION));
        return PdfDictionary.of(entries);
    }

    /** A certification is named in the catalog (12.8.6). */
    void name(PdfObject signature) {
        if (certification.isPresent()) {
            PdfDictionary root = Revision.asDictionary(update.current(update.catalog()));
            PdfDictionary permissions = update.base().dictionary(root, "Perms");
            update.put(update.catalog(), root.with("Perms", permissions.with("DocMDP", signature)));
        }
    }
}
