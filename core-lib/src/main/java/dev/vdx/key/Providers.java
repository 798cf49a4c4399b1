package dev.vdx.key;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * The one place that chooses who computes, by measured speed: digests and RSA by Java's own providers, elliptic curves,
 * EdDSA and DSA by Bouncy Castle, and all signatures by the native Amazon Corretto provider where it is on the class
 * path. Never touches the JVM's list of providers.
 */
public final class Providers {
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final Optional<Provider> NATIVE = NativeProvider.find();
    private static final List<Provider> RSA = inOrder(javaRsa());
    private static final List<Provider> OTHERS = inOrder(Stream.empty());
    private static final int LARGEST_DSA = 4096;
    /** Never touched, only copied: looking one up takes longer than a short digest. */
    private static final ConcurrentMap<DigestAlgorithm, MessageDigest> FRESH = new ConcurrentHashMap<>();

    private Providers() {}

    /** A fresh digest. */
    public static MessageDigest digest(DigestAlgorithm algorithm) {
        try {
            return (MessageDigest)
                    FRESH.computeIfAbsent(algorithm, Providers::made).clone();
        } catch (CloneNotSupportedException e) {
            // A provider need not know how.
            return made(algorithm);
        }
    }

    private static MessageDigest made(DigestAlgorithm algorithm) {
        try {
            return algorithm == DigestAlgorithm.SHAKE256
                    ? MessageDigest.getInstance(algorithm.jcaName(), BOUNCY_CASTLE)
                    : MessageDigest.getInstance(algorithm.jcaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm.jcaName(), e);
        }
    }

    /** The digest of some bytes. */
    public static byte[] digest(DigestAlgorithm algorithm, byte[] data) {
        return digest(algorithm).digest(data);
    }

    /** The parameters RSASSA-PSS has where nothing else is said: MGF1 with the same digest, a salt as long as the digest. */
    public static PSSParameterSpec pss(DigestAlgorithm digest) {
        return pss(digest, digest, digest.length());
    }

    /** RSASSA-PSS parameters (RFC 8017, A.2.3) with MGF1 and trailer field 1; the salt's length is in bytes. */
    public static PSSParameterSpec pss(DigestAlgorithm digest, DigestAlgorithm mgf, int saltLength) {
        return new PSSParameterSpec(
                digest.jcaName(),
                "MGF1",
                new MGF1ParameterSpec(mgf.jcaName()),
                saltLength,
                PSSParameterSpec.TRAILER_FIELD_BC);
    }

