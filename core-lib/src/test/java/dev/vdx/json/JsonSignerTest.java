package dev.vdx.json;

import static dev.vdx.json.JsonReaderTest.codes;
import static dev.vdx.json.JsonReaderTest.only;
import static dev.vdx.json.JsonReaderTest.sound;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.SigningKey;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.sandbox.KeyKind;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JAdES as we write it (TS 119 182-1, 6.3), read again, and its altered twins. */
class JsonSignerTest {
    private static final byte[] PAYLOAD = "{\"เลขที่\": 1.0}".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> keys() throws SigningException {
        return Stream.of(
                Arguments.of("RS256", TestKeys.rsa(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256)),
                Arguments.of("RS384", TestKeys.rsa(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA384)),
                Arguments.of("RS512", TestKeys.rsa(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA512)),
                Arguments.of("PS256", TestKeys.rsa(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256)),
                Arguments.of("PS384", TestKeys.rsa(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA384)),
                Arguments.of("PS512", TestKeys.rsa(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA512)),
                Arguments.of("ES256", TestKeys.EC),
                Arguments.of("ES384", TestKeys.identity(KeyKind.EC_P384)),
                Arguments.of("EdDSA", TestKeys.identity(KeyKind.ED25519)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void whatEachKeySignsIsBaselineAndItsTwinFails(String algorithm, SigningKey key) throws Exception {
        String signed = text(JsonSigner.with(key).sign(PAYLOAD, Optional.of("json"), TestKeys.NOW));
        String header = new String(
                Base64Text.fromUrl(signed.substring(0, signed.indexOf('.'))).orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(
                header.startsWith(
                        "{\"alg\":\"" + algorithm + "\",\"cty\":\"json\",\"iat\":1795489200,\"typ\":\"jose\","),
                header);
        SignatureFacts facts = only(signed);
        assertTrue(sound(facts), facts.toString());
        assertEquals("JAdES-BASELINE", facts.profile());
        assertEquals(CertificateReference.MATCHES, facts.signer().reference());
        assertEquals(Optional.of(TestKeys.NOW), facts.signer().claimedSigningTime());
        int inPayload = signed.indexOf('.') + 3;
        int inValue = signed.lastIndexOf('.') + 5;
        assertFalse(sound(only(flip(signed, inPayload))));
        assertFalse(sound(only(flip(signed, inValue))));
    }

    @Test
    void theSameKeyAndTimeGiveTheSameHeader() throws Exception {
        String one = text(JsonSigner.with(TestKeys.EC).sign(PAYLOAD, Optional.empty(), TestKeys.NOW));
        String two = text(JsonSigner.with(TestKeys.EC).sign(PAYLOAD, Optional.empty(), TestKeys.NOW.plusMillis(500)));
        assertEquals(one.substring(0, one.lastIndexOf('.')), two.substring(0, two.lastIndexOf('.')));
    }

    @Test
    void canonicalJsonIsWhatIsSigned() throws Exception {
        String signed = text(JsonSigner.with(TestKeys.EC).flattened().signCanonical(PAYLOAD, TestKeys.NOW));
        byte[] canonical = "{\"เลขที่\":1}".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(canonical, Jcs.canonicalize(PAYLOAD));
        assertTrue(signed.contains("\"payload\":\"" + Base64Text.url(canonical) + "\""), signed);
        assertTrue(sound(only(signed)));
        assertThrows(
                JsonException.class,
                () -> JsonSigner.with(TestKeys.EC)
                        .signCanonical("{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8), TestKeys.NOW));
    }

    @Test
    void aTimestampCoversTheValue() throws Exception {
        String signed = text(JsonSigner.with(TestKeys.RSA)
                .withTimestamps(TestKeys.tsa())
                .sign(PAYLOAD, Optional.empty(), TestKeys.NOW));
        SignatureFacts facts = only(signed);
        assertTrue(sound(facts), facts.toString());
        assertEquals("JAdES-BASELINE", facts.profile());
        TimestampFacts stamp = facts.timestamps().get(0);
        assertEquals(TimestampKind.SIGNATURE, stamp.kind());
        assertTrue(stamp.imprintMatches() && stamp.signer().signatureMatches());
        String other = text(JsonSigner.with(TestKeys.RSA)
                .withTimestamps(TestKeys.tsa())
                .sign(new byte[] {1}, Optional.empty(), TestKeys.NOW));
        String copied = signed.replaceFirst("\"header\":\\{[^}]*}", between(other, "\"header\":", ",\"payload"));
        assertFalse(only(copied).timestamps().get(0).imprintMatches(), "a time-stamp of another signature");
    }

    @Test
    void severalFilesOutsideAreAllSigned() throws Exception {
        Source a = Source.bytes("หนึ่ง".getBytes(StandardCharsets.UTF_8));
        Source b = Source.bytes("สอง".getBytes(StandardCharsets.UTF_8));
        byte[] signed = JsonSigner.with(TestKeys.EC)
                .signDetached(
                        List.of(new DetachedContent("หนึ่ง ก.txt", a), new DetachedContent("b:2/../x", b)),
                        TestKeys.NOW);
        SignatureFacts facts = only(text(signed), "หนึ่ง", "สอง");
        assertTrue(sound(facts), facts.toString());
        assertEquals("JAdES-BASELINE", facts.profile());
        assertTrue(sound(only(text(signed), "สอง", "หนึ่ง")), "in any order");
        SignatureFacts part = only(text(signed), "หนึ่ง");
        assertEquals(List.of("b:2/../x"), part.signer().findings().get(0).details());
        String header = text(Base64.getUrlDecoder()
                .decode(text(signed).substring(0, text(signed).indexOf('.'))));
        assertTrue(header.contains("\"b%3A2/../x\""), header);
        assertTrue(codes(part).contains(FindingCode.SIGNED_DATA_NOT_FOUND));
        assertFalse(only(text(signed), "หนึ่ง", "สอง", "สาม").signer().digestMatches(), "one file too many");
        assertFalse(only(text(signed), "หนึ่ง", "สาม").signer().digestMatches(), "another file");
        assertFalse(only(text(signed), "หนึ่ง", "หนึ่ง").signer().digestMatches(), "the same file twice");
    }

    @Test
    void equalFilesMayBeSignedUnderSeveralNames() throws Exception {
        Source same = Source.bytes("เหมือน".getBytes(StandardCharsets.UTF_8));
        byte[] signed = JsonSigner.with(TestKeys.EC)
                .signDetached(List.of(new DetachedContent("a", same), new DetachedContent("b", same)), TestKeys.NOW);
        assertTrue(sound(only(text(signed), "เหมือน", "เหมือน")));
        assertTrue(sound(only(text(signed), "เหมือน")), "one stands for both");
        assertFalse(sound(only(text(signed), "เหมือน", "เหมือน", "เหมือน")), "one file too many");
        assertFalse(sound(only(text(signed), "เหมือน", "ต่าง")), "another file");
    }

    @Test
    void contentLargerThanTheHeapStaysOutside() {
        SigningException e = assertThrows(
                SigningException.class,
                () -> JsonSigner.with(TestKeys.EC)
                        .sign(new byte[(int) (JsonReader.mostBytes() / 2) + 1], Optional.empty(), TestKeys.NOW));
        assertEquals(SigningProblem.NOT_SUPPORTED, e.problem());
    }

    @Test
    void theLargestPayloadSignedIsRead() throws Exception {
        byte[] signed = JsonSigner.with(TestKeys.EC)
                .sign(new byte[(int) Math.min(4 << 20, JsonReader.mostBytes() / 2)], Optional.empty(), TestKeys.NOW);
        SignedDocument document = JsonReader.read(Source.bytes(signed), List.of(), Limits.DEFAULT);
        assertTrue(sound(document.signatures().get(0)));
    }

    @Test
    void aKeyThatIsNotTheCertificatesSignsNothing() {
        SigningKey other = new SigningKey() {
            @Override
            public List<X509Certificate> chain() {
                return TestKeys.identity(KeyKind.EC_P256).chain();
            }

            @Override
            public SignatureAlgorithm algorithm() {
                return TestKeys.EC.algorithm();
            }

            @Override
            public byte[] sign(byte[] data) throws SigningException {
                return TestKeys.EC.sign(data);
            }
        };
        SigningException e = assertThrows(
                SigningException.class, () -> JsonSigner.with(other).sign(PAYLOAD, Optional.empty(), TestKeys.NOW));
        assertEquals(SigningProblem.KEY_MISMATCH, e.problem());
    }

    @Test
    void withoutCertificateNothingIsSigned() {
        SigningException e = assertThrows(
                SigningException.class,
                () -> JsonSigner.with(TestKeys.EC.withChain()).sign(PAYLOAD, Optional.empty(), TestKeys.NOW));
        assertEquals(SigningProblem.KEY_NOT_FOUND, e.problem());
    }

    private static String flip(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    private static String between(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
