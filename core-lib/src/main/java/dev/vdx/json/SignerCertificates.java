package dev.vdx.json;

import dev.vdx.cms.Certificates;
import dev.vdx.key.Providers;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose certificate a header names (RFC 7515, 4.1.6 to 4.1.8; TS 119 182-1, 5.1.7, 5.1.8, 5.2.2).
 *
 * @param signer the signing certificate, if there is one
 * @param all those of {@code x5c}
 * @param reference whether the signed references name it
 * @param findings faults of form
 */
record SignerCertificates(
        Optional<X509Certificate> signer,
        List<X509Certificate> all,
        CertificateReference reference,
        List<Finding> findings) {
    private static final int MOST = 100;

    SignerCertificates {
        all = List.copyOf(all);
        findings = List.copyOf(findings);
    }

    /**
     * Reads them.
     *
     * @param more certificates from elsewhere in the signature, among which a reference may find the signer's
     */
    static SignerCertificates of(JsonValue.Members header, List<X509Certificate> more) {
        List<Finding> findings = new ArrayList<>();
        List<X509Certificate> all = chain(header, findings);
        List<Predicate<X509Certificate>> references = references(header, findings);
        Predicate<X509Certificate> named = references.stream().reduce(c -> true, Predicate::and);
        Optional<X509Certificate> signer = header.has("x5c")
                ? all.stream().findFirst()
                : references.isEmpty()
                        ? Optional.empty()
                        : more.stream().filter(named).findFirst();
        CertificateReference relation;
        if (references.isEmpty() && all.isEmpty()) {
            relation = CertificateReference.ABSENT;
        } else {
            // The protected header carries the certificate itself: that names it, too.
            relation = signer.filter(named).isPresent() ? CertificateReference.MATCHES : CertificateReference.DIFFERS;
        }
        return new SignerCertificates(signer, all, relation, findings);
    }

    private static List<X509Certificate> chain(JsonValue.Members header, List<Finding> findings) {
        if (!header.has("x5c")) {
            return List.of();
        }
        List<JsonValue> elements = header.elements("x5c");
        List<X509Certificate> all = new ArrayList<>();
        for (JsonValue element : elements.subList(0, Math.min(MOST, elements.size()))) {
            Optional<X509Certificate> certificate = element instanceof JsonValue.Text text
                    ? Base64Text.fromPlain(text.value()).flatMap(Certificates::parse)
                    : Optional.empty();
            if (certificate.isEmpty()) {
                break;
            }
            all.add(certificate.get());
        }
        if (elements.isEmpty() || all.size() != elements.size()) {
            findings.add(JoseHeader.malformed("x5c is no array of certificates in base64"));
            return List.of();
        }
        return all;
    }

    private static List<Predicate<X509Certificate>> references(JsonValue.Members header, List<Finding> findings) {
        List<Predicate<X509Certificate>> found = new ArrayList<>();
        header.get("x5t#S256").ifPresent(value -> found.add(digest(DigestAlgorithm.SHA256, value)));
        header.get("x5t").ifPresent(value -> found.add(digest(DigestAlgorithm.SHA1, value)));
        header.get("x5t#o").ifPresent(value -> found.add(named(value)));
        if (header.has("sigX5ts")) {
            // The first names the signing certificate (5.2.2.3).
            header.elements("sigX5ts").stream().findFirst().ifPresent(value -> found.add(named(value)));
            if (header.elements("sigX5ts").isEmpty()) {
                findings.add(JoseHeader.malformed("sigX5ts is no array of digests"));
            }
        }
        return found;
    }

    private static Predicate<X509Certificate> named(JsonValue value) {
        if (value instanceof JsonValue.Members members && members.has("digVal")) {
            Optional<DigestAlgorithm> algorithm = members.text("digAlg").flatMap(JoseAlgorithms::digest);
            if (algorithm.isPresent()) {
                return digest(algorithm.get(), members.get("digVal").orElseThrow());
            }
        }
        return certificate -> false;
    }

    private static Predicate<X509Certificate> digest(DigestAlgorithm algorithm, JsonValue value) {
        Optional<byte[]> wanted =
                value instanceof JsonValue.Text text ? Base64Text.fromUrl(text.value()) : Optional.empty();
        return certificate -> wanted.isPresent()
                && MessageDigest.isEqual(wanted.get(), Providers.digest(algorithm, encoded(certificate)));
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }
}
