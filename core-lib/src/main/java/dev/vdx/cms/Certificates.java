package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;

/** X.509 certificates (RFC 5280) from their DER, remembering the last few hundred, for reading one costs. */
public final class Certificates {
    private static final int REMEMBERED = 256;
    private static final int LARGEST = 256 << 10;
    private static final int LARGEST_REMEMBERED = 16 << 10;
    private static final int DEEPEST = 32;

    private static final Map<ByteBuffer, X509Certificate> CACHE = new LinkedHashMap<>(REMEMBERED * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, X509Certificate> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Certificates() {}

    /** The certificate of which these bytes are the DER; empty where they are none. */
    public static Optional<X509Certificate> parse(byte[] der) {
        if (der.length > LARGEST) {
            return Optional.empty();
        }
        ByteBuffer name = ByteBuffer.wrap(Providers.digest(DigestAlgorithm.SHA256, der));
        synchronized (CACHE) {
            X509Certificate known = CACHE.get(name);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<X509Certificate> read = read(der);
        if (read.isPresent() && der.length <= LARGEST_REMEMBERED) {
            synchronized (CACHE) {
                CACHE.put(name, read.get());
            }
        }
        return read;
    }

    private static Optional<X509Certificate> read(byte[] der) {
        try {
            if (DerBounds.DEFAULT.depth(DEEPEST).lengthOfFirst(der) != der.length) {
                return Optional.empty();
            }
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            return CertificateFactory.getInstance("X.509").generateCertificate(in) instanceof X509Certificate read
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (CertificateException | CmsException | RuntimeException e) {
            // Somebody else's broken certificate among the good ones is no reason to refuse these.
            return Optional.empty();
        }
    }

    /** DER of a certificate. */
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    /** Those of the encoded certificates that can be read, each once, in order. */
    public static List<X509Certificate> parseAll(List<byte[]> encoded) {
        return encoded.stream()
                .map(Certificates::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The algorithm the issuer signed a certificate with, if it is one we know. */
    public static Optional<SignatureAlgorithm> signatureAlgorithm(X509Certificate certificate) {
        return identifier(certificate).flatMap(AlgorithmIdentifiers::signature);
    }

    /** Whether a certificate's signature verifies with this key (RFC 5280, 6.1.3 a 1); false for anything odd. */
    public static boolean isSignedBy(X509Certificate certificate, PublicKey issuer) {
        try {
            byte[] signed = certificate.getTBSCertificate();
            return identifier(certificate)
                    .filter(found -> SignatureValues.verify(found, issuer, signed, certificate.getSignature()))
                    .isPresent();
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Optional<AlgorithmIdentifier> identifier(X509Certificate certificate) {
        try {
            return Optional.of(
                    TBSCertificate.getInstance(certificate.getTBSCertificate()).getSignature());
        } catch (CertificateException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
