package dev.vdx.trust;

import dev.vdx.cms.Certificates;
import dev.vdx.model.SignatureAlgorithm;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** Whether one certificate was issued by another; signature checks, the costly part, are remembered. */
final class CertificateChecks {
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final int REMEMBERED = 4_000;
    private static final int KEY_CERT_SIGN = 5;

    private final Memory<Pair, Boolean> known = new Memory<>(REMEMBERED);

    private final Memory<X509Certificate, Optional<SignatureAlgorithm>> algorithms = new Memory<>(REMEMBERED);

    private record Pair(X509Certificate certificate, X509Certificate issuer) {}

    /** Whether {@code issuer}'s key signed {@code certificate}, and their names agree (RFC 5280, 6.1.3 a). */
    boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                && isSignedBy(certificate, issuer);
    }

    private boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        Pair pair = new Pair(certificate, issuer);
        return known.get(pair).orElseGet(() -> {
            boolean signed = Certificates.isSignedBy(certificate, issuer.getPublicKey());
            known.put(pair, signed, 1);
            return signed;
        });
    }

    /** What the certificate was signed with, if we know it. */
    Optional<SignatureAlgorithm> algorithm(X509Certificate certificate) {
        return algorithms.get(certificate).orElseGet(() -> {
            Optional<SignatureAlgorithm> algorithm = Certificates.signatureAlgorithm(certificate);
            algorithms.put(certificate, algorithm, 1);
            return algorithm;
        });
    }

    /** Whether it may issue certificates at all (RFC 5280, 6.1.4 k and n); what else it lacks the verdict room says. */
    static boolean isAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0
                && (usage == null || (usage.length > KEY_CERT_SIGN && usage[KEY_CERT_SIGN]));
    }

    /**
     * Whether an anchor may issue certificates: one of version 3 says so as any authority does, older ones cannot say. A signing
     * certificate that somebody trusts is trusted to sign, not to issue.
     */
    static boolean mayIssue(X509Certificate anchor) {
        return anchor.getVersion() < 3 || isAuthority(anchor);
    }

    /** Whether the key identifiers of both are there and differ; no proof either way (RFC 5280, 4.2.1.1). */
    static boolean identifiersDiffer(X509Certificate certificate, X509Certificate issuer) {
        byte[] wanted = authorityKeyIdentifier(certificate);
        byte[] found = octets(issuer.getExtensionValue(SUBJECT_KEY_IDENTIFIER));
        return wanted.length > 0 && found.length > 0 && !Arrays.equals(wanted, found);
    }

    /** Those whose key identifier agrees first: likelier, hence cheaper. */
    static List<X509Certificate> likeliestFirst(X509Certificate certificate, List<X509Certificate> issuers) {
        if (issuers.size() < 2) {
            return issuers;
        }
        return issuers.stream()
                .sorted((a, b) -> Boolean.compare(identifiersDiffer(certificate, a), identifiersDiffer(certificate, b)))
                .toList();
    }

    private static byte[] authorityKeyIdentifier(X509Certificate certificate) {
        try {
            byte[] inner = octets(certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER));
            if (inner.length == 0) {
                return inner;
            }
            Der.vet(inner, 16);
            AuthorityKeyIdentifier identifier = AuthorityKeyIdentifier.getInstance(inner);
            return identifier.getKeyIdentifierOctets() == null ? new byte[0] : identifier.getKeyIdentifierOctets();
        } catch (Der.MalformedException | RuntimeException e) {
            return new byte[0];
        }
    }

    /** What an extension's OCTET STRING holds, one more unwrapped if that is one; empty if absent or broken. */
    private static byte[] octets(byte @Nullable [] extension) {
        if (extension == null) {
            return new byte[0];
        }
        try {
            byte[] inner = ASN1OctetString.getInstance(extension).getOctets();
            return inner.length > 0 && inner[0] == Der.OCTET_STRING
                    ? ASN1OctetString.getInstance(inner).getOctets()
                    : inner;
        } catch (RuntimeException e) {
            return new byte[0];
        }
    }
}
