package dev.vdx.pdf;

import dev.vdx.cms.CmsSignature;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.SignerFacts;
import dev.vdx.pdf.object.PdfDictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a PAdES signature keeps what EN 319 142-1, 6.3 table 1 demands of every baseline signature. */
final class BaselineProfile {
    private static final String COMMITMENT_TYPE = "1.2.840.113549.1.9.16.2.16";
    private static final Set<String> DEMANDED = Set.of("1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4");

    private BaselineProfile() {}

    /** What demand is not kept, if any; that there is no signing-time attribute is told apart. */
    static Optional<String> departure(PdfDictionary dictionary, CmsSignature cms, SignerFacts signer) {
        Map<String, Boolean> departures = new LinkedHashMap<>();
        departures.put(
                "no content-type or message-digest attribute",
                !cms.signedAttributeTypes().containsAll(DEMANDED));
        departures.put("no signing-certificate attribute", signer.reference() == CertificateReference.ABSENT);
        departures.put(
                "both /Reason and a commitment type",
                dictionary.has("Reason") && cms.signedAttributeTypes().contains(COMMITMENT_TYPE));
        departures.put("content within the CMS", cms.encapsulatedContent().isPresent());
        departures.put("not one signer", cms.signers().size() != 1);
        departures.put("no /M", !dictionary.has("M"));
        departures.put("no /Filter", !dictionary.has("Filter"));
        departures.put("/Cert", dictionary.has("Cert"));
        return departures.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
