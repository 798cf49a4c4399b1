package dev.vdx.vectors;

import dev.vdx.json.DetachedContent;
import dev.vdx.json.JsonSigner;
import dev.vdx.model.Source;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.vectors.VectorFolder.Part;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes {@code spec/vectors/json} anew. Run it from the project's root; its only argument is the folder to write. Keys are fresh each time, so the
 * bytes differ from run to run, the answers do not.
 */
public final class JsonVectorGenerator {
    private static final Instant SIGNED = VectorFolder.NOW.minus(Duration.ofHours(1));
    private static final byte[] LICENCE =
            "{\"licence\":\"ก-1\",\"holder\":\"บริษัท ตัวอย่าง จำกัด\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "{\"licence\":\"ก-2\"}".getBytes(StandardCharsets.UTF_8);

    private final VectorFolder folder;
    private final TestIdentity rsa;
    private final TestIdentity ec;
    private final String compact;
    private final String flattened;

    private JsonVectorGenerator(VectorFolder folder) throws Exception {
        this.folder = folder;
        this.rsa = folder.seal(KeyKind.RSA_2048);
        this.ec = folder.seal(KeyKind.EC_P256);
        this.compact = signed(JsonSigner.with(rsa), LICENCE);
        this.flattened = signed(JsonSigner.with(rsa).flattened(), LICENCE);
    }

    public static void main(String[] args) throws Exception {
        new JsonVectorGenerator(VectorFolder.anew(Path.of(args[0]))).write();
    }

    private void write() throws Exception {
        sound();
        altered();
        critical();
        algorithms();
        detached();
        trust();
        notSigned();
    }

    private void sound() throws Exception {
        folder.pass("compact-b-rsa", "JAdES baseline B, compact, RSA-2048.", input(compact), "JAdES-BASELINE-B");
        folder.pass(
                "compact-b-ec",
                "JAdES baseline B, compact, ECDSA on P-256.",
                input(signed(JsonSigner.with(ec), LICENCE)),
                "JAdES-BASELINE-B");
        folder.pass(
                "compact-b-ed25519",
                "JAdES baseline B, compact, Ed25519.",
                input(signed(JsonSigner.with(folder.seal(KeyKind.ED25519)), LICENCE)),
                "JAdES-BASELINE-B");
        folder.pass("flattened-b", "JAdES baseline B, flattened JSON.", input(flattened), "JAdES-BASELINE-B");
        folder.pass(
                "flattened-t",
                "A signature time-stamp over the signature value.",
                input(signed(JsonSigner.with(rsa).withTimestamps(folder.tsa()), LICENCE)),
                "JAdES-BASELINE-T");
        String second = signed(JsonSigner.with(ec).flattened(), LICENCE);
        folder.pass(
                "general-two-signers",
                "Two agencies sign the same payload; general JSON.",
                input("{\"payload\":\"" + member(flattened, "payload") + "\",\"signatures\":[" + alone(flattened) + ","
                        + alone(second) + "]}"),
                "JAdES-BASELINE-B",
                "JAdES-BASELINE-B");
        folder.pass(
                "line-end-behind-compact",
                "A text editor put a line's end behind the signature.",
                input(compact + "\r\n"),
                "JAdES-BASELINE-B");
        folder.pass(
                "plain-jws",
                "A JWS that claims no time: sound, but no JAdES.",
                input(forged(without(header(), "iat"), LICENCE)),
                "JWS-B");
    }

    private void altered() throws Exception {
        String payload = member(flattened, "payload");
        String value = member(flattened, "signature");
        folder.fail(
                "payload",
                "The payload is another one.",
                input(flattened.replace(payload, url(OTHER))),
                "failed",
                1,
                "DIGEST_MISMATCH");
        folder.fail(
                "signature-value",
                "One character of the signature value was changed.",
                input(flattened.replace(value, (value.startsWith("A") ? "B" : "A") + value.substring(1))),
                "failed",
                1,
                "SIGNATURE_MISMATCH");
        folder.fail(
                "protected-header",
                "The protected header claims another time.",
                input(compact.replace(
                        compact.substring(0, compact.indexOf('.')), encoded(with(header(), "iat", "1795000000")))),
                "failed",
                1,
                "SIGNATURE_MISMATCH");
        folder.fail(
                "extra-member",
                "A member that no standard knows stands beside the signature.",
                input(flattened.replaceFirst("\\{", "{\"approved\":true,")),
                "failed",
                1,
                "SIGNATURE_MALFORMED");
        folder.fail(
                "unsigned-parameter",
                "A header parameter stands where nobody signed it.",
                input(flattened.replaceFirst("\\{", "{\"header\":{\"cty\":\"json\"},")),
                "failed",
                1,
                "SIGNATURE_MALFORMED");
        folder.fail(
                "payload-twice",
                "Two members are called payload; programs differ in which they take.",
                input(flattened.replaceFirst("\\{", "{\"payload\":\"" + url(OTHER) + "\",")),
                "unreadable",
                4,
                "MALFORMED");
        folder.fail(
                "parameter-twice",
                "Two parameters of the signed header have the same name.",
                input(forged(with(header(), "cty\":\"a\",\"cty", "\"b\""), LICENCE)),
                "failed",
                1,
                "SIGNATURE_MALFORMED");
        folder.fail(
                "padded-base64url",
                "The payload is base64url with padding, which is no spelling of it (RFC 7515, 2).",
                input(compact.replace("." + payload + ".", "." + payload + "=.")),
                "failed",
                1,
                "SIGNATURE_MALFORMED");
        folder.fail(
                "second-signature-altered",
                "The second of two signatures is over another payload.",
                input("{\"payload\":\"" + payload + "\",\"signatures\":[" + alone(flattened) + ","
                        + alone(signed(JsonSigner.with(ec).flattened(), OTHER)) + "]}"),
                "failed",
                1,
                "DIGEST_MISMATCH");
    }

    private void critical() throws Exception {
        crit(
                "crit-unknown",
                "crit names a parameter that nobody knows.",
                with(with(header(), "x-new", "1"), "crit", "[\"x-new\"]"));
        crit("crit-empty", "crit is empty (RFC 7515, 4.1.11).", with(header(), "crit", "[]"));
        crit("crit-twice", "crit names a parameter twice.", with(header(), "crit", "[\"iat\",\"iat\"]"));
        crit("crit-registered", "crit names a parameter of RFC 7515.", with(header(), "crit", "[\"alg\"]"));
        crit("crit-absent", "crit names a parameter that is not there.", with(header(), "crit", "[\"sigD\"]"));
        crit("b64-not-critical", "b64 is there but not in crit (RFC 7797, 6).", with(header(), "b64", "true"));
    }

    private void crit(String name, String why, Map<String, String> header) throws Exception {
        folder.fail(name, why, input(forged(header, LICENCE)), "failed", 1, "CRITICAL_HEADER_INVALID");
    }

    private void algorithms() throws Exception {
        String none = encoded(with(header(), "alg", "\"none\"")) + "." + url(LICENCE) + ".";
        folder.fail(
                "alg-none",
                "An unsecured JWS (RFC 7515, A.5): the algorithm is none.",
                input(none),
                "failed",
                1,
                "SIGNATURE_MALFORMED");
        String input = encoded(with(header(), "alg", "\"HS256\"")) + "." + url(LICENCE);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(rsa.certificate().getPublicKey().getEncoded(), "HmacSHA256"));
        folder.fail(
                "alg-hmac-with-public-key",
                "An HMAC whose secret is the signer's public key (RFC 8725, 2.1).",
                input(input + "." + url(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)))),
                "failed",
                1,
                "SIGNATURE_MALFORMED");
        folder.fail(
                "alg-of-another-key",
                "The algorithm named is not one of the key.",
                input(forged(with(header(), "alg", "\"ES256\""), LICENCE)),
                "failed",
                1,
                "SIGNATURE_MISMATCH");
        folder.fail(
                "other-certificate-named",
                "The digest in the header is that of another certificate.",
                input(forged(with(header(), "x5t#S256", '"' + url(new byte[32]) + '"'), LICENCE)),
                "indeterminate",
                2,
                "SIGNING_CERTIFICATE_MISMATCH");
        folder.fail(
                "no-certificate",
                "Nothing says whose signature it is.",
                input(forged(without(without(header(), "x5c"), "x5t#S256"), LICENCE)),
                "indeterminate",
                2,
                "SIGNING_CERTIFICATE_NOT_FOUND");
    }

    private void detached() throws Exception {
        byte[] signed = JsonSigner.with(ec)
                .signDetached(List.of(new DetachedContent("licence.json", Source.bytes(LICENCE))), SIGNED);
        Part signature = new Part("input.jws", signed);
        folder.pass(
                "detached",
                "The header holds the digest of a file outside (sigD, ObjectIdByURIHash).",
                List.of(signature, new Part("content.json", LICENCE)),
                "JAdES-BASELINE-B");
        folder.fail(
                "detached-without-content",
                "The file that was signed is not at hand.",
                List.of(signature),
                "indeterminate",
                2,
                "SIGNED_DATA_NOT_FOUND");
        folder.fail(
                "detached-other-content",
                "The file at hand is not the one that was signed.",
                List.of(signature, new Part("content.json", OTHER)),
                "failed",
                1,
                "DIGEST_MISMATCH");
    }

    private void trust() throws Exception {
        folder.untrusted(
                "untrusted-anchor",
                "The signature is sound, but it leads to an authority that the verifier does not trust.",
                input(compact));
        TestIdentity expired = folder.expired();
        Instant earlier = VectorFolder.NOW.minus(Duration.ofDays(2));
        byte[] stamped =
                JsonSigner.with(expired).withTimestamps(folder.tsa()).sign(LICENCE, Optional.of("json"), earlier);
        byte[] other = JsonSigner.with(expired).withTimestamps(folder.tsa()).sign(OTHER, Optional.of("json"), earlier);
        String text = new String(stamped, StandardCharsets.US_ASCII);
        folder.pass(
                "certificate-expired-but-stamped",
                "The certificate has expired, but a trusted time-stamp proves that the signature is older.",
                input(text),
                "JAdES-BASELINE-T");
        folder.fail(
                "timestamp-of-another-signature",
                "The certificate has expired, and the time-stamp that would prove an earlier time is another signature's.",
                input(text.replaceFirst(
                        "\"etsiU\":\\[[^]]*]",
                        first(new String(other, StandardCharsets.US_ASCII), "\"etsiU\":\\[[^]]*]")
                                .group())),
                "indeterminate",
                2,
                "TIMESTAMP_IMPRINT_MISMATCH",
                "CERTIFICATE_EXPIRED");
    }

    private void notSigned() throws Exception {
        folder.fail(
                "unsigned",
                "A JSON file without a signature.",
                input(new String(LICENCE, StandardCharsets.UTF_8)),
                "unsigned",
                3);
        folder.fail(
                "no-signatures",
                "A JWS from which all signatures were taken.",
                input("{\"payload\":\"" + url(LICENCE) + "\",\"signatures\":[]}"),
                "unsigned",
                3);
        folder.fail(
                "truncated",
                "The end of the file is missing.",
                input(flattened.substring(0, 900)),
                "unreadable",
                4,
                "MALFORMED");
        folder.fail(
                "two-parts",
                "A compact JWS without its signature.",
                input(compact.substring(0, compact.lastIndexOf('.'))),
                "unreadable",
                4,
                "MALFORMED");
        folder.fail(
                "nested",
                "Arrays in arrays, a hundred thousand deep.",
                input("[".repeat(100_000)),
                "unreadable",
                4,
                "LIMIT_EXCEEDED");
    }

    private static List<Part> input(String text) {
        boolean json = text.startsWith("{") || text.startsWith("[");
        return List.of(new Part(json ? "input.json" : "input.jws", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String signed(JsonSigner signer, byte[] payload) throws Exception {
        return new String(signer.sign(payload, Optional.of("json"), SIGNED), StandardCharsets.US_ASCII);
    }

    /** A baseline header as its members, values in JSON. */
    private Map<String, String> header() throws Exception {
        byte[] certificate = rsa.certificate().getEncoded();
        return new TreeMap<>(Map.of(
                "alg",
                "\"RS256\"",
                "iat",
                Long.toString(SIGNED.getEpochSecond()),
                "x5c",
                "[\"" + Base64.getEncoder().encodeToString(certificate) + "\"]",
                "x5t#S256",
                "\"" + url(MessageDigest.getInstance("SHA-256").digest(certificate)) + "\""));
    }

    private static Map<String, String> with(Map<String, String> header, String name, String json) {
        Map<String, String> more = new TreeMap<>(header);
        more.put(name, json);
        return more;
    }

    private static Map<String, String> without(Map<String, String> header, String name) {
        Map<String, String> less = new TreeMap<>(header);
        less.remove(name);
        return less;
    }

    private static String encoded(Map<String, String> header) {
        return url(header.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Really signed, whatever the header says. */
    private String forged(Map<String, String> header, byte[] payload) throws Exception {
        String input = encoded(header) + "." + url(payload);
        return input + "." + url(rsa.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String alone(String flattened) {
        return "{\"protected\":\"" + member(flattened, "protected") + "\",\"signature\":\""
                + member(flattened, "signature") + "\"}";
    }

    private static String member(String json, String name) {
        return first(json, "\"" + name + "\":\"([^\"]*)\"").group(1);
    }

    private static MatchResult first(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow();
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
