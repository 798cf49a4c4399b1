package dev.vdx.pdf.sign;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import dev.vdx.seal.SealPicture;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts a signature dictionary into a signature field, an existing or a new one (ISO 32000-2, 12.7.5.5). */
final class SignatureField {
    /** Printed, and locked against moving (12.5.3). */
    private static final PdfNumber PRINT_AND_LOCKED = PdfNumber.of(132);

    /** The same, and neither to be edited nor to be answered (12.5.3). */
    private static final PdfNumber PRINT_READ_ONLY_LOCKED = PdfNumber.of(4 + 64 + 128 + 512);

    /** Signatures exist, and the file is to be saved by appending only (12.7.3). */
    private static final PdfNumber SIGNATURES_EXIST_APPEND_ONLY = PdfNumber.of(3);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("'D:'uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Update update;
    private final SignatureRequest request;
    private final PdfReference catalog;
    private final FormFields fields;
    private final Tags tags;

    SignatureField(Update update, SignatureRequest request) {
        this.update = update;
        this.request = request;
        this.catalog = update.catalog();
        this.fields = new FormFields(update.base());
        this.tags = new Tags(update);
    }

    /**
     * Makes ready for a signature.
     *
     * @param encoding the entries that say how it is to be read (12.8.1, table 255)
     * @param digest what the document is digested with
     * @return the seals that are shown
     */
    List<SealPlacement.Drawn> prepare(Map<String, PdfObject> encoding, DigestAlgorithm digest) throws SigningException {
        Refusals.check(update.file());
        Optional<FormFields.Field> existing = request.field().flatMap(fields::find);
        String name = request.field().orElseGet(() -> fields.freeName("Signature"));
        if (existing.isEmpty() && request.mustExist()) {
            throw fields.lacks(name);
        }
        PdfDictionary field = existing.map(FormFields.Field::dictionary).orElse(PdfDictionary.EMPTY);
        if (existing.isPresent()) {
            requireEmpty(existing.get());
        }
        EarlierSignatures earlier = EarlierSignatures.of(update.file());
        earlier.requireFree(name);
        if (request.certification().isPresent()) {
            earlier.requireNone(SigningProblem.CERTIFICATION_LATE);
        }
        if (request.seals().size() > 1) {
            earlier.requireNone(SigningProblem.SEALS_LATE);
        }
        new SeedValue(update.base(), name, field).require(encoding, digest, request);
        Restrictions restrictions = Restrictions.of(update, fields, field, name, request);
        if (request.seals().size() > 1 && restrictions.letAnnotationsChange()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "several seals where the signature lets annotations change");
        }
        PdfReference signature = update.allocate();
        List<SealPlacement.Drawn> seals = new SealPlacement(update).draw(request.seals(), existing);
        if (existing.isPresent()) {
            fill(existing.get(), restrictions.locked(field).with("V", signature), seals);
        } else {
            make(name, signature, Optional.of(restrictions), seals);
        }
        for (int i = 1; i < seals.size(); i++) {
            stamp(seals.get(i), i + 1);
        }
        restrictions.name(signature);
        update.sign(dictionary(encoding, signature, restrictions.references()));
        return seals;
    }

    /** Makes a field without room on the page for a document time-stamp (12.8.5). */
    void prepareTimestamp() throws SigningException {
        // Whatever a certification or a lock says, these may come (12.8.2.2).
        Refusals.check(update.file());
        PdfReference signature = update.allocate();
        make(fields.freeName("Timestamp"), signature, Optional.empty(), List.of());
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Type", new PdfName("DocTimeStamp"));
        entries.put("Filter", new PdfName("Adobe.PPKLite"));
        entries.put("SubFilter", new PdfName("ETSI.RFC3161"));
        update.sign(new SignatureDictionary(signature, PdfDictionary.of(entries)));
    }

    private SignatureDictionary dictionary(
            Map<String, PdfObject> encoding, PdfReference reference, PdfArray references) {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Type", new PdfName("Sig"));
        entries.putAll(encoding);
        entries.put("M", PdfString.text(DATE.format(request.time())));
        request.reason().ifPresent(r -> entries.put("Reason", PdfString.text(r)));
        request.location().ifPresent(l -> entries.put("Location", PdfString.text(l)));
        if (references.size() > 0) {
            entries.put("Reference", references);
        }
        return new SignatureDictionary(reference, PdfDictionary.of(entries));
    }

    private void requireEmpty(FormFields.Field field) throws SigningException {
        if (!field.isSignature()) {
            throw fields.otherKind(field.name());
        }
        if (update.base().get(field.dictionary(), "V") instanceof PdfDictionary) {
            throw new SigningException(SigningProblem.FIELD_SIGNED, field.name());
        }
    }

