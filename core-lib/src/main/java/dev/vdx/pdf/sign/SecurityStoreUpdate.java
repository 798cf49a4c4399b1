package dev.vdx.pdf.sign;

import dev.vdx.cms.Certificates;
import dev.vdx.cms.OcspEncoding;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds to the document security store (EN 319 142-1, 5.4.2; ISO 32000-2, 12.8.4.3): each certificate, OCSP answer and revocation list
 * once, and for each signature its validation-related information. What the store holds stays.
 */
final class SecurityStoreUpdate {
    private static final HexFormat HEXADECIMAL = HexFormat.of().withUpperCase();

    private final Update update;
    private final Revision base;
    private final PdfReference catalog;
    private final PdfObject slot;
    private final PdfDictionary before;
    private final Held certificates;
    private final Held answers;
    private final Held lists;
    private boolean changed;

    /** One array of the store: its items, and by the digest of what they hold the streams among them. */
    private static final class Held {
        private final List<PdfObject> items = new ArrayList<>();
        private final Map<String, PdfReference> byDigest = new HashMap<>();
    }

    SecurityStoreUpdate(Update update) {
        this.update = update;
        this.base = update.base();
        this.catalog = update.catalog();
        this.slot = base.catalog().get("DSS");
        this.before = Revision.asDictionary(base.resolve(slot));
        this.certificates = held("Certs");
        this.answers = held("OCSPs");
        this.lists = held("CRLs");
    }

    /** Whether there was anything to add. */
    boolean add(List<SignatureProof> proofs) {
        Map<Long, String> names = names();
        PdfDictionary related = base.dictionary(before, "VRI");
        PdfDictionary all = related;
        for (SignatureProof proof : proofs) {
            List<PdfObject> cert = references(
                    certificates, proof.data().certificates().stream().map(Certificates::encoded));
            List<PdfObject> ocsp =
                    references(answers, proof.data().ocspResponses().stream().map(OcspEncoding::response));
            List<PdfObject> crl = references(lists, proof.data().crls().stream());
            String name = Optional.ofNullable(names.get(proof.end())).orElse("");
            if (!name.isEmpty()) {
                PdfDictionary entry = base.dictionary(all, name);
                entry = with(with(entry, "Cert", cert), "OCSP", ocsp);
                all = all.with(name, with(entry, "CRL", crl));
            }
        }
        changed |= !all.equals(related);
        if (changed) {
            write(all);
        }
        return changed;
    }

    private void write(PdfDictionary related) {
        PdfDictionary store = before.has("Type") ? before : before.with("Type", new PdfName("DSS"));
        store = with(store, "Certs", certificates);
        store = with(store, "OCSPs", answers);
        store = with(store, "CRLs", lists);
        store = store.with("VRI", update.add(related));
        if (slot instanceof PdfReference reference && !before.equals(PdfDictionary.EMPTY)) {
            update.put(reference, store);
        } else {
            update.put(catalog, base.catalog().with("DSS", update.add(store)));
        }
    }

    private static PdfDictionary with(PdfDictionary store, String key, Held all) {
        return all.items.isEmpty() ? store : store.with(key, new PdfArray(all.items));
    }

    private PdfDictionary with(PdfDictionary entry, String key, List<PdfObject> added) {
        List<PdfObject> items = new ArrayList<>(base.array(entry, key).items());
        added.stream().filter(each -> !items.contains(each)).forEach(items::add);
        return items.isEmpty() ? entry : entry.with(key, new PdfArray(items));
    }

    private Held held(String key) {
        Held all = new Held();
        for (PdfObject item : base.array(before, key).items()) {
            all.items.add(item);
            if (item instanceof PdfReference reference) {
                decoded(item).ifPresent(der -> all.byDigest.putIfAbsent(digest(der), reference));
            }
        }
        return all;
    }

    /** What cannot be read stays in the store too, and is worth nothing. */
    private Optional<byte[]> decoded(PdfObject item) {
        try {
            return base.resolve(item) instanceof PdfStream stream
                    ? Optional.of(base.decoded(stream))
                    : Optional.empty();
        } catch (PdfException e) {
            if (e.limit()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private List<PdfObject> references(Held all, Stream<byte[]> encoded) {
        List<PdfObject> references = new ArrayList<>();
        encoded.forEach(der -> references.add(reference(all, der)));
        return references;
    }

    private PdfReference reference(Held all, byte[] der) {
        return all.byDigest.computeIfAbsent(digest(der), fresh -> {
            PdfReference reference = update.allocate();
            update.putStream(reference, PdfDictionary.EMPTY, der);
            all.items.add(reference);
            changed = true;
            return reference;
        });
    }

    private static String digest(byte[] bytes) {
        return HEXADECIMAL.formatHex(Providers.digest(DigestAlgorithm.SHA256, bytes));
    }

    /** By the end of what they cover, the names of signatures: SHA-1 of the whole value of /Contents, as the standard has it. */
    private Map<Long, String> names() {
        Map<Long, String> names = new HashMap<>();
        for (FormField field : FieldTree.fields(base, update.file().budget())) {
            PdfDictionary signature = base.dictionary(field.dictionary(), "V");
            PdfArray range = base.array(signature, "ByteRange");
            if (range.size() == 4
                    && range.get(2) instanceof PdfNumber start
                    && range.get(3) instanceof PdfNumber length
                    && base.get(signature, "Contents") instanceof PdfString contents) {
                names.put(
                        start.integer() + length.integer(),
                        HEXADECIMAL.formatHex(Providers.digest(DigestAlgorithm.SHA1, contents.bytes())));
            }
        }
        return names;
    }
}
