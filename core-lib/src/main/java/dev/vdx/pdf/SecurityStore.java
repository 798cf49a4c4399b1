package dev.vdx.pdf;

import dev.vdx.cms.Certificates;
import dev.vdx.model.ValidationData;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The document security stores of all revisions (EN 319 142-1, 5.4.2): what an earlier one held still holds, though a
 * later one left it out. What cannot be read is left out here too.
 */
final class SecurityStore {
    private final PdfFile file;
    private final Set<Long> seen = new HashSet<>();
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<byte[]> ocspResponses = new ArrayList<>();
    private final List<byte[]> crls = new ArrayList<>();

    private SecurityStore(PdfFile file) {
        this.file = file;
    }

    static ValidationData of(PdfFile file) {
        SecurityStore store = new SecurityStore(file);
        PdfObject previous = PdfDictionary.EMPTY;
        List<Revision> revisions = file.revisions();
        for (int i = revisions.size() - 1; i >= 0; i--) {
            PdfObject dss = store.read(revisions.get(i), previous);
            previous = dss;
        }
        return new ValidationData(store.certificates, store.ocspResponses, store.crls);
    }

    /** Offset of what was written last into the store that a revision has; -1 where it has none. */
    static long written(Revision revision) {
        PdfObject slot = revision.catalog().get("DSS");
        PdfDictionary dss = Revision.asDictionary(revision.resolve(slot));
        long last = start(revision, slot);
        for (String key : List.of("Certs", "OCSPs", "CRLs", "VRI")) {
            last = Math.max(last, start(revision, dss.get(key)));
            for (PdfObject item : revision.array(dss, key).items()) {
                last = Math.max(last, start(revision, item));
            }
        }
        return last;
    }

    private static long start(Revision revision, PdfObject value) {
        return value instanceof PdfReference reference
                ? revision.object(reference.number()).map(IndirectObject::start).orElse(-1L)
                : -1;
    }

    /** The very object that was read in the newer revision is not read again. */
    @SuppressWarnings("ReferenceEquality")
    private PdfObject read(Revision revision, PdfObject newer) {
        try {
            PdfDictionary dss = revision.dictionary(revision.catalog(), "DSS");
            if (dss != newer && !dss.keys().isEmpty()) {
                streams(revision, dss, "Certs", der -> Certificates.parse(der).ifPresent(certificates::add));
                streams(revision, dss, "OCSPs", ocspResponses::add);
                streams(revision, dss, "CRLs", crls::add);
            }
            return dss;
        } catch (PdfException e) {
            return newer;
        }
    }

    private void streams(Revision revision, PdfDictionary dss, String key, java.util.function.Consumer<byte[]> sink) {
        for (PdfObject item : revision.array(dss, key).items()) {
            file.budget().object();
            try {
                if (item instanceof PdfReference
                        && revision.resolve(item) instanceof PdfStream stream
                        && seen.add(stream.offset())) {
                    sink.accept(revision.decoded(stream));
                }
            } catch (PdfException e) {
                if (e.limit()) {
                    throw e;
                }
            }
        }
    }
}
