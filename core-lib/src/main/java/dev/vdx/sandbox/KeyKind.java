package dev.vdx.sandbox;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Kinds of test keys. For tests and the sandbox only. */
public enum KeyKind {
    RSA_2048("RSA", "2048", "SHA256withRSA", SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256),
    RSA_3072("RSA", "3072", "SHA256withRSA", SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256),
    EC_P256("EC", "secp256r1", "SHA256withECDSA", SignatureScheme.ECDSA, DigestAlgorithm.SHA256),
    EC_P384("EC", "secp384r1", "SHA384withECDSA", SignatureScheme.ECDSA, DigestAlgorithm.SHA384),
    ED25519("Ed25519", "", "Ed25519", SignatureScheme.EDDSA, DigestAlgorithm.SHA512);

    private static final Map<String, KeyPair> POOL = new ConcurrentHashMap<>();

    private final String family;
    private final String parameter;
    private final String jcaSignature;
    private final SignatureScheme scheme;
    private final DigestAlgorithm digest;

    KeyKind(String family, String parameter, String jcaSignature, SignatureScheme scheme, DigestAlgorithm digest) {
        this.family = family;
        this.parameter = parameter;
        this.jcaSignature = jcaSignature;
        this.scheme = scheme;
        this.digest = digest;
    }

    /** A fresh key pair. */
    public KeyPair generate(SecureRandom random) {
        try {
            // RSA keys come faster from the JDK, the others from Bouncy Castle.
            KeyPairGenerator generator = family.equals("RSA")
                    ? KeyPairGenerator.getInstance(family)
                    : KeyPairGenerator.getInstance(family, Crypto.PROVIDER);
            initialise(generator, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key of kind " + this, e);
        }
    }

    /**
     * The same key pair for the same index all through one JVM, made when first asked for: keeps tests fast.
     *
     * @param index which one
     * @param random used only when the pair has to be made
     */
    public KeyPair pooled(int index, SecureRandom random) {
        return POOL.computeIfAbsent(name() + index, k -> generate(random));
    }

    /** The algorithm such a key signs with. */
    public SignatureAlgorithm algorithm() {
        return new SignatureAlgorithm(scheme, digest);
    }

    /** The kind of a key made here. */
    static KeyKind of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() > 2048 ? RSA_3072 : RSA_2048;
        }
        if (key instanceof ECPublicKey ec) {
            return ec.getParams().getOrder().bitLength() > 256 ? EC_P384 : EC_P256;
        }
        return ED25519;
    }

    /** The name Java's {@code KeyFactory} knows for it. */
    String family() {
        return family;
    }

    /** The name Java's {@code Signature} knows for it. */
    String jcaSignature() {
        return jcaSignature;
    }

    private void initialise(KeyPairGenerator generator, SecureRandom random) throws InvalidAlgorithmParameterException {
        switch (family) {
            case "RSA" -> generator.initialize(Integer.parseInt(parameter), random);
            case "EC" -> generator.initialize(new ECGenParameterSpec(parameter), random);
            default -> generator.initialize(255, random);
        }
    }
}
