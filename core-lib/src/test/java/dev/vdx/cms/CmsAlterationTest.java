package dev.vdx.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignerFacts;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of a signature is altered in turn; none of the results may pass. */
class CmsAlterationTest {
    private static final byte[] CONTENT = "the content".getBytes(US_ASCII);

    private static boolean passes(byte[] cms, SigningKey key, byte[] digest) {
        try {
            SignerFacts facts = CmsSignature.parse(cms).verify(digest);
            return facts.digestMatches()
                    && facts.signatureMatches()
                    && facts.findings().isEmpty()
                    && facts.reference() == CertificateReference.MATCHES
                    && facts.certificate()
                            .equals(java.util.Optional.of(key.chain().get(0)));
        } catch (CmsException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "RSA-PSS", "P-256", "Ed25519"})
    void noAlteredByteOfASignaturePasses(String kind) throws Exception {
        SignatureAlgorithm pss = new SignatureAlgorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256);
        SigningKey key = kind.equals("RSA-PSS") ? TestPki.key("RSA-2048", pss) : TestPki.key(kind);
        byte[] digest = Providers.digest(key.algorithm().digest(), CONTENT);
        byte[] cms = CadesSigner.with(key).sign(digest);
        assertTrue(passes(cms, key, digest));
        BitSet unsigned = unsignedBytes(cms, key);
        for (int at = 0; at < cms.length; at++) {
            for (int mask : new int[] {0x01, 0x80, 0xff}) {
                byte[] altered = cms.clone();
                altered[at] ^= (byte) mask;
                if (!unsigned.get(at)) {
                    assertFalse(passes(altered, key, digest), "byte " + at + " of " + cms.length + " ^ " + mask);
                }
            }
        }
        assertTrue(unsigned.cardinality() < cms.length / 2);
    }

    /**
     * What RFC 5652 leaves unsigned and no verifier can hold against anyone: both version numbers, the list of digest
     * algorithms, the parameters (NULL or none) of algorithm identifiers, and certificates other than the signer's.
     */
    private static BitSet unsignedBytes(byte[] cms, SigningKey key) throws Exception {
        BitSet spots = new BitSet(cms.length);
        mark(spots, cms, key.chain().get(1).getEncoded());
        ASN1Sequence data = ASN1Sequence.getInstance(
                org.bouncycastle.asn1.ASN1TaggedObject.getInstance(
                        ASN1Sequence.getInstance(cms).getObjectAt(1)),
                true);
        byte[] head = Asn1.der(data.getObjectAt(1));
        int digests = indexOf(cms, head, 0);
        spots.set(digests - 1);
        spots.set(digests + 2, digests + head.length);
        byte[] signer = Asn1.der(org.bouncycastle.asn1.ASN1Set.getInstance(data.getObjectAt(data.size() - 1))
                .getObjectAt(0));
        int info = indexOf(cms, signer, 0);
        byte[] version = Asn1.der(new ASN1Integer(1));
        spots.set(indexOf(cms, version, info) + 2);
        return spots;
    }

    private static void mark(BitSet spots, byte[] cms, byte[] part) {
        int at = indexOf(cms, part, 0);
        spots.set(at, at + part.length);
    }

    private static int indexOf(byte[] where, byte[] what, int from) {
        for (int i = from; ; i++) {
            if (Arrays.equals(where, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256"})
    void noTruncatedSignaturePasses(String kind) throws Exception {
        SigningKey key = TestPki.key(kind);
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        byte[] cms = CadesSigner.with(key).sign(digest);
        for (int length = 0; length < cms.length; length++) {
            assertFalse(passes(Arrays.copyOf(cms, length), key, digest), "first " + length);
            byte[] zeroed = cms.clone();
            Arrays.fill(zeroed, length, cms.length, (byte) 0);
            assertFalse(passes(zeroed, key, digest), "zeros from " + length);
        }
    }

    /** A verifier that compares all but the last bytes of the DigestInfo, or ignores some of it, is a forger's friend. */
    @Test
    void everyByteOfTheRsaDigestInfoCounts_CVE_2026_12860() throws Exception {
        RSAPublicKey publicKey = (RSAPublicKey) TestPki.pair("RSA-2048").getPublic();
        RSAPrivateKey privateKey = (RSAPrivateKey) TestPki.pair("RSA-2048").getPrivate();
        SignatureAlgorithm algorithm = new SignatureAlgorithm(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256);
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(
                new org.bouncycastle.asn1.ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid()), DERNull.INSTANCE);
        byte[] block = encoded(256, new DigestInfo(sha256, digest).getEncoded());
        assertEquals(List.of(true, true), both(algorithm, publicKey, digest, raw(privateKey, block)));
        for (int at = 0; at < block.length; at++) {
            byte[] altered = block.clone();
            altered[at] ^= 1;
            byte[] value = raw(privateKey, altered);
            assertEquals(List.of(false, false), both(algorithm, publicKey, digest, value), "byte " + at);
        }
        byte[] info = new DigestInfo(sha256, digest).getEncoded();
        byte[] garbage = Arrays.copyOf(encoded(200, info), 256);
        assertEquals(List.of(false, false), both(algorithm, publicKey, digest, raw(privateKey, garbage)));
    }

    private static List<Boolean> both(SignatureAlgorithm algorithm, RSAPublicKey key, byte[] digest, byte[] value) {
        return List.of(
                Providers.verify(algorithm, key, CONTENT, value),
                Providers.verifyDigest(algorithm, Providers.pss(DigestAlgorithm.SHA256), key, digest, value));
    }

    private static byte[] encoded(int length, byte[] info) {
        byte[] block = new byte[length];
        Arrays.fill(block, (byte) 0xff);
        block[0] = 0;
        block[1] = 1;
        block[length - info.length - 1] = 0;
        System.arraycopy(info, 0, block, length - info.length, info.length);
        return block;
    }

    private static byte[] raw(RSAPrivateKey key, byte[] block) {
        BigInteger value =
                new BigInteger(1, block).mod(key.getModulus()).modPow(key.getPrivateExponent(), key.getModulus());
        return org.bouncycastle.util.BigIntegers.asUnsignedByteArray(256, value);
    }
}
