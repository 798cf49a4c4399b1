package dev.vdx.cms;

import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates made for the tests, one of each kind a run. */
public final class TestPki {
    static final BouncyCastleProvider BC = new BouncyCastleProvider();
    static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOT_AFTER = Instant.parse("2036-01-01T00:00:00Z");

    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();
    private static final X500Name ROOT = new X500Name("CN=SANDBOX Root,O=Test");
    private static long serial = 1000;

    private TestPki() {}

    /** A key pair: RSA-2048, RSA-3072, P-256, P-384, P-521, Ed25519, Ed448; the text behind a slash makes it another. */
    static KeyPair pair(String kind) {
        return PAIRS.computeIfAbsent(kind, name -> generate(name.replaceAll("/.*", "")));
    }

    private static KeyPair generate(String kind) {
        try {
            if (kind.startsWith("RSA-")) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(Integer.parseInt(kind.substring(4)));
                return generator.generateKeyPair();
            }
            if (kind.startsWith("P-")) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new java.security.spec.ECGenParameterSpec("secp" + kind.substring(2) + "r1"));
                return generator.generateKeyPair();
            }
            return KeyPairGenerator.getInstance(kind).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static synchronized BigInteger nextSerial() {
        return BigInteger.valueOf(++serial);
    }

    static X509Certificate root() {
        return certificate("SANDBOX Root", pair("P-256/root"), nextSerial());
    }

    /** A signer's certificate under the root. */
    static X509Certificate certificate(String name, KeyPair pair, BigInteger number) {
        return certificate(name, pair, number, null, false);
    }

    /** A time-stamp authority's certificate. */
    static X509Certificate authority(KeyPair pair) {
        return certificate(
                "SANDBOX TSA", pair, nextSerial(), new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping), true);
    }

    static X509Certificate certificate(
            String name, KeyPair pair, BigInteger number, ExtendedKeyUsage use, boolean critical) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    ROOT,
                    number,
                    Date.from(NOT_BEFORE),
                    Date.from(NOT_AFTER),
                    new X500Name("CN=" + name + ",O=Test"),
                    pair.getPublic());
            boolean ca = name.equals("SANDBOX Root");
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(ca ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            if (use != null) {
                builder.addExtension(Extension.extendedKeyUsage, critical, use);
            }
            PrivateKey issuer = pair("P-256/root").getPrivate();
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key with its certificate and the root. */
    public static SigningKey key(String kind) throws SigningException {
        return SigningKeys.of(pair(kind).getPrivate(), chain(kind));
    }

    static SigningKey key(String kind, SignatureAlgorithm algorithm) throws SigningException {
        return SigningKeys.of(pair(kind).getPrivate(), chain(kind), algorithm);
    }

    static List<X509Certificate> chain(String kind) {
        return List.of(certificate("SANDBOX Signer", pair(kind), nextSerial()), root());
    }
}
