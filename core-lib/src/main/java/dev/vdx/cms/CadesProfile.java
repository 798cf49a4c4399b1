package dev.vdx.cms;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.SignerFacts;
import java.util.Set;

/** Whether a CAdES signature keeps what EN 319 122-1, 6.3 table 1 demands of every baseline signature. */
public final class CadesProfile {
    private static final Set<String> DEMANDED = Set.of(Oids.MESSAGE_DIGEST.getId(), Oids.SIGNING_TIME.getId());

    private CadesProfile() {}

    /** {@code CAdES-BASELINE}, or {@code CAdES} where a demand is not kept. */
    public static String of(CmsSignature cms, SignerFacts signer) {
        return cms.signedAttributeTypes().contains(Oids.CONTENT_TYPE.getId()) ? ofCounter(cms, signer) : "CAdES";
    }

    /** The same of a counter-signature, whose content has no type. */
    static String ofCounter(CmsSignature cms, SignerFacts signer) {
        boolean kept = cms.signedAttributeTypes().containsAll(DEMANDED)
                && signer.reference() != CertificateReference.ABSENT
                && signer.certificate().filter(cms.certificates()::contains).isPresent();
        return kept ? "CAdES-BASELINE" : "CAdES";
    }
}
