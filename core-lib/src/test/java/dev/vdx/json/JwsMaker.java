package dev.vdx.json;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signatures of any form, right or wrong, really signed with {@link TestKeys#EC}: values are JSON. */
final class JwsMaker {
    private final Map<String, String> header;
    private final String payload;

    private JwsMaker(Map<String, String> header, String payload) {
        this.header = header;
        this.payload = payload;
    }

    /** A sound baseline signature over this text. */
    static JwsMaker over(String text) {
        byte[] certificate = SignerCertificates.encoded(TestKeys.EC.certificate());
        return new JwsMaker(
                Map.of(
                        "alg",
                        "\"ES256\"",
                        "iat",
                        Long.toString(TestKeys.NOW.getEpochSecond()),
                        "x5c",
                        "[\"" + Base64Text.plain(certificate) + "\"]",
                        "x5t#S256",
                        "\"" + Base64Text.url(Providers.digest(DigestAlgorithm.SHA256, certificate)) + "\""),
                Base64Text.url(text.getBytes(StandardCharsets.UTF_8)));
    }

    JwsMaker with(String name, String json) {
        Map<String, String> more = new TreeMap<>(header);
        more.put(name, json);
        return new JwsMaker(more, payload);
    }

    JwsMaker without(String name) {
        Map<String, String> less = new TreeMap<>(header);
        less.remove(name);
        return new JwsMaker(less, payload);
    }

    /** What stands behind the point as it is. */
    JwsMaker payloadPart(String part) {
        return new JwsMaker(header, part);
    }

    /** One parameter of the header as it is written. */
    String headerPart(String name) {
        return header.getOrDefault(name, "null");
    }

    String headerJson() {
        return header.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    String protectedPart() {
        return Base64Text.url(headerJson().getBytes(StandardCharsets.UTF_8));
    }

    String payload() {
        return payload;
    }

    String value() {
        return value(protectedPart());
    }

    String value(String protectedPart) {
        byte[] input = (protectedPart + "." + payload).getBytes(StandardCharsets.UTF_8);
        try {
            return Base64Text.url(Providers.plainEcdsa(TestKeys.EC.sign(input), (ECPublicKey)
                    TestKeys.EC.certificate().getPublicKey()));
        } catch (SigningException | SignatureException e) {
            throw new IllegalStateException(e);
        }
    }

    String compact() {
        return protectedPart() + "." + payload + "." + value();
    }

    /** The members of a flattened serialization, without the braces. */
    String members() {
        return "\"payload\":\"" + payload + "\"," + signature();
    }

    String flattened() {
        return "{" + members() + "}";
    }

    /** With members in the unprotected header. */
    String flattened(String unprotected) {
        return "{" + members() + ",\"header\":{" + unprotected + "}}";
    }

    /** The members of an element of {@code signatures}, without the braces. */
    String signature() {
        return "\"protected\":\"" + protectedPart() + "\",\"signature\":\"" + value() + "\"";
    }
}
