package dev.vdx.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.Effect;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a signature in JSON, and what is refused: each rule with its twin. */
class JsonReaderTest {
    private static final String TEXT = "ใบอนุญาต 1";
    private static final JwsMaker SOUND = JwsMaker.over(TEXT);

    @Test
    void theThreeSerializationsAreRead() throws IOException {
        for (String file : List.of(
                SOUND.compact(),
                SOUND.flattened(),
                "{\"payload\":\"" + SOUND.payload() + "\",\"signatures\":[{" + SOUND.signature() + "}]}",
                "\ufeff" + SOUND.flattened() + "\n",
                SOUND.compact() + "\r\n")) {
            SignatureFacts facts = only(file);
            assertTrue(sound(facts), facts.toString());
            assertEquals("JAdES-BASELINE", facts.profile());
            assertEquals(Optional.of(TestKeys.NOW), facts.signer().claimedSigningTime());
            assertEquals(CertificateReference.MATCHES, facts.signer().reference());
        }
    }

    @Test
    void severalSignersOfOnePayloadEachCount() throws IOException {
        JwsMaker altered = SOUND.with("cty", "\"json\"");
        String wrong = "{\"protected\":\"" + altered.protectedPart() + "\",\"signature\":\"" + SOUND.value() + "\"}";
        SignedDocument document = read("{\"payload\":\"" + SOUND.payload() + "\",\"signatures\":[{" + SOUND.signature()
                + "},{" + altered.signature() + "}," + wrong + "]}");
        assertEquals(
                List.of(true, true, false),
                document.signatures().stream().map(JsonReaderTest::sound).toList());
    }

    @Test
    void everyOtherPayloadFails() throws IOException {
        SignatureFacts facts = only(SOUND.flattened()
                .replace(SOUND.payload(), JwsMaker.over("ใบอนุญาต 2").payload()));
        assertEquals(false, facts.signer().signatureMatches());
        assertEquals(false, facts.signer().digestMatches());
    }

