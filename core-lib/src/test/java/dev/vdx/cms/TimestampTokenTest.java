package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimestampTokenTest {
    private static final byte[] DATA = {1, 2, 3};
    private static final byte[] DIGEST = Providers.digest(DigestAlgorithm.SHA256, DATA);
    private static final BigInteger NONCE = new BigInteger("1234567890123456789");

    private static TimestampFacts facts(byte[] token) throws CmsException {
        return TimestampToken.parse(token)
                .facts(TimestampKind.DOCUMENT, algorithm -> Optional.of(Providers.digest(algorithm, DATA)));
    }

    private static void assertUnsound(byte[] token, Optional<BigInteger> nonce) {
        SigningException e = assertThrows(
                SigningException.class,
                () -> TimestampToken.requireSound(token, DigestAlgorithm.SHA256, DIGEST, nonce));
        assertEquals(SigningProblem.TIMESTAMP_UNSOUND, e.problem());
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
    void aSoundTokenStampsWhatItCovers_RFC3161_2_4_2(DigestAlgorithm algorithm) throws Exception {
        byte[] token = TestTsa.sound().token(algorithm, Providers.digest(algorithm, DATA));
        TimestampFacts facts = facts(Arrays.copyOf(token, token.length + 999));
        assertTrue(facts.imprintMatches());
        assertTrue(facts.signer().digestMatches() && facts.signer().signatureMatches());
        assertEquals(TestTsa.TIME, facts.time());
        assertEquals("1.2.3.4.1", facts.policy());
        assertEquals(algorithm, facts.imprintAlgorithm().orElseThrow());
        assertEquals(1, facts.validationData().certificates().size());
        assertEquals(List.of(), facts.findings());
        assertEquals(List.of(), facts.signer().findings());
        TimestampFacts other = TimestampToken.parse(token)
                .facts(TimestampKind.DOCUMENT, asked -> Optional.of(Providers.digest(asked, new byte[9])));
        assertFalse(other.imprintMatches());
    }

    @Test
    void noAlteredByteOfATokenIsSound() throws Exception {
        byte[] token = TestTsa.sound().token(DigestAlgorithm.SHA256, DIGEST, NONCE);
        TimestampToken.requireSound(token, DigestAlgorithm.SHA256, DIGEST, Optional.of(NONCE));
        int unsound = 0;
        for (int at = 0; at < token.length; at++) {
            byte[] altered = token.clone();
            altered[at] ^= 1;
            try {
                TimestampToken.requireSound(altered, DigestAlgorithm.SHA256, DIGEST, Optional.of(NONCE));
                // Only what is not signed may pass: then it still says the same.
                TimestampFacts facts = facts(altered);
                assertTrue(facts.imprintMatches() && facts.time().equals(TestTsa.TIME), "byte " + at);
            } catch (SigningException e) {
                unsound++;
            }
        }
        // Unsigned: two version numbers and the 15 bytes of the list of digest algorithms.
        assertTrue(token.length - unsound <= 17, unsound + " of " + token.length);
    }

    @Test
    void theAnswerMustStampOurDigestAndRepeatOurNonce_RFC3161_2_2() throws Exception {
        byte[] with = TestTsa.sound().token(DigestAlgorithm.SHA256, DIGEST, NONCE);
        byte[] without = TestTsa.sound().token(DigestAlgorithm.SHA256, DIGEST);
        TimestampToken.requireSound(with, DigestAlgorithm.SHA256, DIGEST, Optional.of(NONCE));
        TimestampToken.requireSound(without, DigestAlgorithm.SHA256, DIGEST, Optional.empty());
        assertUnsound(with, Optional.of(BigInteger.ONE));
        assertUnsound(with, Optional.empty());
        assertUnsound(without, Optional.of(NONCE));
        assertUnsound(TestTsa.sound().token(DigestAlgorithm.SHA256, new byte[32]), Optional.empty());
        assertUnsound(
                TestTsa.sound().token(DigestAlgorithm.SHA512, Providers.digest(DigestAlgorithm.SHA512, DATA)),
                Optional.empty());
        assertUnsound(Arrays.copyOf(without, without.length + 1), Optional.empty());
    }

    @Test
    void aCertificateNotForTimeStampingAloneMayNotStamp_RFC3161_2_3() throws Exception {
        KeyPair pair = TestPki.pair("P-256/tsa");
        // Bouncy Castle's generator refuses such certificates, so the token is signed by a sound one and these are put
        // in.
        for (ExtendedKeyUsage use : new ExtendedKeyUsage[] {
            null,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection),
            new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning})
        }) {
            byte[] token = tokenBy(pair, use, true);
            assertEquals(
                    FindingCode.TIMESTAMP_INVALID,
                    facts(token).findings().get(0).code());
            assertUnsound(token, Optional.empty());
        }
        byte[] notCritical = tokenBy(pair, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping), false);
        assertEquals(
                FindingCode.TIMESTAMP_INVALID,
                facts(notCritical).findings().get(0).code());
        assertUnsound(notCritical, Optional.empty());
        byte[] sound = tokenBy(pair, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping), true);
        TimestampToken.requireSound(sound, DigestAlgorithm.SHA256, DIGEST, Optional.empty());
    }

    /** The TSTInfo of a sound token under a signature by a certificate of any use. */
    private static byte[] tokenBy(KeyPair pair, ExtendedKeyUsage use, boolean critical) throws Exception {
        CmsMaker maker = CmsMaker.sound(
                dev.vdx.key.SigningKeys.of(
                        pair.getPrivate(),
                        List.of(TestPki.certificate("TSA", pair, TestPki.nextSerial(), use, critical))),
                content(TestTsa.sound().token(DigestAlgorithm.SHA256, DIGEST)));
        maker.attached = true;
        maker.contentType = Oids.TST_INFO;
        maker.attributes.set(0, CmsMaker.attribute(Oids.CONTENT_TYPE, Oids.TST_INFO));
        return maker.make();
    }

    private static byte[] content(byte[] token) throws CmsException {
        return SignedMessage.of(Asn1.parse(token)).content().orElseThrow();
    }

    @Test
    void aTokenWithoutSigningCertificateAttributeIsFound_RFC3161_2_4_2() throws Exception {
        KeyPair pair = TestPki.pair("P-256/tsa");
        CmsMaker maker = CmsMaker.sound(
                dev.vdx.key.SigningKeys.of(pair.getPrivate(), List.of(TestPki.authority(pair))),
                content(TestTsa.sound().token(DigestAlgorithm.SHA256, DIGEST)));
        maker.attached = true;
        maker.contentType = Oids.TST_INFO;
        maker.attributes.set(0, CmsMaker.attribute(Oids.CONTENT_TYPE, Oids.TST_INFO));
        maker.attributes.remove(2);
        assertEquals(
                FindingCode.TIMESTAMP_INVALID,
                facts(maker.make()).findings().get(0).code());
        assertUnsound(maker.make(), Optional.empty());
    }

    @Test
    void aSignatureOverDataIsNoToken() throws Exception {
        byte[] cms = CadesSigner.with(TestPki.key("P-256")).sign(DIGEST);
        CmsException e = assertThrows(CmsException.class, () -> TimestampToken.parse(cms));
        assertEquals(FindingCode.TIMESTAMP_INVALID, e.finding().code());
    }

    @Test
    void aRequestIsUnderstoodAndItsAnswerAccepted() throws Exception {
        TimestampRequest request =
                new TimestampRequest(DigestAlgorithm.SHA256, DIGEST, Optional.of(NONCE), Optional.empty());
        org.bouncycastle.tsp.TimeStampRequest read = new org.bouncycastle.tsp.TimeStampRequest(request.encoded());
        assertEquals(NONCE, read.getNonce());
        assertTrue(read.getCertReq());
        assertArrayEquals(DIGEST, read.getMessageImprintDigest());
        byte[] answer = TestTsa.sound().answer(request.encoded());
        byte[] token = TimestampResponse.token(answer, request);
        assertTrue(facts(token).imprintMatches());

        TimestampRequest other =
                new TimestampRequest(DigestAlgorithm.SHA256, new byte[32], Optional.of(NONCE), Optional.empty());
        SigningException e = assertThrows(SigningException.class, () -> TimestampResponse.token(answer, other));
        assertEquals(SigningProblem.TIMESTAMP_UNSOUND, e.problem());
        TimestampRequest policy =
                new TimestampRequest(DigestAlgorithm.SHA256, DIGEST, Optional.of(NONCE), Optional.of("1.2.3.9"));
        assertThrows(SigningException.class, () -> TimestampResponse.token(answer, policy));
    }

    @Test
    void aRefusalSaysStatusReasonAndWords_RFC3161_2_4_2() throws Exception {
        ASN1EncodableVector status = new ASN1EncodableVector();
        status.add(new ASN1Integer(2));
        status.add(new DERSequence(new DERUTF8String("ไม่รับ")));
        status.add(new DERBitString(new byte[] {(byte) 0xA0, 0x01}, 0));
        byte[] refusal = new DERSequence(new DERSequence(status)).getEncoded();
        TimestampRequest request =
                new TimestampRequest(DigestAlgorithm.SHA256, DIGEST, Optional.empty(), Optional.empty());
        SigningException e = assertThrows(SigningException.class, () -> TimestampResponse.token(refusal, request));
        assertEquals(SigningProblem.TIMESTAMP_REFUSED, e.problem());
        assertEquals(List.of("rejection", "badAlg", "badRequest", "unacceptedPolicy", "ไม่รับ"), e.details());
        byte[] grantedNothing = new DERSequence(new DERSequence(new ASN1Integer(0))).getEncoded();
        SigningException none =
                assertThrows(SigningException.class, () -> TimestampResponse.token(grantedNothing, request));
        assertEquals(SigningProblem.TIMESTAMP_UNSOUND, none.problem());
    }

    @Test
    void aRequestOfAnotherLengthOrWithoutAPolicyIsTheCallersMistake() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TimestampRequest(DigestAlgorithm.SHA256, new byte[20], Optional.empty(), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TimestampRequest(DigestAlgorithm.SHA256, DIGEST, Optional.empty(), Optional.of("policy")));
    }
}
