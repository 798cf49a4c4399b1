package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One signature of a document as its format room found it.
 *
 * @param id name of the field, or of the signature within its format
 * @param kind signature or document time-stamp
 * @param profile the profile it is written in, as levels are named: {@code PAdES-BASELINE}, {@code PKCS7}, {@code CAdES-BASELINE}
 * @param signer the cryptographic signature; for a document time-stamp the authority's own
 * @param token for a document time-stamp, the token
 * @param timestamps time-stamps over this signature
 * @param validationData certificates and revocation data found with it, of the document's own store too
 * @param coverage which bytes it covers
 * @param changesAfter what changed after it
 * @param findings what is wrong or odd about its form
 * @param counter whether it signs the value of the signature that it stands in, and nothing else
 */
public record SignatureFacts(
        String id,
        SignatureKind kind,
        String profile,
        SignerFacts signer,
        Optional<TimestampFacts> token,
        List<TimestampFacts> timestamps,
        ValidationData validationData,
        Coverage coverage,
        ChangesAfter changesAfter,
        List<Finding> findings,
        boolean counter) {

    public SignatureFacts {
        timestamps = List.copyOf(timestamps);
        findings = List.copyOf(findings);
    }

    /** Of no counter-signature. */
    public SignatureFacts(
            String id,
            SignatureKind kind,
            String profile,
            SignerFacts signer,
            Optional<TimestampFacts> token,
            List<TimestampFacts> timestamps,
            ValidationData validationData,
            Coverage coverage,
            ChangesAfter changesAfter,
            List<Finding> findings) {
        this(id, kind, profile, signer, token, timestamps, validationData, coverage, changesAfter, findings, false);
    }

    /** Whether a time-stamp over the signature holds. */
    public boolean timed() {
        return timestamps.stream().anyMatch(each -> each.kind() != TimestampKind.CONTENT && each.holds());
    }

    /** What need not come with it once more: its validation data, and the certificates that came with signature and time-stamps. */
    public ValidationData held() {
        List<X509Certificate> certificates = new ArrayList<>(signer.certificates());
        timestamps.forEach(each -> certificates.addAll(each.signer().certificates()));
        return validationData.and(new ValidationData(certificates, List.of(), List.of()));
    }
}
