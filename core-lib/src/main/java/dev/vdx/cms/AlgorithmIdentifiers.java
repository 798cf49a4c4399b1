package dev.vdx.cms;

import static dev.vdx.model.SignatureScheme.DSA;
import static dev.vdx.model.SignatureScheme.ECDSA;
import static dev.vdx.model.SignatureScheme.ECDSA_PLAIN;
import static dev.vdx.model.SignatureScheme.EDDSA;
import static dev.vdx.model.SignatureScheme.RSA_PKCS1;
import static dev.vdx.model.SignatureScheme.RSA_PSS;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.math.BigInteger;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Between the algorithm identifiers of ASN.1 (RFC 3279, 4055, 5754, 5758, 8410, 8419, 8692, 9688) and our words. */
public final class AlgorithmIdentifiers {
    private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
    private static final String MGF1 = "1.2.840.113549.1.1.8";
    private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    private static final String DSA_KEY = "1.2.840.10040.4.1";
    private static final String ED25519 = "1.3.101.112";
    private static final String ED448 = "1.3.101.113";
    private static final String SHAKE256_LEN = "2.16.840.1.101.3.4.2.18";
    private static final int LONGEST_SALT = 1024;

    private static final Map<String, SignatureAlgorithm> BY_OID = new HashMap<>();
    private static final Map<SignatureAlgorithm, String> BY_ALGORITHM = new HashMap<>();

