package dev.vdx.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.TimestampFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CadesSignerTest {
    private static final byte[] CONTENT = "หนังสือราชการ".getBytes(UTF_8);
    private static final Instant TIME = Instant.parse("2026-11-24T03:04:05Z");

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "P-384", "P-521", "Ed25519", "Ed448"})
    void whatEachKindOfKeySignsVerifiesWithoutAnyFinding(String kind) throws Exception {
        SigningKey key = TestPki.key(kind);
        CadesSigner signer = CadesSigner.with(key);
        byte[] digest = Providers.digest(signer.digestAlgorithm(), CONTENT);
        byte[] cms = signer.sign(digest);

        SignerFacts facts = CmsSignature.parse(cms).verify(digest);
        assertTrue(facts.digestMatches() && facts.signatureMatches());
        assertEquals(CertificateReference.MATCHES, facts.reference());
        assertEquals(key.chain().get(0), facts.certificate().orElseThrow());
        assertEquals(Set.copyOf(key.chain()), Set.copyOf(facts.certificates()));
        assertEquals(key.algorithm(), facts.algorithm().orElseThrow());
        assertEquals(List.of(), facts.findings());

        assertTrue(cms.length <= signer.sizeBound(), "bound");
        assertTrue(signer.sizeBound() - cms.length < 16, "bound is tight");
        assertArrayEquals(ASN1Primitive.fromByteArray(cms).getEncoded(ASN1Encoding.DER), cms, "DER throughout");
        CMSSignedData peer = new CMSSignedData(new CMSProcessableByteArray(CONTENT), cms);
        assertTrue(
                peer.getSignerInfos()
                        .iterator()
                        .next()
                        .verify(new JcaSimpleSignerInfoVerifierBuilder()
                                .setProvider(TestPki.BC)
                                .build(key.chain().get(0))),
                "Bouncy Castle's high-level classes agree");
        digest[0] ^= 1;
        assertFalse(CmsSignature.parse(cms).verify(digest).digestMatches());
    }

    @Test
    void rsaPssSignsWithItsParameters() throws Exception {
        SignatureAlgorithm pss = new SignatureAlgorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA384);
        CadesSigner signer = CadesSigner.with(TestPki.key("RSA-2048", pss));
        byte[] digest = Providers.digest(DigestAlgorithm.SHA384, CONTENT);
        SignerFacts facts = CmsSignature.parse(signer.sign(digest)).verify(digest);
        assertTrue(facts.digestMatches() && facts.signatureMatches());
        assertEquals(pss, facts.algorithm().orElseThrow());
        assertEquals(List.of(), facts.findings());
    }

    @Test
    void signingTimeIsThereOnlyWhenAsked_EN319142_1_6_3() throws Exception {
        CadesSigner pades = CadesSigner.with(TestPki.key("P-256"));
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        CmsSignature without = CmsSignature.parse(pades.sign(digest));
        assertFalse(without.hasSigningTimeAttribute());
        assertEquals(
                Set.of("1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"),
                without.signedAttributeTypes());

        CmsSignature with = CmsSignature.parse(pades.withSigningTime(TIME).sign(digest));
        assertTrue(with.hasSigningTimeAttribute());
        assertEquals(TIME, with.claimedSigningTime().orElseThrow());
        Instant late = Instant.parse("2051-11-24T03:04:05Z");
        assertEquals(
                late,
                CmsSignature.parse(pades.withSigningTime(late).sign(digest))
                        .claimedSigningTime()
                        .orElseThrow());
    }

    @Test
    void aTimestampFromTheSourceIsWithinTheBoundAndCoversTheValue() throws Exception {
        CadesSigner signer = CadesSigner.with(TestPki.key("P-256")).withTimestamps(TestTsa.sound()::token);
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        byte[] cms = signer.sign(digest);
        CmsSignature read = CmsSignature.parse(cms);
        TimestampFacts stamp = read.timestamps().get(0);
        assertTrue(stamp.imprintMatches()
                && stamp.signer().digestMatches()
                && stamp.signer().signatureMatches());
        assertEquals(List.of(), stamp.findings());
        assertEquals(TestTsa.TIME, stamp.time());
        int token = TestTsa.sound().token(DigestAlgorithm.SHA256, digest).length;
        assertTrue(cms.length <= signer.sizeBound(token + 8), cms.length + " " + signer.sizeBound(token + 8));
        assertEquals(List.of(), read.verify(digest).findings());
    }

    @Test
    void aTimestampAddedLaterLeavesWhatWasSignedAndASecondOneComesBesideIt() throws Exception {
        CadesSigner signer = CadesSigner.with(TestPki.key("RSA-2048"));
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        byte[] cms = signer.sign(digest);
        byte[] imprint =
                Providers.digest(DigestAlgorithm.SHA256, CmsSignature.parse(cms).signatureValue());
        byte[] token = TestTsa.sound().token(DigestAlgorithm.SHA256, imprint);
        byte[] once = CadesSigner.addTimestamp(cms, token);
        byte[] twice = CadesSigner.addTimestamp(once, TestTsa.sound().token(DigestAlgorithm.SHA256, imprint));
        assertEquals(2, CmsSignature.parse(twice).timestamps().size());
        SignerFacts facts = CmsSignature.parse(twice).verify(digest);
        assertTrue(facts.digestMatches()
                && facts.signatureMatches()
                && facts.findings().isEmpty());
    }

    @Test
    void aTimestampOverSomethingElseIsNotAdded() throws Exception {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        byte[] cms = CadesSigner.with(TestPki.key("P-256")).sign(digest);
        byte[] token = TestTsa.sound().token(DigestAlgorithm.SHA256, digest);
        CmsException e = assertThrows(CmsException.class, () -> CadesSigner.addTimestamp(cms, token));
        assertEquals(FindingCode.TIMESTAMP_IMPRINT_MISMATCH, e.finding().code());
        CmsException none = assertThrows(CmsException.class, () -> CadesSigner.addTimestamp(cms, cms));
        assertEquals(FindingCode.TIMESTAMP_INVALID, none.finding().code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 200_000})
    void attachedContentOfAnyLengthComesBack(int length) throws Exception {
        byte[] content = new byte[length];
        java.util.Arrays.fill(content, (byte) 'x');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CadesSigner.with(TestPki.key("P-256")).withSigningTime(TIME).signAttached(Source.bytes(content), out);
        byte[] cms = out.toByteArray();
        CmsSignature read = CmsSignature.parse(cms);
        assertArrayEquals(content, read.encapsulatedContent().orElseThrow());
        SignerFacts facts = read.verifyEncapsulated();
        assertTrue(facts.digestMatches()
                && facts.signatureMatches()
                && facts.findings().isEmpty());
        assertArrayEquals(ASN1Primitive.fromByteArray(cms).getEncoded(ASN1Encoding.DER), cms);
    }

    @Test
    void attachedContentOfAFileIsStreamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("content");
        Files.write(file, new byte[300_000]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Source source = Source.file(file)) {
            CadesSigner.with(TestPki.key("Ed25519")).signAttached(source, out);
        }
        SignerFacts facts = CmsSignature.parse(out.toByteArray()).verifyEncapsulated();
        assertTrue(facts.digestMatches() && facts.signatureMatches());
    }

    @Test
    void contentThatChangesBetweenDigestAndCopyIsRefused() throws Exception {
        byte[] content = new byte[10];
        SigningKey inner = TestPki.key("P-256");
        SigningKey meddling = new ForwardingKey(inner) {
            @Override
            public byte[] sign(byte[] data) throws SigningException {
                content[3] = 1;
                return super.sign(data);
            }
        };
        assertThrows(
                IOException.class,
                () -> CadesSigner.with(meddling).signAttached(Source.bytes(content), new ByteArrayOutputStream()));
    }

    @Test
    void sha1AndMd5AreRefused() throws Exception {
        for (DigestAlgorithm weak : List.of(DigestAlgorithm.SHA1, DigestAlgorithm.MD5)) {
            SigningKey key = new ForwardingKey(TestPki.key("RSA-2048")) {
                @Override
                public SignatureAlgorithm algorithm() {
                    return new SignatureAlgorithm(SignatureScheme.RSA_PKCS1, weak);
                }
            };
            SigningException e = assertThrows(
                    SigningException.class, () -> CadesSigner.with(key).sign(new byte[weak.length()]));
            assertEquals(SigningProblem.NOT_SUPPORTED, e.problem());
        }
    }

    @Test
    void aValueThatDoesNotVerifyIsNeverHandedOut() throws Exception {
        SigningKey faulty = new ForwardingKey(TestPki.key("P-256")) {
            @Override
            public byte[] sign(byte[] data) throws SigningException {
                byte[] value = super.sign(data);
                value[value.length - 1] ^= 1;
                return value;
            }
        };
        SigningException e = assertThrows(
                SigningException.class, () -> CadesSigner.with(faulty).sign(new byte[32]));
        assertEquals(SigningProblem.KEY_MISMATCH, e.problem());
    }

    @Test
    void aDigestOfAnotherLengthIsTheCallersMistake() throws Exception {
        CadesSigner signer = CadesSigner.with(TestPki.key("P-256"));
        assertThrows(IllegalArgumentException.class, () -> signer.sign(new byte[20]));
    }

    /** A key to override something of. */
    static class ForwardingKey implements SigningKey {
        private final SigningKey inner;

        ForwardingKey(SigningKey inner) {
            this.inner = inner;
        }

        @Override
        public List<X509Certificate> chain() {
            return inner.chain();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return inner.algorithm();
        }

        @Override
        public byte[] sign(byte[] data) throws SigningException {
            return inner.sign(data);
        }
    }
}
