package dev.vdx.json;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The protected header of a signature we make (TS 119 182-1, 6.3), in canonical form: the same facts, the same bytes. */
final class SignedHeader {
    private static final String UNRESERVED = "-._~/";

    private final Map<String, JsonValue> members;

    private SignedHeader(Map<String, JsonValue> members) {
        this.members = members;
    }

    static SignedHeader of(String algorithm, List<X509Certificate> chain, Instant time, String type) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        byte[] certificate = SignerCertificates.encoded(chain.get(0));
        members.put("alg", new JsonValue.Text(algorithm));
        members.put("iat", new JsonValue.Numeral(Long.toString(time.getEpochSecond())));
        members.put("typ", new JsonValue.Text(type));
        members.put(
                "x5c",
                new JsonValue.Elements(chain.stream()
                        .<JsonValue>map(c -> new JsonValue.Text(Base64Text.plain(SignerCertificates.encoded(c))))
                        .toList()));
        members.put("x5t#S256", url(Providers.digest(DigestAlgorithm.SHA256, certificate)));
        return new SignedHeader(members);
    }

    SignedHeader contentType(String type) {
        return with(Map.of("cty", new JsonValue.Text(type)));
    }

    /** Digests of the files as they are: with b64 true they would be of base64url of them (5.2.8.3.3). */
    SignedHeader detached(List<String> names, List<byte[]> sha256) {
        JsonValue sigD = new JsonValue.Members(Map.of(
                "mId",
                new JsonValue.Text(SignedContent.BY_URI_HASH),
                "pars",
                texts(names.stream().map(SignedHeader::reference).toList()),
                "hashM",
                new JsonValue.Text("S256"),
                "hashV",
                new JsonValue.Elements(sha256.stream().map(SignedHeader::url).toList())));
        return with(Map.of("b64", JsonValue.Word.FALSE, "crit", texts(List.of("b64", "sigD")), "sigD", sigD));
    }

    private SignedHeader with(Map<String, JsonValue> more) {
        Map<String, JsonValue> all = new LinkedHashMap<>(members);
        all.putAll(more);
        return new SignedHeader(all);
    }

    String encoded() {
        try {
            String json = Jcs.canonical(new JsonValue.Members(members));
            return Base64Text.url(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A path as relative reference (RFC 3986, 4.2). */
    private static String reference(String name) {
        StringBuilder reference = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            reference.append(
                    plain || UNRESERVED.indexOf(c) >= 0
                            ? String.valueOf(c)
                            : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return reference.toString();
    }

    private static JsonValue url(byte[] bytes) {
        return new JsonValue.Text(Base64Text.url(bytes));
    }

    private static JsonValue texts(List<String> values) {
        return new JsonValue.Elements(
                values.stream().<JsonValue>map(JsonValue.Text::new).toList());
    }
}