    static {
        put(RSA_PKCS1, DigestAlgorithm.MD5, "1.2.840.113549.1.1.4");
        put(RSA_PKCS1, DigestAlgorithm.SHA1, "1.2.840.113549.1.1.5");
        put(RSA_PKCS1, DigestAlgorithm.SHA224, "1.2.840.113549.1.1.14");
        put(RSA_PKCS1, DigestAlgorithm.SHA256, "1.2.840.113549.1.1.11");
        put(RSA_PKCS1, DigestAlgorithm.SHA384, "1.2.840.113549.1.1.12");
        put(RSA_PKCS1, DigestAlgorithm.SHA512, "1.2.840.113549.1.1.13");
        put(RSA_PKCS1, DigestAlgorithm.SHA3_224, "2.16.840.1.101.3.4.3.13");
        put(RSA_PKCS1, DigestAlgorithm.SHA3_256, "2.16.840.1.101.3.4.3.14");
        put(RSA_PKCS1, DigestAlgorithm.SHA3_384, "2.16.840.1.101.3.4.3.15");
        put(RSA_PKCS1, DigestAlgorithm.SHA3_512, "2.16.840.1.101.3.4.3.16");
        put(ECDSA, DigestAlgorithm.SHA1, "1.2.840.10045.4.1");
        put(ECDSA, DigestAlgorithm.SHA224, "1.2.840.10045.4.3.1");
        put(ECDSA, DigestAlgorithm.SHA256, "1.2.840.10045.4.3.2");
        put(ECDSA, DigestAlgorithm.SHA384, "1.2.840.10045.4.3.3");
        put(ECDSA, DigestAlgorithm.SHA512, "1.2.840.10045.4.3.4");
        put(ECDSA, DigestAlgorithm.SHA3_224, "2.16.840.1.101.3.4.3.9");
        put(ECDSA, DigestAlgorithm.SHA3_256, "2.16.840.1.101.3.4.3.10");
        put(ECDSA, DigestAlgorithm.SHA3_384, "2.16.840.1.101.3.4.3.11");
        put(ECDSA, DigestAlgorithm.SHA3_512, "2.16.840.1.101.3.4.3.12");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA1, "0.4.0.127.0.7.1.1.4.1.1");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA224, "0.4.0.127.0.7.1.1.4.1.2");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA256, "0.4.0.127.0.7.1.1.4.1.3");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA384, "0.4.0.127.0.7.1.1.4.1.4");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA512, "0.4.0.127.0.7.1.1.4.1.5");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA3_224, "0.4.0.127.0.7.1.1.4.1.8");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA3_256, "0.4.0.127.0.7.1.1.4.1.9");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA3_384, "0.4.0.127.0.7.1.1.4.1.10");
        put(ECDSA_PLAIN, DigestAlgorithm.SHA3_512, "0.4.0.127.0.7.1.1.4.1.11");
        put(DSA, DigestAlgorithm.SHA1, "1.2.840.10040.4.3");
        put(DSA, DigestAlgorithm.SHA224, "2.16.840.1.101.3.4.3.1");
        put(DSA, DigestAlgorithm.SHA256, "2.16.840.1.101.3.4.3.2");
        put(DSA, DigestAlgorithm.SHA384, "2.16.840.1.101.3.4.3.3");
        put(DSA, DigestAlgorithm.SHA512, "2.16.840.1.101.3.4.3.4");
        put(EDDSA, DigestAlgorithm.SHA512, ED25519);
        put(EDDSA, DigestAlgorithm.SHAKE256, ED448);
    }

    private AlgorithmIdentifiers() {}

    private static void put(SignatureScheme scheme, DigestAlgorithm digest, String oid) {
        SignatureAlgorithm algorithm = new SignatureAlgorithm(scheme, digest);
        BY_OID.put(oid, algorithm);
        BY_ALGORITHM.put(algorithm, oid);
    }

    /** The signature algorithm an identifier names; empty where we do not know it, or its parameters are wrong. */
    public static Optional<SignatureAlgorithm> signature(AlgorithmIdentifier identifier) {
        String oid = identifier.getAlgorithm().getId();
        if (oid.equals(RSASSA_PSS)) {
            return pss(identifier)
                    .flatMap(spec -> digestNamed(spec.getDigestAlgorithm()))
                    .map(digest -> new SignatureAlgorithm(RSA_PSS, digest));
        }
        return hasNoParameters(identifier) ? Optional.ofNullable(BY_OID.get(oid)) : Optional.empty();
    }

    /**
     * The signature algorithm of a CMS SignerInfo, where the identifier may be that of the key alone and the digest is
     * then the signer's digest algorithm (RFC 3370, 3.2; RFC 5754, 3).
     */
    static Optional<SignatureAlgorithm> signature(AlgorithmIdentifier identifier, DigestAlgorithm digest) {
        return switch (identifier.getAlgorithm().getId()) {
            case RSA_ENCRYPTION -> of(RSA_PKCS1, digest, identifier);
            case EC_PUBLIC_KEY -> of(ECDSA, digest, identifier);
            case DSA_KEY -> of(DSA, digest, identifier);
            default -> signature(identifier);
        };
    }

    private static Optional<SignatureAlgorithm> of(
            SignatureScheme scheme, DigestAlgorithm digest, AlgorithmIdentifier identifier) {
        // Some signers repeat the curve or the DSA parameters here; those of the certificate count.
        boolean sound = scheme != RSA_PKCS1 || hasNoParameters(identifier);
        return sound ? Optional.of(new SignatureAlgorithm(scheme, digest)) : Optional.empty();
    }

    /** The parameters of an RSASSA-PSS identifier (RFC 4055, 3.1), the standard's defaults where absent. */
    public static Optional<PSSParameterSpec> pss(AlgorithmIdentifier identifier) {
        if (!identifier.getAlgorithm().getId().equals(RSASSA_PSS) || identifier.getParameters() == null) {
            return Optional.empty();
        }
        try {
            RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(identifier.getParameters());
            AlgorithmIdentifier mgf = parameters.getMaskGenAlgorithm();
            int salt = small(parameters.getSaltLength());
            boolean sound = mgf.getAlgorithm().getId().equals(MGF1)
                    && salt >= 0
                    && parameters.getTrailerField().equals(BigInteger.ONE);
            if (!sound) {
                return Optional.empty();
            }
            Optional<DigestAlgorithm> mgfDigest = digest(AlgorithmIdentifier.getInstance(mgf.getParameters()));
            return digest(parameters.getHashAlgorithm())
                    .flatMap(digest -> mgfDigest.map(other -> Providers.pss(digest, other, salt)));
        } catch (RuntimeException e) {
            // Bouncy Castle's word for parameters that are no parameters.
            return Optional.empty();
        }
    }

    private static int small(BigInteger number) {
        return number.signum() < 0 || number.bitLength() > 16 || number.intValue() > LONGEST_SALT
                ? -1
                : number.intValue();
    }

    private static Optional<DigestAlgorithm> digestNamed(String jcaName) {
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            if (digest.jcaName().equals(jcaName)) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /** The digest algorithm an identifier names. */
    public static Optional<DigestAlgorithm> digest(AlgorithmIdentifier identifier) {
        String oid = identifier.getAlgorithm().getId();
        if (oid.equals(SHAKE256_LEN)) {
            boolean bits512 = identifier.getParameters() instanceof ASN1Integer bits && bits.hasValue(512);
            return bits512 ? Optional.of(DigestAlgorithm.SHAKE256) : Optional.empty();
        }
        return hasNoParameters(identifier) ? DigestAlgorithm.ofOid(oid) : Optional.empty();
    }

    /** The identifier to write for a digest algorithm, parameters absent (RFC 5754, 2). */
    public static AlgorithmIdentifier of(DigestAlgorithm digest) {
        return digest == DigestAlgorithm.SHAKE256
                ? new AlgorithmIdentifier(new ASN1ObjectIdentifier(SHAKE256_LEN), new ASN1Integer(512))
                : new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest.oid()));
    }

    /**
     * The identifier to write for a signature algorithm; for RSA-PSS with the parameters of
     * {@link Providers#pss(DigestAlgorithm)}.
     *
     * @throws IllegalArgumentException for a pair without an identifier, such as ECDSA with MD5
     */
    public static AlgorithmIdentifier of(SignatureAlgorithm algorithm) {
        if (algorithm.scheme() == RSA_PSS) {
            AlgorithmIdentifier digest = withNull(algorithm.digest());
            RSASSAPSSparams parameters = new RSASSAPSSparams(
                    digest,
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(MGF1), digest),
                    new ASN1Integer(algorithm.digest().length()),
                    RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
            return new AlgorithmIdentifier(new ASN1ObjectIdentifier(RSASSA_PSS), parameters);
        }
        String oid = BY_ALGORITHM.get(algorithm);
        if (oid == null) {
            throw new IllegalArgumentException("no identifier for " + algorithm.label());
        }
        ASN1ObjectIdentifier identifier = new ASN1ObjectIdentifier(oid);
        return algorithm.scheme() == RSA_PKCS1
                ? new AlgorithmIdentifier(identifier, DERNull.INSTANCE)
                : new AlgorithmIdentifier(identifier);
    }

    private static AlgorithmIdentifier withNull(DigestAlgorithm digest) {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest.oid()), DERNull.INSTANCE);
    }

    /** Whether two identifiers say the same, absent and NULL parameters being the same (RFC 4055, 2.1). */
    static boolean same(AlgorithmIdentifier a, AlgorithmIdentifier b) {
        return a.getAlgorithm().equals(b.getAlgorithm()) && (hasNoParameters(a) ? hasNoParameters(b) : a.equals(b));
    }

    private static boolean hasNoParameters(AlgorithmIdentifier identifier) {
        ASN1Encodable parameters = identifier.getParameters();
        return parameters == null || DERNull.INSTANCE.equals(parameters);
    }
}