    @Test
    void everyOtherHeaderFails() throws IOException {
        String other = SOUND.with("iat", "1").protectedPart();
        SignatureFacts facts = only(SOUND.compact().replace(SOUND.protectedPart(), other));
        assertEquals(false, facts.signer().signatureMatches());
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of(
                // RFC 7515, 4.1.11, and TS 119 182-1, 5.1.9.
                Arguments.of(SOUND.with("crit", "[]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "\"iat\""), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "{}"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "[1]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "[\"iat\",\"iat\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(
                        SOUND.with("sigPId", "{}").with("crit", "[\"sigPId\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "[\"alg\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "[\"x5t#S256\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "[\"sigT\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("crit", "[\"etsiU\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(
                        SOUND.with("exp-new", "1").with("crit", "[\"exp-new\"]"), FindingCode.CRITICAL_HEADER_INVALID),
                // RFC 7797, 6.
                Arguments.of(SOUND.with("b64", "true"), FindingCode.CRITICAL_HEADER_INVALID),
                Arguments.of(SOUND.with("b64", "\"false\"").with("crit", "[\"b64\"]"), FindingCode.SIGNATURE_MALFORMED),
                // RFC 7515, 4.1.1; RFC 8725, 3.1.
                Arguments.of(SOUND.with("alg", "\"none\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("alg", "\"nOnE\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("alg", "\"HS256\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("alg", "[\"ES256\"]"), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.without("alg"), FindingCode.SIGNATURE_MALFORMED),
                // A member twice is read differently by different programs (RFC 8725, 2.4).
                Arguments.of(SOUND.with("cty\":\"a\",\"cty", "\"b\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("x5c", "\"x\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("x5c", "[]"), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("x5c", "[\"AAAA\"]"), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("iat", "\"now\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("iat", "99999999999999999999"), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.without("iat").with("sigT", "\"24.11.2569\""), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.with("etsiU", "[]"), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.payloadPart("a+b="), FindingCode.SIGNATURE_MALFORMED),
                Arguments.of(SOUND.payloadPart("QR"), FindingCode.SIGNATURE_MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    void aSignatureOfWrongFormFailsEvenIfItsValueVerifies(JwsMaker wrong, FindingCode code) throws IOException {
        for (String file : List.of(wrong.compact(), wrong.flattened())) {
            SignatureFacts facts = only(file);
            assertTrue(codes(facts).contains(code), wrong.headerJson() + ": " + codes(facts));
            assertEquals(Effect.FAILED, code.effect());
        }
    }

    @ParameterizedTest
    @CsvSource({"ES384", "PS256", "RS256", "EdDSA", "Ed25519", "Ed448", "ES512"})
    void anAlgorithmThatIsNotTheKeysVerifiesNothing(String algorithm) throws IOException {
        assertEquals(
                false,
                only(SOUND.with("alg", '"' + algorithm + '"').compact())
                        .signer()
                        .signatureMatches());
    }

    @Test
    void anAlgorithmNobodyKnowsIsOpen() throws IOException {
        SignatureFacts facts = only(SOUND.with("alg", "\"ML-DSA-44\"").compact());
        assertTrue(codes(facts).contains(FindingCode.ALGORITHM_NOT_SUPPORTED));
        assertEquals(false, facts.signer().signatureMatches());
    }

    @Test
    void anotherCertificatesDigestIsSeen() throws IOException {
        SignatureFacts facts = only(
                SOUND.with("x5t#S256", '"' + Base64Text.url(new byte[32]) + '"').compact());
        assertEquals(CertificateReference.DIFFERS, facts.signer().reference());
        assertEquals("JAdES", facts.profile());
    }

    @Test
    void withoutCertificateNobodySigned() throws IOException {
        SignatureFacts facts = only(SOUND.without("x5c").compact());
        assertEquals(Optional.empty(), facts.signer().certificate());
        assertEquals(false, facts.signer().signatureMatches());
    }

    @Test
    void sigTOfNewSignaturesIsNoBaseline() throws IOException {
        JwsMaker old = SOUND.without("iat").with("sigT", "\"2025-01-01T00:00:00Z\"");
        JwsMaker late = SOUND.without("iat").with("sigT", "\"2026-11-24T03:00:00Z\"");
        assertEquals("JAdES-BASELINE", only(old.compact()).profile());
        assertEquals("JAdES", only(late.compact()).profile());
        assertEquals(Optional.of(TestKeys.NOW), only(late.compact()).signer().claimedSigningTime());
    }

    @Test
    void aPlainJwsIsOne() throws IOException {
        assertEquals("JWS", only(SOUND.without("iat").compact()).profile());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"evil\":1",
                "\"signatures\":[]",
                "\"alg\":\"ES256\"",
                "\"header\":[]",
                "\"header\":{\"alg\":\"none\"}",
                "\"header\":{\"b64\":false}",
                "\"header\":{\"crit\":[\"iat\"]}",
                "\"header\":{\"nonce\":1}",
                "\"header\":{\"x5c\":[]}",
                "\"header\":{\"etsiU\":1}",
                "\"header\":{\"etsiU\":[\"e30\",{}]}",
                "\"header\":{\"etsiU\":[\"e30\"]}",
                "\"header\":{\"etsiU\":[\"!\"]}"
            })
    void whatIsNotSignedAndNotKnownFailsTheSignature(String member) throws IOException {
        SignedDocument document = read("{" + SOUND.members() + "," + member + "}");
        assertTrue(document.signatures().stream().noneMatch(JsonReaderTest::sound), document.toString());
        assertTrue(
                document.signatures().stream()
                        .flatMap(s -> codes(s).stream())
                        .anyMatch(c -> c.effect() == Effect.FAILED),
                document.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"payload\":",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "[1",
                "eyJhbGciOiJFUzI1NiJ9.e30",
                "eyJhbGciOiJFUzI1NiJ9.a.b.c",
                "{\"payload\":\"\",\"signatures\":{}}",
                "{\"payload\":\"\",\"signatures\":[1]}"
            })
    void whatIsNoJsonIsUnreadable(String file) throws IOException {
        SignedDocument document = read(file);
        assertEquals(
                List.of(FindingCode.MALFORMED),
                document.findings().stream().map(f -> f.code()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[{\"payload\":\"\"}]",
                "{\"signature\":\"mine\"}",
                "{\"signatures\":[{\"name\":\"A\"}]}",
                "{\"payload\":\"e30\",\"signatures\":[]}"
            })
    void otherJsonIsUnsigned(String file) throws IOException {
        assertEquals(new SignedDocument(dev.vdx.model.Format.JSON, List.of(), List.of()), read(file));
    }

    @Test
    void aMemberTwiceAnywhereInTheFileMakesItUnreadable() throws IOException {
        String twice = "{\"payload\":\"e30\"," + SOUND.members() + "}";
        assertEquals(Effect.UNREADABLE, read(twice).findings().get(0).code().effect());
    }

    @Test
    void unencodedPayloadIsSignedAsItIs() throws IOException {
        JwsMaker raw = SOUND.with("b64", "false").with("crit", "[\"b64\"]").payloadPart("$.02");
        assertTrue(sound(only(raw.flattened())));
        assertTrue(sound(only(raw.protectedPart() + ".." + raw.value(), "$.02")));
        assertEquals(false, sound(only(raw.protectedPart() + ".." + raw.value(), "$.03")));
    }

    @Test
    void theContentOfADetachedSignatureIsWhatIsGiven() throws IOException {
        String detached = SOUND.protectedPart() + ".." + SOUND.value();
        assertTrue(sound(only(detached, TEXT)));
        assertEquals(false, sound(only(detached, TEXT + " ")));
        assertTrue(codes(only(detached)).contains(FindingCode.SIGNED_DATA_NOT_FOUND));
        assertTrue(codes(only(detached, TEXT, TEXT)).contains(FindingCode.SIGNED_DATA_NOT_FOUND));
    }

    @Test
    void contentGivenBesideAnAttachedPayloadMustBeThePayload() throws IOException {
        assertTrue(sound(only(SOUND.compact(), TEXT)));
        assertEquals(false, sound(only(SOUND.compact(), TEXT + " ")));
    }

    static Stream<String> wrongReferences() {
        String hash = "\"" + SignedContent.BY_URI_HASH + "\"";
        String value = "\"" + Base64Text.url(new byte[32]) + "\"";
        return Stream.of(
                "1",
                "{}",
                "{\"mId\":" + hash + "}",
                "{\"mId\":" + hash + ",\"pars\":[],\"hashM\":\"S256\",\"hashV\":[]}",
                "{\"mId\":" + hash + ",\"pars\":[\"a\"],\"hashM\":\"S256\",\"hashV\":[]}",
                "{\"mId\":" + hash + ",\"pars\":[\"a\"],\"hashM\":\"MD5\",\"hashV\":[" + value + "]}",
                "{\"mId\":" + hash + ",\"pars\":[1],\"hashM\":\"S256\",\"hashV\":[" + value + "]}",
                "{\"mId\":" + hash + ",\"pars\":[\"a\"],\"hashM\":\"S256\",\"hashV\":[" + value + "]}",
                "{\"mId\":\"http://uri.etsi.org/19182/HttpHeaders\",\"pars\":[\"digest\"]}",
                "{\"mId\":\"urn:x\",\"pars\":[\"a\"]}");
    }

    @ParameterizedTest
    @MethodSource("wrongReferences")
    void aReferenceThatIsNotMetIsNoContent(String sigD) throws IOException {
        JwsMaker wrong = SOUND.with("sigD", sigD).with("crit", "[\"sigD\"]").payloadPart("");
        for (SignatureFacts facts : List.of(only(wrong.compact()), only(wrong.compact(), TEXT))) {
            assertEquals(false, facts.signer().digestMatches(), sigD);
            assertEquals(false, sound(facts));
        }
    }

    @Test
    void aReferenceAndAPayloadExcludeEachOther() throws IOException {
        byte[] digest = dev.vdx.key.Providers.digest(
                dev.vdx.model.DigestAlgorithm.SHA256, SOUND.payload().getBytes(StandardCharsets.US_ASCII));
        JwsMaker referring = SOUND.with(
                        "sigD",
                        "{\"mId\":\"" + SignedContent.BY_URI_HASH
                                + "\",\"pars\":[\"a\"],\"hashM\":\"S256\",\"hashV\":[\"" + Base64Text.url(digest)
                                + "\"]}")
                .with("crit", "[\"sigD\"]");
        assertTrue(sound(only(referring.payloadPart("").compact(), TEXT)));
        assertEquals(false, sound(only(referring.compact(), TEXT)));
        assertEquals(false, sound(only(referring.compact())));
    }

    @Test
    void signaturesThatDifferInB64Fail() throws IOException {
        JwsMaker raw = SOUND.with("b64", "false").with("crit", "[\"b64\"]");
        SignedDocument document = read("{\"payload\":\"" + SOUND.payload() + "\",\"signatures\":[{" + SOUND.signature()
                + "},{" + raw.signature() + "}]}");
        assertTrue(document.signatures().stream().noneMatch(JsonReaderTest::sound));
    }

    @Test
    void aCounterSignatureIsASignatureOfItsOwn() throws IOException {
        String value = SOUND.value();
        JwsMaker other = SOUND.payloadPart("AAAA");
        String base = "{\"payload\":\"" + SOUND.payload() + "\",\"protected\":\"" + SOUND.protectedPart()
                + "\",\"signature\":\"" + value + "\",\"header\":{\"etsiU\":[{\"cSig\":";
        SignedDocument wrong = read(base + "\"" + other.compact() + "\"}]}}");
        assertEquals(2, wrong.signatures().size());
        assertTrue(sound(wrong.signatures().get(0)));
        assertEquals(false, sound(wrong.signatures().get(1)));
        JwsMaker right = SOUND.payloadPart(value);
        SignedDocument sound = read(base + "\"" + right.compact() + "\"}]}}");
        assertTrue(sound(sound.signatures().get(1)), sound.toString());
        assertEquals("jws-1/cSig-1", sound.signatures().get(1).id());
    }

    @Test
    void limitsHold() throws IOException {
        Limits few = new Limits(1_000_000, 1_000, 64, 1_000_000, 2, java.time.Duration.ofSeconds(5));
        String three = "{\"payload\":\"" + SOUND.payload() + "\",\"signatures\":[{"
                + String.join("},{", SOUND.signature(), SOUND.signature(), SOUND.signature()) + "}]}";
        for (String file : List.of(
                three, "[" + "1,".repeat(1_000) + "1]", "[".repeat(100), "{\"a\":\"" + "x".repeat(1_000_000) + "\"}")) {
            SignedDocument document =
                    JsonReader.read(Source.bytes(file.getBytes(StandardCharsets.UTF_8)), List.of(), few);
            assertEquals(FindingCode.LIMIT_EXCEEDED, document.findings().get(0).code());
        }
        Limits noTime = new Limits(1_000_000, 1_000, 64, 1_000_000, 2, java.time.Duration.ZERO);
        assertEquals(
                FindingCode.LIMIT_EXCEEDED,
                JsonReader.read(Source.bytes(SOUND.compact().getBytes(StandardCharsets.UTF_8)), List.of(), noTime)
                        .findings()
                        .get(0)
                        .code());
    }

    @Test
    void theValuesOfAllTextsInAFileCountTogether() throws IOException {
        Limits few = new Limits(1_000_000, 1_000, 64, 1_000_000, 5, java.time.Duration.ofSeconds(5));
        JwsMaker half = SOUND.with("x", "[" + "{},".repeat(599) + "{}]");
        String component =
                "\"" + Base64Text.url(("{\"x\":" + half.headerPart("x") + "}").getBytes(StandardCharsets.UTF_8)) + "\"";
        String both = "{\"payload\":\"" + SOUND.payload() + "\",\"signatures\":[{%s},{%s}]}";
        for (String enough : List.of(half.compact(), SOUND.flattened("\"etsiU\":[" + component + "]"))) {
            assertTrue(sound(readWith(few, enough).signatures().get(0)));
        }
        for (String much : List.of(
                String.format(both, half.signature(), half.signature()),
                SOUND.flattened("\"etsiU\":[" + component + "," + component + "]"),
                half.flattened("\"etsiU\":[" + component + "]"))) {
            SignedDocument document = readWith(few, much);
            assertEquals(FindingCode.LIMIT_EXCEEDED, document.findings().get(0).code());
            assertEquals(List.of(), document.signatures());
        }
    }

    private static SignedDocument readWith(Limits limits, String file) throws IOException {
        return JsonReader.read(Source.bytes(file.getBytes(StandardCharsets.UTF_8)), List.of(), limits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iat:31556889864403199",
                "iat:-31557014167219200",
                "iat:253402300800",
                "iat:9223372036854775808",
                "sigT:\"+1000000000-12-31T23:59:59Z\"",
                "sigT:\"+10000-01-01T00:00:00Z\""
            })
    void aTimeOutsideOfYearsOfFourDigitsIsNone(String parameter) throws IOException {
        String[] parts = parameter.split(":", 2);
        SignatureFacts facts =
                only(SOUND.without("iat").with(parts[0], parts[1]).compact());
        assertEquals(Optional.empty(), facts.signer().claimedSigningTime());
        assertTrue(codes(facts).contains(FindingCode.SIGNATURE_MALFORMED));
    }

    static boolean sound(SignatureFacts facts) {
        return facts.signer().digestMatches()
                && facts.signer().signatureMatches()
                && codes(facts).stream().allMatch(c -> c.effect() == Effect.NONE);
    }

    static Set<FindingCode> codes(SignatureFacts facts) {
        return Stream.concat(facts.findings().stream(), facts.signer().findings().stream())
                .map(f -> f.code())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SignatureFacts only(String file, String... content) throws IOException {
        SignedDocument document = read(file, content);
        assertEquals(1, document.signatures().size(), document.toString());
        return document.signatures().get(0);
    }

    static SignedDocument read(String file, String... content) throws IOException {
        return JsonReader.read(
                Source.bytes(file.getBytes(StandardCharsets.UTF_8)),
                Stream.of(content)
                        .map(c -> Source.bytes(c.getBytes(StandardCharsets.UTF_8)))
                        .toList(),
                Limits.DEFAULT);
    }
}
