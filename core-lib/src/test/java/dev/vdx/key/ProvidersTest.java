package dev.vdx.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProvidersTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static KeyPair rsa;
    private static KeyPair ec;

    @BeforeAll
    static void keys() throws Exception {
        rsa = pair("RSA", 2048, null);
        ec = pair("EC", 0, new ECGenParameterSpec("secp256r1"));
    }

    private static KeyPair pair(String type, int size, AlgorithmParameterSpec spec) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (spec != null) {
            generator.initialize(spec);
        } else if (size > 0) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    private static SignatureAlgorithm algorithm(SignatureScheme scheme, DigestAlgorithm digest) {
        return new SignatureAlgorithm(scheme, digest);
    }

    private static byte[] java(String name, KeyPair pair, AlgorithmParameterSpec spec) throws Exception {
        Signature engine = Signature.getInstance(name);
        engine.initSign(pair.getPrivate());
        if (spec != null) {
            engine.setParameter(spec);
        }
        engine.update(DATA);
        return engine.sign();
    }

    @ParameterizedTest
    @EnumSource
    void everyDigestHasTheLengthItSays(DigestAlgorithm algorithm) {
        assertEquals(algorithm.length(), Providers.digest(algorithm, DATA).length);
    }

    @Test
    void shake256IsThatOfFips202() {
        String expected = "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f"
                + "d75dc4ddd8c0f200cb05019d67b592f6fc821c49479ab48640292eacb3b7c4be";
        assertArrayEquals(HexFormat.of().parseHex(expected), Providers.digest(DigestAlgorithm.SHAKE256, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_PKCS1, MD5, MD5withRSA",
        "RSA_PKCS1, SHA1, SHA1withRSA",
        "RSA_PKCS1, SHA224, SHA224withRSA",
        "RSA_PKCS1, SHA256, SHA256withRSA",
        "RSA_PKCS1, SHA384, SHA384withRSA",
        "RSA_PKCS1, SHA512, SHA512withRSA",
        "RSA_PKCS1, SHA3_256, SHA3-256withRSA",
        "RSA_PKCS1, SHA3_512, SHA3-512withRSA",
        "ECDSA, SHA1, SHA1withECDSA",
        "ECDSA, SHA256, SHA256withECDSA",
        "ECDSA, SHA512, SHA512withECDSA",
        "ECDSA, SHA3_384, SHA3-384withECDSA",
        "ECDSA_PLAIN, SHA256, SHA256withECDSAinP1363Format",
        "ECDSA_PLAIN, SHA384, SHA384withECDSAinP1363Format",
        "DSA, SHA1, SHA1withDSA",
        "DSA, SHA256, SHA256withDSA",
        "EDDSA, SHA512, Ed25519",
        "EDDSA, SHAKE256, Ed448"
    })
    void whatJavaSignsVerifiesAndItsTwinsDoNot(SignatureScheme scheme, DigestAlgorithm digest, String name)
            throws Exception {
        KeyPair pair = switch (scheme) {
            case RSA_PKCS1, RSA_PSS -> rsa;
            case ECDSA, ECDSA_PLAIN -> ec;
            case DSA -> pair("DSA", digest == DigestAlgorithm.SHA1 ? 1024 : 2048, null);
            case EDDSA -> pair(name, 0, null);
        };
        byte[] value = java(name, pair, null);
        SignatureAlgorithm algorithm = algorithm(scheme, digest);
        PublicKey key = pair.getPublic();
        assertTrue(Providers.verify(algorithm, key, DATA, value));
        assertFalse(Providers.verify(algorithm, key, "dat4".getBytes(StandardCharsets.US_ASCII), value));
        for (int at : new int[] {0, value.length / 2, value.length - 1}) {
            byte[] altered = value.clone();
            altered[at] ^= 1;
            assertFalse(Providers.verify(algorithm, key, DATA, altered), "byte " + at);
        }
        for (byte[] odd : List.of(
                new byte[0],
                new byte[value.length],
                Arrays.copyOf(value, value.length - 1),
                Arrays.copyOf(value, value.length + 1),
                new byte[1 << 16])) {
            assertFalse(Providers.verify(algorithm, key, DATA, odd));
        }
        for (KeyPair other : List.of(
                pair("RSA", 2048, null),
                pair("EC", 0, new ECGenParameterSpec("secp384r1")),
                pair("Ed25519", 0, null))) {
            assertFalse(Providers.verify(algorithm, other.getPublic(), DATA, value), "another key");
        }
        boolean overDigest =
                Providers.verifyDigest(algorithm, Providers.pss(digest), key, Providers.digest(digest, DATA), value);
        assertEquals(scheme != SignatureScheme.EDDSA, overDigest);
        assertFalse(Providers.verifyDigest(algorithm, Providers.pss(digest), key, new byte[digest.length()], value));
        assertFalse(Providers.verifyDigest(algorithm, Providers.pss(digest), key, DATA, value), "not a digest");
    }

    @Test
    void pssParametersCount_RFC8017_8_1() throws Exception {
        PSSParameterSpec spec = Providers.pss(DigestAlgorithm.SHA256, DigestAlgorithm.SHA1, 20);
        byte[] value = java("RSASSA-PSS", rsa, spec);
        SignatureAlgorithm pss = algorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256);
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, DATA);
        assertTrue(Providers.verify(pss, spec, rsa.getPublic(), DATA, value));
        assertTrue(Providers.verifyDigest(pss, spec, rsa.getPublic(), digest, value));
        assertFalse(Providers.verify(pss, rsa.getPublic(), DATA, value));
        PSSParameterSpec otherSalt = Providers.pss(DigestAlgorithm.SHA256, DigestAlgorithm.SHA1, 32);
        assertFalse(Providers.verify(pss, otherSalt, rsa.getPublic(), DATA, value));
        assertFalse(Providers.verifyDigest(pss, otherSalt, rsa.getPublic(), digest, value));
        PSSParameterSpec absurd = Providers.pss(DigestAlgorithm.SHA256, DigestAlgorithm.SHA256, 1024);
        assertFalse(Providers.verify(pss, absurd, rsa.getPublic(), DATA, value));
    }

    @Test
    void aKeyForPssAloneVerifiesNothingElse_RFC4055_1_2() throws Exception {
        KeyPair restricted = pair("RSASSA-PSS", 2048, null);
        SignatureAlgorithm pss = algorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256);
        byte[] value = Providers.sign(pss, restricted.getPrivate(), DATA);
        assertTrue(Providers.verify(pss, restricted.getPublic(), DATA, value));
        KeyPair same = new KeyPair(
                KeyFactory.getInstance("RSA")
                        .generatePublic(new java.security.spec.RSAPublicKeySpec(
                                ((java.security.interfaces.RSAPublicKey) restricted.getPublic()).getModulus(),
                                ((java.security.interfaces.RSAPublicKey) restricted.getPublic()).getPublicExponent())),
                KeyFactory.getInstance("RSA")
                        .generatePrivate(new java.security.spec.RSAPrivateKeySpec(
                                ((java.security.interfaces.RSAPrivateKey) restricted.getPrivate()).getModulus(),
                                ((java.security.interfaces.RSAPrivateKey) restricted.getPrivate())
                                        .getPrivateExponent())));
        byte[] pkcs1 = java("SHA256withRSA", same, null);
        SignatureAlgorithm other = algorithm(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256);
        assertTrue(Providers.verify(other, same.getPublic(), DATA, pkcs1));
        assertFalse(Providers.verify(other, restricted.getPublic(), DATA, pkcs1));
        assertFalse(Providers.verifyDigest(
                other,
                Providers.pss(DigestAlgorithm.SHA256),
                restricted.getPublic(),
                Providers.digest(DigestAlgorithm.SHA256, DATA),
                pkcs1));
    }

    @Test
    void plainEcdsaSignsBothNumbersSideBySide_RFC7518_3_4() throws Exception {
        SignatureAlgorithm plain = algorithm(SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA256);
        for (int i = 0; i < 300; i++) {
            byte[] value = Providers.sign(plain, ec.getPrivate(), DATA);
            assertEquals(64, value.length);
            assertTrue(Providers.verify(plain, ec.getPublic(), DATA, value));
        }
        byte[] der = java("SHA256withECDSA", ec, null);
        assertFalse(Providers.verify(plain, ec.getPublic(), DATA, der));
    }

    /** The number zero signs nothing (CVE-2022-21449), nor does a value that is not strict DER. */
    @Test
    void ecdsaValuesOutOfRangeOrNotDerAreRefused() throws Exception {
        SignatureAlgorithm ecdsa = algorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256);
        byte[] value = java("SHA256withECDSA", ec, null);
        ASN1Sequence numbers = ASN1Sequence.getInstance(value);
        BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
        BigInteger order = ECNamedCurveTable.getByName("P-256").getN();
        for (BigInteger[] odd : new BigInteger[][] {
            {BigInteger.ZERO, BigInteger.ZERO}, {r, BigInteger.ZERO}, {order, order}, {r.add(order), s}, {r, s.negate()}
        }) {
            assertFalse(Providers.verify(ecdsa, ec.getPublic(), DATA, encoded(odd[0], odd[1])));
        }
        byte[] padded = new byte[value.length + 1];
        padded[0] = 0x30;
        padded[1] = (byte) 0x81;
        System.arraycopy(value, 1, padded, 2, value.length - 1);
        assertFalse(Providers.verify(ecdsa, ec.getPublic(), DATA, padded), "length in long form");
    }

    private static byte[] encoded(BigInteger r, BigInteger s) throws Exception {
        org.bouncycastle.asn1.ASN1EncodableVector numbers = new org.bouncycastle.asn1.ASN1EncodableVector();
        numbers.add(new ASN1Integer(r));
        numbers.add(new ASN1Integer(s));
        return new DERSequence(numbers).getEncoded();
    }

    @Test
    void aCurveSpelledOutInTheKeyIsRefused_CVE_2020_0601() throws Exception {
        SubjectPublicKeyInfo named =
                SubjectPublicKeyInfo.getInstance(ec.getPublic().getEncoded());
        byte[] spelled = new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(
                                X9ObjectIdentifiers.id_ecPublicKey, ECNamedCurveTable.getByName("P-256")),
                        named.getPublicKeyData().getOctets())
                .getEncoded();
        PublicKey raw = new RawKey(spelled);
        byte[] value = java("SHA256withECDSA", ec, null);
        SignatureAlgorithm ecdsa = algorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256);
        assertTrue(Providers.verify(ecdsa, new RawKey(named.getEncoded()), DATA, value));
        assertFalse(Providers.verify(ecdsa, raw, DATA, value));
        assertFalse(Providers.verify(ecdsa, new RawKey(new byte[] {1, 2, 3}), DATA, value));
        assertFalse(Providers.verify(ecdsa, new RawKey(null), DATA, value));
    }

    /** A key as Java leaves it when it does not know the curve. */
    @SuppressWarnings("ArrayRecordComponent")
    private record RawKey(byte[] encoded) implements PublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return encoded;
        }
    }

    @Test
    void keysOfCurvesJavaDoesNotKnowVerify() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("brainpoolP256r1"));
        KeyPair brainpool = generator.generateKeyPair();
        SignatureAlgorithm ecdsa = algorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256);
        byte[] value = Providers.sign(ecdsa, brainpool.getPrivate(), DATA);
        SignatureAlgorithm plain = algorithm(SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA256);
        byte[] both = Providers.sign(plain, brainpool.getPrivate(), DATA);
        assertTrue(Providers.verify(plain, new RawKey(brainpool.getPublic().getEncoded()), DATA, both));
        assertTrue(Providers.verify(ecdsa, new RawKey(brainpool.getPublic().getEncoded()), DATA, value));
    }

    @Test
    void theJvmsListOfProvidersIsLeftAlone() throws Exception {
        Providers.verify(algorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256), ec.getPublic(), DATA, new byte[9]);
        assertNull(Security.getProvider("BC"));
        assertNull(Security.getProvider("AmazonCorrettoCryptoProvider"));
        assertEquals("SUN", MessageDigest.getInstance("SHA-256").getProvider().getName());
        assertEquals("SunRsaSign", KeyFactory.getInstance("RSA").getProvider().getName());
    }
}
