package dev.vdx.pdf;

import dev.vdx.cms.CmsSignature;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.SignerFacts;
import dev.vdx.pdf.object.PdfDictionary;
import java.util.Set;

/** Whether a PAdES signature keeps what EN 319 142-1, 6.3 table 1 demands of every baseline signature. */
final class BaselineProfile {
    private static final String COMMITMENT_TYPE = "1.2.840.113549.1.9.16.2.16";
    private static final Set<String> DEMANDED = Set.of("1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4");

    private BaselineProfile() {}

    /** {@code PAdES-BASELINE}, or {@code PAdES} where a demand is not kept. */
    static String of(PdfDictionary dictionary, CmsSignature cms, SignerFacts signer) {
        boolean attributes = cms.signedAttributeTypes().containsAll(DEMANDED)
                && signer.reference() != CertificateReference.ABSENT
                && !cms.hasSigningTimeAttribute()
                && !(dictionary.has("Reason") && cms.signedAttributeTypes().contains(COMMITMENT_TYPE));
        boolean form = cms.encapsulatedContent().isEmpty()
                && cms.signers().size() == 1
                && dictionary.has("M")
                && dictionary.has("Filter")
                && !dictionary.has("Cert");
        return attributes && form ? "PAdES-BASELINE" : "PAdES";
    }
}
