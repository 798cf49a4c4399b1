package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one OCSP answer (RFC 6960) or CRL (RFC 5280, 5) says of one certificate, as found. Usable only where
 * {@code findings} is empty: then it is bound to this certificate and was signed by the issuer or by a responder the
 * issuer authorised.
 *
 * @param kind OCSP or CRL
 * @param status what it says
 * @param revokedAt since when, if revoked or on hold
 * @param reason the standard's word for why, if it says so
 * @param producedAt when the answer was signed; for a CRL its thisUpdate
 * @param thisUpdate when the status was known
 * @param nextUpdate when newer data is due
 * @param origin where it was found
 * @param responder the certificate that signed it, where not the issuer's own
 * @param algorithm algorithm of its signature, if it is one we know
 * @param sha256 SHA-256 of the answer or list as found, in hexadecimal
 * @param findings why it cannot be used
 */
public record RevocationFacts(
        Kind kind,
        RevocationStatus status,
        Optional<Instant> revokedAt,
        Optional<String> reason,
        Instant producedAt,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        Origin origin,
        Optional<X509Certificate> responder,
        Optional<SignatureAlgorithm> algorithm,
        String sha256,
        List<Finding> findings) {

    public RevocationFacts {
        findings = List.copyOf(findings);
    }

    /** The same with one more reason why it cannot be used. */
    public RevocationFacts and(Finding finding) {
        List<Finding> all = Stream.concat(findings.stream(), Stream.of(finding)).toList();
        return new RevocationFacts(
                kind,
                status,
                revokedAt,
                reason,
                producedAt,
                thisUpdate,
                nextUpdate,
                origin,
                responder,
                algorithm,
                sha256,
                all);
    }

    /** OCSP or CRL. */
    public enum Kind {
        OCSP,
        CRL
    }

    /** Where a piece of evidence was found. */
    public enum Origin {
        /** In the document. */
        EMBEDDED,
        /** Fetched now. */
        ONLINE,
        /** Fetched earlier, still fresh. */
        CACHE;

        /** The word used in reports. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