    private void fill(FormFields.Field field, PdfDictionary signed, List<SealPlacement.Drawn> seals) {
        update.put(field.reference(), signed);
        PdfReference widget = field.widget(update.base());
        if (!seals.isEmpty()) {
            update.put(
                    widget,
                    Revision.asDictionary(update.current(widget))
                            .with("AP", appearance(seals.get(0).picture())));
        }
        form(Optional.empty());
    }

    private void make(
            String name, PdfReference signature, Optional<Restrictions> restrictions, List<SealPlacement.Drawn> seals) {
        PdfReference field = update.allocate();
        Map<String, PdfObject> widget = new LinkedHashMap<>();
        widget.put("Type", new PdfName("Annot"));
        widget.put("Subtype", new PdfName("Widget"));
        widget.put("FT", new PdfName("Sig"));
        widget.put("T", PdfString.text(name));
        widget.put("F", PRINT_AND_LOCKED);
        widget.put("V", signature);
        if (seals.isEmpty()) {
            PageTree.Page page = new PageTree(update.base()).first();
            widget.put("Rect", PdfArray.of(PdfNumber.of(0), PdfNumber.of(0), PdfNumber.of(0), PdfNumber.of(0)));
            widget.put("P", page.reference());
            show(field, widget, page.reference(), restrictions);
        } else {
            SealPlacement.Drawn seal = seals.get(0);
            widget.put("TU", PdfString.text(seal.picture().words()));
            widget.putAll(seen(seal));
            tags.add("Form", field, seal).ifPresent(key -> widget.put("StructParent", key));
            show(field, widget, seal.page().reference(), restrictions);
        }
        form(Optional.of(field));
    }

    private void show(
            PdfReference field, Map<String, PdfObject> widget, PdfReference page, Optional<Restrictions> restrictions) {
        PdfDictionary made = PdfDictionary.of(widget);
        update.put(field, restrictions.map(each -> each.locked(made)).orElse(made));
        append(page, "Annots", field);
    }

    /** A seal that is not the signature's own: a stamp that nobody is to change (12.5.6.12). */
    private void stamp(SealPlacement.Drawn seal, int number) {
        PdfReference stamp = update.allocate();
        Map<String, PdfObject> annotation = new LinkedHashMap<>();
        annotation.put("Type", new PdfName("Annot"));
        annotation.put("Subtype", new PdfName("Stamp"));
        annotation.put("F", PRINT_READ_ONLY_LOCKED);
        annotation.put("NM", PdfString.text("seal-" + number));
        annotation.put("Contents", PdfString.text(seal.picture().words()));
        annotation.putAll(seen(seal));
        tags.add("Annot", stamp, seal).ifPresent(key -> annotation.put("StructParent", key));
        update.put(stamp, PdfDictionary.of(annotation));
        append(seal.page().reference(), "Annots", stamp);
    }

    private Map<String, PdfObject> seen(SealPlacement.Drawn seal) {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Rect", SealPlacement.rectangle(seal.picture()));
        entries.put("AP", appearance(seal.picture()));
        entries.put("P", seal.page().reference());
        return entries;
    }

    private PdfDictionary appearance(SealPicture seal) {
        return PdfDictionary.of(Map.of("N", new CosObjects(update).stream(seal.appearance())));
    }

    /** Adds the field to the form, making one where there is none. */
    private void form(Optional<PdfReference> field) {
        PdfDictionary root = Revision.asDictionary(update.current(catalog));
        PdfObject slot = root.get("AcroForm");
        PdfDictionary before = Revision.asDictionary(update.current(slot));
        PdfDictionary after = before.with("SigFlags", SIGNATURES_EXIST_APPEND_ONLY);
        if (field.isPresent()) {
            if (before.get("Fields") instanceof PdfReference array) {
                update.put(array, Update.appended(update.current(array), field.get()));
            } else {
                after = after.with("Fields", Update.appended(before.get("Fields"), field.get()));
            }
        }
        if (slot instanceof PdfReference reference && !before.equals(PdfDictionary.EMPTY)) {
            if (!after.equals(before)) {
                update.put(reference, after);
            }
        } else if (before.equals(PdfDictionary.EMPTY)) {
            update.put(catalog, root.with("AcroForm", update.add(after)));
        } else {
            update.put(catalog, root.with("AcroForm", after));
        }
    }

    private void append(PdfReference owner, String key, PdfReference item) {
        PdfDictionary dictionary = Revision.asDictionary(update.current(owner));
        if (dictionary.get(key) instanceof PdfReference array) {
            update.put(array, Update.appended(update.current(array), item));
        } else {
            update.put(owner, dictionary.with(key, Update.appended(dictionary.get(key), item)));
        }
    }
}
