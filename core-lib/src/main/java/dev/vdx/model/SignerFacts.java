package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One cryptographic signature as found, before anybody judges it: whose it says it is, and whether the numbers agree.
 *
 * @param certificate the signing certificate, if one could be identified (EN 319 102-1, 5.2.3)
 * @param reference how the signing-certificate attribute relates to it
 * @param certificates all certificates that came with the signature, in no order
 * @param algorithm the signature algorithm, if it is one we know
 * @param digestAlgorithm the algorithm of the digest over the signed content, if it is one we know
 * @param digestMatches whether the digest of the content equals the signed one
 * @param signatureMatches whether the signature value verifies with the certificate's key
 * @param claimedSigningTime the time the signer claims, proven by nobody
 * @param findings what is wrong or odd about its form; a digest or value that does not match is not repeated here
 */
public record SignerFacts(
        Optional<X509Certificate> certificate,
        CertificateReference reference,
        List<X509Certificate> certificates,
        Optional<SignatureAlgorithm> algorithm,
        Optional<DigestAlgorithm> digestAlgorithm,
        boolean digestMatches,
        boolean signatureMatches,
        Optional<Instant> claimedSigningTime,
        List<Finding> findings) {
    /** Of a signature of which nothing could be read. */
    public static final SignerFacts UNREAD = new SignerFacts(
            Optional.empty(),
            CertificateReference.ABSENT,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            List.of());

    public SignerFacts {
        certificates = List.copyOf(certificates);
        findings = List.copyOf(findings);
    }

    /** The same, with a digest that does not match. */
    public SignerFacts withoutDigest() {
        return new SignerFacts(
                certificate,
                reference,
                certificates,
                algorithm,
                digestAlgorithm,
                false,
                signatureMatches,
                claimedSigningTime,
                findings);
    }
}
