package dev.vdx.key;

import static dev.vdx.model.DigestAlgorithm.SHA256;
import static dev.vdx.model.DigestAlgorithm.SHA384;
import static dev.vdx.model.DigestAlgorithm.SHA512;
import static dev.vdx.model.DigestAlgorithm.SHAKE256;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A private key in this process, or one that Java's own providers can use. */
final class LocalKey implements SigningKey {
    private static final int SMALLEST_RSA = 2048;
    static final byte[] PROBE = "VDX: does this key belong to this certificate?".getBytes(US_ASCII);
    private static final Set<DigestAlgorithm> BROKEN =
            Set.copyOf(EnumSet.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA1, DigestAlgorithm.SHA224));

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final SignatureAlgorithm algorithm;

    private LocalKey(PrivateKey key, List<X509Certificate> chain, SignatureAlgorithm algorithm) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.algorithm = algorithm;
    }

    /** The key, once it has shown that it belongs to the certificate. */
    static LocalKey probed(
            PrivateKey key, X509Certificate certificate, List<X509Certificate> chain, SignatureAlgorithm algorithm)
            throws SigningException {
        requireFit(certificate.getPublicKey(), algorithm);
        LocalKey result = new LocalKey(Providers.prepared(algorithm.scheme(), key), chain, algorithm);
        byte[] signature;
        try {
            signature = Providers.sign(algorithm, result.key, PROBE);
        } catch (GeneralSecurityException e) {
            throw new SigningException(e, SigningProblem.KEY_MISMATCH, name(certificate), String.valueOf(e));
        }
        if (!Providers.verify(algorithm, certificate.getPublicKey(), PROBE, signature)) {
            throw new SigningException(SigningProblem.KEY_MISMATCH, name(certificate));
        }
        return result;
    }

    /** What a key of this kind signs with unless told otherwise. */
    static SignatureAlgorithm usualAlgorithm(PublicKey key) throws SigningException {
        if (key instanceof RSAPublicKey) {
            boolean pssOnly = key.getAlgorithm().equals("RSASSA-PSS");
            return new SignatureAlgorithm(pssOnly ? SignatureScheme.RSA_PSS : SignatureScheme.RSA_PKCS1, SHA256);
        }
        if (key instanceof ECPublicKey ec) {
            return new SignatureAlgorithm(
                    SignatureScheme.ECDSA, ecDigest(ec.getParams().getOrder().bitLength()));
        }
        if (key instanceof EdECPublicKey ed) {
            boolean ed448 = ed.getParams().getName().equals("Ed448");
            return new SignatureAlgorithm(SignatureScheme.EDDSA, ed448 ? SHAKE256 : SHA512);
        }
        throw new SigningException(SigningProblem.NOT_SUPPORTED, "key of type " + key.getAlgorithm());
    }

    private static DigestAlgorithm ecDigest(int bits) throws SigningException {
        return switch (bits) {
            case 256 -> SHA256;
            case 384 -> SHA384;
            case 521 -> SHA512;
            default -> throw new SigningException(SigningProblem.NOT_SUPPORTED, "elliptic curve of " + bits + " bits");
        };
    }

    /** Refuses an algorithm that such a key cannot, or nobody should, sign with. */
    static void requireFit(PublicKey key, SignatureAlgorithm algorithm) throws SigningException {
        SignatureAlgorithm usual = usualAlgorithm(key);
        boolean fits = switch (algorithm.scheme()) {
            case RSA_PKCS1 -> usual.scheme() == SignatureScheme.RSA_PKCS1;
            case RSA_PSS -> key instanceof RSAPublicKey;
            case ECDSA -> usual.scheme() == SignatureScheme.ECDSA;
            case EDDSA -> usual.equals(algorithm);
            case ECDSA_PLAIN, DSA -> false;
        };
        if (!fits || BROKEN.contains(algorithm.digest())) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, algorithm.label() + " with a key of type " + key.getAlgorithm());
        }
        if (algorithm.digest() == SHAKE256 && algorithm.scheme() != SignatureScheme.EDDSA) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, algorithm.label());
        }
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SMALLEST_RSA) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "RSA key of " + rsa.getModulus().bitLength() + " bits");
        }
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] data) throws SigningException {
        try {
            return Providers.sign(algorithm, key, data);
        } catch (GeneralSecurityException e) {
            throw new SigningException(e, SigningProblem.KEY_FAILED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "LocalKey[" + algorithm.label() + "]";
    }
}
