package dev.vdx.pdf.sign;

import dev.vdx.model.Certification;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfBoolean;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.List;
import java.util.Map;

/** What a signature field demands of whoever signs it (ISO 32000-2, 12.7.5.5, tables 237 to 239). */
final class SeedValue {
    private static final long FILTER = 1;
    private static final long SUB_FILTER = 1 << 1;
    private static final long VERSION = 1 << 2;
    private static final long REASONS = 1 << 3;
    private static final long LEGAL = 1 << 4;
    private static final long REVOCATION = 1 << 5;
    private static final long DIGEST = 1 << 6;
    private static final long KNOWN = (1 << 7) - 1;

    /** The version that has all the entries we look at: that of PDF 1.7. */
    private static final long NEWEST = 2;

    private final Revision base;
    private final PdfDictionary seed;
    private final String field;

    SeedValue(Revision base, String name, PdfDictionary field) {
        this.base = base;
        this.seed = base.dictionary(field, "SV");
        this.field = name;
    }

    /**
     * Refuses a signature that is not of the kind demanded.
     *
     * @param encoding with {@code Filter} and {@code SubFilter}
     */
    void require(Map<String, PdfObject> encoding, DigestAlgorithm digest, SignatureRequest request)
            throws SigningException {
        long flags = flags(seed);
        demand(!seed.duplicates() && (flags & ~KNOWN) == 0, "something we do not know");
        demand(
                (flags & VERSION) == 0 || !(base.get(seed, "V") instanceof PdfNumber v) || v.value() <= NEWEST,
                "a newer kind of demands");
        demand(
                (flags & FILTER) == 0 || base.get(seed, "Filter").equals(encoding.getOrDefault("Filter", PdfNull.NULL)),
                "another signature handler");
        demand(
                (flags & SUB_FILTER) == 0 || holds("SubFilter", encoding.getOrDefault("SubFilter", PdfNull.NULL)),
                "another encoding of the signature");
        demand(
                (flags & DIGEST) == 0
                        || base.array(seed, "DigestMethod").items().stream().anyMatch(each -> named(each, digest)),
                "another digest algorithm than " + digest.jcaName());
        demand((flags & LEGAL) == 0, "a legal attestation");
        demand(
                (flags & REVOCATION) == 0 || !PdfBoolean.TRUE.equals(base.get(seed, "AddRevInfo")),
                "revocation data within the signature, which PAdES forbids");
        demand(isOptional("Cert"), "certain certificates");
        demand(isOptional("TimeStamp"), "a certain time-stamp authority");
        if ((flags & REASONS) != 0) {
            reason(request);
        }
        certification(request);
    }

    /** One of those listed; none at all where the list is empty or only a period. */
    private void reason(SignatureRequest request) throws SigningException {
        List<String> reasons = base.array(seed, "Reasons").items().stream()
                .map(base::resolve)
                .filter(PdfString.class::isInstance)
                .map(each -> ((PdfString) each).text())
                .toList();
        boolean none = reasons.isEmpty() || reasons.equals(List.of("."));
        demand(
                none
                        ? request.reason().isEmpty()
                        : request.reason().filter(reasons::contains).isPresent(),
                none ? "no reason to be given" : "one of these reasons: " + String.join(", ", reasons));
    }

    /** 0 for a signature that certifies nothing, 1 to 3 for one that certifies so. */
    private void certification(SignatureRequest request) throws SigningException {
        PdfObject entry = base.get(base.dictionary(seed, "MDP"), "P");
        if (entry != PdfNull.NULL) {
            int asked = request.certification().map(Certification::permission).orElse(0);
            boolean same = entry instanceof PdfNumber wanted && wanted.integer() == asked;
            demand(same, "a certification (DocMDP) of " + (entry instanceof PdfNumber p ? p.integer() : "no kind"));
        }
    }

    private boolean isOptional(String key) {
        return flags(base.dictionary(seed, key)) == 0;
    }

    private boolean holds(String key, PdfObject value) {
        return base.array(seed, key).items().stream()
                .anyMatch(each -> base.resolve(each).equals(value));
    }

    /** A name after the standard; some write it as a string. */
    private boolean named(PdfObject value, DigestAlgorithm digest) {
        PdfObject name = base.resolve(value);
        return name instanceof PdfName word
                ? word.is(digest.name())
                : name instanceof PdfString text && text.text().equals(digest.name());
    }

    private long flags(PdfDictionary dictionary) {
        PdfObject flags = base.get(dictionary, "Ff");
        return flags instanceof PdfNumber number ? number.integer() : flags == PdfNull.NULL ? 0 : ~0L;
    }

    private void demand(boolean met, String what) throws SigningException {
        if (!met) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "field " + field + ", which demands " + what);
        }
    }
}