    /**
     * Whether a signature over data verifies. Whatever is wrong with key or value, the answer is false, never an
     * exception. For RSA-PSS the parameters are those of {@link #pss(DigestAlgorithm)}.
     */
    public static boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] data, byte[] signature) {
        return verify(algorithm, pss(algorithm.digest()), key, data, signature);
    }

    /** As {@link #verify(SignatureAlgorithm, PublicKey, byte[], byte[])}; the parameters matter to RSA-PSS only. */
    public static boolean verify(
            SignatureAlgorithm algorithm, PSSParameterSpec pss, PublicKey key, byte[] data, byte[] signature) {
        return switch (algorithm.scheme()) {
            case RSA_PKCS1 -> check(named(algorithm.digest(), "withRSA"), null, key, data, signature, RSA);
            case RSA_PSS -> check("RSASSA-PSS", pss, key, data, signature, RSA);
            case EDDSA -> check(edDsa(algorithm), null, key, data, signature, OTHERS);
            case ECDSA, ECDSA_PLAIN, DSA ->
                verifyDigest(algorithm, pss, key, digest(algorithm.digest(), data), signature);
        };
    }

    /**
     * Whether a signature verifies over something of which only the digest is known. EdDSA needs the thing itself:
     * false.
     */
    public static boolean verifyDigest(
            SignatureAlgorithm algorithm, PSSParameterSpec pss, PublicKey key, byte[] digest, byte[] signature) {
        if (digest.length != algorithm.digest().length()) {
            return false;
        }
        return switch (algorithm.scheme()) {
            case RSA_PKCS1 ->
                check(
                        "NONEwithRSA",
                        null,
                        key,
                        digestInfo(algorithm.digest(), digest),
                        signature,
                        List.of(BOUNCY_CASTLE));
            case RSA_PSS -> PssOverDigest.verify(pss, key, digest, signature);
            case ECDSA -> check("NONEwithECDSA", null, key, digest, signature, OTHERS);
            case ECDSA_PLAIN -> verifyPlain(key, digest, signature);
            case DSA -> check("NONEwithDSA", null, key, digest, signature, List.of(BOUNCY_CASTLE));
            case EDDSA -> false;
        };
    }

    /**
     * Signs data. RSA-PSS as {@link #pss(DigestAlgorithm)} says.
     *
     * @throws GeneralSecurityException if the key is not of the scheme, or fails
     */
    public static byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] data)
            throws GeneralSecurityException {
        return sign(algorithm, key, data, RSA, OTHERS);
    }

    /** As the other, by the provider the key belongs to. */
    static byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] data, Provider by)
            throws GeneralSecurityException {
        return sign(algorithm, key, data, List.of(by), List.of(by));
    }

    private static byte[] sign(
            SignatureAlgorithm algorithm, PrivateKey key, byte[] data, List<Provider> rsa, List<Provider> others)
            throws GeneralSecurityException {
        DigestAlgorithm digest = algorithm.digest();
        return switch (algorithm.scheme()) {
            case RSA_PKCS1 -> make(named(digest, "withRSA"), null, key, data, rsa);
            case RSA_PSS -> make("RSASSA-PSS", pss(digest), key, data, rsa);
            case EDDSA -> make(edDsa(algorithm), null, key, data, others);
            case ECDSA -> make("NONEwithECDSA", null, key, digest(digest, data), others);
            case ECDSA_PLAIN ->
                EcdsaValue.toPlain(make("NONEwithECDSA", null, key, digest(digest, data), others), orderLength(key));
            case DSA -> throw new NoSuchAlgorithmException("DSA is for reading only");
        };
    }

    /**
     * An ECDSA value as r and s side by side (RFC 7518, 3.4), from DER.
     *
     * @throws SignatureException if it is no such value of a key of this curve
     */
    public static byte[] plainEcdsa(byte[] der, ECPublicKey key) throws SignatureException {
        return EcdsaValue.toPlain(der, orderLength(key));
    }

    /**
     * The private key as the provider's own that will be asked first: it would translate any other anew for each
     * signature. The key itself where that provider does not take it, or where it stays on a token.
     */
    static PrivateKey prepared(SignatureScheme scheme, PrivateKey key) {
        boolean rsa = scheme == SignatureScheme.RSA_PKCS1 || scheme == SignatureScheme.RSA_PSS;
        Provider first = (rsa ? RSA : OTHERS).get(0);
        if (first instanceof BouncyCastleProvider) {
            return BouncyCastleKeys.translated(key);
        }
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return key;
        }
        try {
            return KeyFactory.getInstance(key.getAlgorithm(), first).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            return key;
        }
    }

    /** Bouncy Castle's own reader of PKCS#12. */
    static KeyStore pkcs12() throws KeyStoreException {
        return KeyStore.getInstance("PKCS12", BOUNCY_CASTLE);
    }

    private static boolean check(
            String name,
            @Nullable AlgorithmParameterSpec parameters,
            PublicKey key,
            byte[] data,
            byte[] signature,
            List<Provider> providers) {
        if (key.getAlgorithm().equals("RSASSA-PSS") && !name.equals("RSASSA-PSS")) {
            // Such a key is for nothing else (RFC 4055, 1.2).
            return false;
        }
        if (key instanceof DSAKey dsa
                && (dsa.getParams() == null || tooLarge(dsa.getParams().getP()))) {
            return false;
        }
        for (Provider provider : providers) {
            if (provider.getService("Signature", name) == null) {
                continue;
            }
            try {
                Signature engine = Signature.getInstance(name, provider);
                engine.initVerify(provider instanceof BouncyCastleProvider ? BouncyCastleKeys.translated(key) : key);
                if (parameters != null) {
                    engine.setParameter(parameters);
                }
                engine.update(data);
                return engine.verify(signature);
            } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
                // The next provider may know this kind of key; a value that does not verify never gets here.
            } catch (GeneralSecurityException | RuntimeException e) {
                return false;
            }
        }
        return false;
    }

    private static byte[] make(
            String name,
            @Nullable AlgorithmParameterSpec parameters,
            PrivateKey key,
            byte[] data,
            List<Provider> providers)
            throws GeneralSecurityException {
        @Nullable InvalidKeyException last = null;
        for (Provider provider : providers) {
            if (provider.getService("Signature", name) == null) {
                continue;
            }
            try {
                Signature engine = Signature.getInstance(name, provider);
                engine.initSign(provider instanceof BouncyCastleProvider ? BouncyCastleKeys.translated(key) : key);
                if (parameters != null) {
                    engine.setParameter(parameters);
                }
                engine.update(data);
                return engine.sign();
            } catch (InvalidKeyException e) {
                last = e;
            }
        }
        throw last == null ? new InvalidKeyException("nobody here signs " + name + " with this key") : last;
    }

    private static boolean tooLarge(BigInteger p) {
        return p.bitLength() > LARGEST_DSA;
    }

    private static int orderLength(Object key) {
        return key instanceof ECKey ec ? (ec.getParams().getOrder().bitLength() + 7) / 8 : 0;
    }

    private static boolean verifyPlain(PublicKey key, byte[] digest, byte[] signature) {
        try {
            PublicKey translated = BouncyCastleKeys.translated(key);
            return EcdsaValue.toDer(signature, orderLength(translated))
                    .filter(der -> check("NONEwithECDSA", null, translated, digest, der, OTHERS))
                    .isPresent();
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    private static byte[] digestInfo(DigestAlgorithm algorithm, byte[] digest) {
        AlgorithmIdentifier identifier =
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()), DERNull.INSTANCE);
        try {
            return new DigestInfo(identifier, digest).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String named(DigestAlgorithm digest, String suffix) {
        String name = digest.jcaName();
        return (name.startsWith("SHA-") ? "SHA" + name.substring(4) : name) + suffix;
    }

    /** By its full name, so that an Ed25519 value is not taken for one of Ed448 that names the other. */
    private static String edDsa(SignatureAlgorithm algorithm) {
        return algorithm.digest() == DigestAlgorithm.SHAKE256 ? "Ed448" : "Ed25519";
    }

    /** Those that are there, in the order they are asked. */
    private static List<Provider> inOrder(Stream<Provider> javas) {
        return Stream.concat(NATIVE.stream(), Stream.concat(javas, Stream.of(BOUNCY_CASTLE)))
                .toList();
    }

    private static Stream<Provider> javaRsa() {
        Provider[] found = Security.getProviders("Signature.SHA256withRSA");
        return found == null ? Stream.empty() : Stream.of(found).limit(1);
    }
}
