package dev.vdx.cms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmsReaderTest {
    private static final Instant TIME = Instant.parse("2026-11-24T03:00:00Z");
    private static final byte[] LETTER = "หนังสือราชการ".getBytes(UTF_8);
    private static final byte[] OTHER = "another".getBytes(UTF_8);

    private static SignedDocument read(byte[] file, byte[]... content) throws Exception {
        List<Source> beside = Stream.of(content).map(Source::bytes).toList();
        return CmsReader.read(Source.bytes(file), beside, Limits.DEFAULT);
    }

    private static byte[] attached(byte[] content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CadesSigner.with(TestPki.key("P-256")).withSigningTime(TIME).signAttached(Source.bytes(content), out);
        return out.toByteArray();
    }

    private static byte[] detached(byte[] content) throws Exception {
        return CadesSigner.with(TestPki.key("P-256"))
                .withSigningTime(TIME)
                .sign(Providers.digest(DigestAlgorithm.SHA256, content));
    }

    private static boolean sound(SignedDocument document) {
        return document.findings().isEmpty()
                && !document.signatures().isEmpty()
                && document.signatures().stream().allMatch(CmsReaderTest::sound);
    }

    private static boolean sound(SignatureFacts facts) {
        return facts.signer().digestMatches()
                && facts.signer().signatureMatches()
                && facts.token().map(t -> t.imprintMatches()).orElse(true)
                && Stream.concat(facts.findings().stream(), facts.signer().findings().stream())
                        .allMatch(f -> f.code().effect() == Effect.NONE);
    }

    private static void assertFinding(FindingCode code, SignedDocument document) {
        Stream<Finding> all = Stream.concat(
                document.findings().stream(),
                document.signatures().stream()
                        .flatMap(s -> Stream.concat(s.findings().stream(), s.signer().findings().stream())));
        assertTrue(all.anyMatch(f -> f.code() == code), document.toString());
        assertFalse(sound(document));
    }

    /** From what is held in memory to what is streamed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 65_536, 3 << 20})
    void contentInsideVerifiesAtAnySizeAndItsAlteredTwinDoesNot(int size) throws Exception {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');
        byte[] file = attached(content);
        SignedDocument document = read(file);
        assertTrue(sound(document), document.toString());
        assertEquals(Format.CMS, document.format());
        assertEquals("CAdES-BASELINE", document.signatures().get(0).profile());
        assertTrue(sound(read(file, content)));
        assertFalse(sound(read(file, OTHER)));
        if (size > 0) {
            file[size < 200 ? new String(file, ISO_8859_1).indexOf("x") : 200] ^= 1;
            assertFalse(sound(read(file)));
        }
    }

    @Test
    void contentBesideMustBeGivenAndAllOfItSigned() throws Exception {
        byte[] file = detached(LETTER);
        assertTrue(sound(read(file, LETTER)));
        assertFalse(sound(read(file, OTHER)));
        assertFalse(sound(read(file, LETTER, OTHER)));
        assertFinding(FindingCode.SIGNED_DATA_NOT_FOUND, read(file));
    }

    @Test
    void bytesBehindACutOffAndNoBytesAreRefused() throws Exception {
        for (byte[] file : List.of(attached(LETTER), attached(new byte[2 << 20]))) {
            assertFinding(FindingCode.MALFORMED, read(Arrays.copyOf(file, file.length + 1)));
            assertFinding(FindingCode.MALFORMED, read(Arrays.copyOf(file, file.length - 1)));
        }
        assertFinding(FindingCode.EMPTY_FILE, read(new byte[0]));
    }

    @Test
    void aFileAboveTheLimitsIsNotRead() throws Exception {
        Limits few = new Limits(100, 10, 10, 10, 10, java.time.Duration.ofSeconds(1));
        assertFinding(FindingCode.LIMIT_EXCEEDED, CmsReader.read(Source.bytes(attached(LETTER)), List.of(), few));
        byte[] tooLarge = new byte[DerBounds.DEFAULT.bytes() + 1];
        tooLarge[0] = 0x30;
        tooLarge[1] = (byte) 0x80;
        assertFinding(FindingCode.LIMIT_EXCEEDED, read(tooLarge));
    }

    @Test
    void indefiniteLengthsAreRead() throws Exception {
        try (ASN1InputStream in = new ASN1InputStream(attached(LETTER))) {
            byte[] ber =
                    new BERSequence(ASN1Sequence.getInstance(in.readObject()).toArray()).getEncoded("BER");
            assertEquals((byte) 0x80, ber[1]);
            assertTrue(sound(read(ber)));
        }
    }

    @Test
    void pemIsReadAndNothingBesideItsMessage() throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(attached(LETTER));
        String pem = "-----BEGIN CMS-----\r\n" + body + "\r\n-----END CMS-----\r\n";
        assertTrue(sound(read(pem.getBytes(US_ASCII))));
        assertTrue(sound(read(pem.replace("CMS", "PKCS7").getBytes(US_ASCII))));
        assertFinding(FindingCode.MALFORMED, read((pem + "more").getBytes(US_ASCII)));
        assertFinding(FindingCode.MALFORMED, read((pem + pem).getBytes(US_ASCII)));
        assertFinding(
                FindingCode.MALFORMED, read(pem.replace("END CMS", "END PKCS7").getBytes(US_ASCII)));
        assertFinding(
                FindingCode.MALFORMED, read(pem.replaceFirst("\r\nM", "\r\n*").getBytes(US_ASCII)));
    }

    @Test
    void everySignerIsASignatureOfItsOwn() throws Exception {
        CmsMaker first = maker("P-256");
        CmsMaker second = maker("RSA-2048");
        first.certificates =
                Stream.of(first, second).flatMap(m -> m.certificates.stream()).toList();
        SignedDocument both = read(first.make(List.of(first.signerInfo(), second.signerInfo())));
        assertTrue(sound(both), both.toString());
        assertEquals(
                List.of("1", "2"),
                both.signatures().stream().map(SignatureFacts::id).toList());
        assertEquals("CAdES", both.signatures().get(0).profile());
        second.content = OTHER;
        second.attributes.set(1, second.messageDigest());
        SignedDocument one = read(first.make(List.of(first.signerInfo(), second.signerInfo())));
        assertTrue(sound(one.signatures().get(0)));
        assertFalse(sound(one.signatures().get(1)));
        assertFinding(FindingCode.NO_SIGNER, read(first.make(List.of())));
    }

    private static CmsMaker maker(String kind) throws Exception {
        CmsMaker maker = CmsMaker.sound(TestPki.key(kind), LETTER);
        maker.attached = true;
        return maker;
    }

    @Test
    void aCounterSignatureIsOverTheValueAndSaysWhose() throws Exception {
        SignedDocument document = read(countersigned(0, false));
        assertTrue(sound(document), document.toString());
        assertEquals(
                List.of("1", "1/counter-signature-1"),
                document.signatures().stream().map(SignatureFacts::id).toList());
        SignedDocument altered = read(countersigned(1, false));
        assertTrue(sound(altered.signatures().get(0)));
        assertFalse(altered.signatures().get(1).signer().digestMatches());
        assertFinding(FindingCode.SIGNATURE_MALFORMED, read(countersigned(0, true)));
    }

    /** RSA, for it makes the same value each time. */
    private static byte[] countersigned(int flip, boolean typed) throws Exception {
        CmsMaker maker = maker("RSA-2048");
        byte[] value = CmsSignature.parse(maker.make()).signatureValue();
        value[0] ^= (byte) flip;
        SigningKey notary = TestPki.key("P-256");
        CmsMaker counter = CmsMaker.sound(notary, value);
        if (!typed) {
            counter.attributes.remove(0);
        }
        maker.unsigned.add(CmsMaker.attribute(Oids.COUNTER_SIGNATURE, Asn1.parse(counter.signerInfo())));
        maker.certificates = Stream.concat(maker.certificates.stream(), notary.chain().stream())
                .toList();
        return maker.make();
    }

    @Test
    void anUnreadableCounterSignatureFailsTheOneItIsIn() throws Exception {
        CmsMaker maker = maker("P-256");
        maker.unsigned.add(CmsMaker.attribute(Oids.COUNTER_SIGNATURE, Oids.DATA));
        assertFinding(FindingCode.SIGNATURE_MALFORMED, read(maker.make()));
    }

    @Test
    void signedAttributesOfOneMessageAreNoContentOfAnother() throws Exception {
        CmsMaker maker = maker("P-256");
        ASN1Set attributes = new org.bouncycastle.asn1.DERSet(maker.attributes.toArray(ASN1Encodable[]::new));
        CmsMaker forged = CmsMaker.sound(maker.key, Asn1.der(attributes));
        forged.withAttributes = false;
        assertFinding(FindingCode.SIGNATURE_MALFORMED, read(forged.make(), Asn1.der(attributes)));
        forged.content = LETTER;
        assertTrue(sound(read(forged.make(), LETTER)));
    }

    @Test
    void aTimestampAloneCoversTheContentGiven() throws Exception {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, LETTER);
        byte[] token = TestTsa.sound().token(DigestAlgorithm.SHA256, digest);
        byte[] answer = TestTsa.sound().answer(request(digest));
        for (byte[] file : List.of(token, answer)) {
            SignedDocument document = read(file, LETTER);
            assertEquals(Format.TIMESTAMP, document.format());
            assertTrue(sound(document), document.toString());
            assertFalse(sound(read(file, OTHER)));
            assertFalse(sound(read(file, LETTER, OTHER)));
            assertFinding(FindingCode.SIGNED_DATA_NOT_FOUND, read(file));
        }
    }

    private static byte[] request(byte[] digest) throws Exception {
        org.bouncycastle.tsp.TimeStampRequestGenerator generator = new org.bouncycastle.tsp.TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator
                .generate(new org.bouncycastle.asn1.ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid()), digest)
                .getEncoded();
    }

    /** What may differ is what nobody signed: certificates beside the signer's, and the message's own framing. */
    @Test
    void noAlteredByteGivesAnotherContentOrSigner() throws Exception {
        byte[] good = attached(LETTER);
        X509Certificate signer =
                read(good).signatures().get(0).signer().certificate().orElseThrow();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            SignedDocument document = read(bad);
            boolean named = document.signatures().stream()
                    .allMatch(each -> each.signer().reference() == CertificateReference.MATCHES);
            if (sound(document) && named) {
                assertTrue(sound(read(bad, LETTER)));
                assertEquals(
                        signer,
                        document.signatures().get(0).signer().certificate().orElseThrow());
            }
        }
    }
}
