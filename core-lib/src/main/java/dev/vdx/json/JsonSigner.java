package dev.vdx.json;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes JAdES baseline signatures (TS 119 182-1, 6.3): level B, or T with time-stamps. Compact (RFC 7515, 7.1) unless something stands beside
 * the signature or JSON is asked for. Immutable and thread-safe; each method that sets something gives another signer.
 */
public final class JsonSigner {
    private final SigningKey key;
    private final Optional<TimestampSource> timestamps;
    private final boolean flattened;

    private JsonSigner(SigningKey key, Optional<TimestampSource> timestamps, boolean flattened) {
        this.key = key;
        this.timestamps = timestamps;
        this.flattened = flattened;
    }

    /** Signs with this key at level B, compact. */
    public static JsonSigner with(SigningKey key) {
        return new JsonSigner(key, Optional.empty(), false);
    }

    /** Adds a signature time-stamp to each signature: level T, as flattened JSON (RFC 7515, 7.2.2). */
    public JsonSigner withTimestamps(TimestampSource source) {
        return new JsonSigner(key, Optional.of(source), true);
    }

    /** Writes flattened JSON (RFC 7515, 7.2.2). */
    public JsonSigner flattened() {
        return new JsonSigner(key, timestamps, true);
    }

    /**
     * Signs bytes, which become part of the signature as they are.
     *
     * @param contentType media type for {@code cty}, an {@code application/} left out, such as {@code json}; or empty
     * @param time the time claimed, to the second
     * @return the signature in ASCII
     * @throws SigningException NOT_SUPPORTED for a key JOSE has no name for, or more bytes than we read again;
     *     KEY_NOT_FOUND without a certificate, KEY_MISMATCH if what the key made does not verify; else what key and
     *     time-stamp source say
     */
    public byte[] sign(byte[] payload, Optional<String> contentType, Instant time) throws SigningException {
        if (payload.length > JsonReader.mostBytes() / 2) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "a payload of " + payload.length + " bytes inside JSON");
        }
        SignedHeader header = header(time);
        return write(contentType.map(header::contentType).orElse(header), Optional.of(Base64Text.url(payload)), true);
    }

    /**
     * Signs JSON data in its canonical form (RFC 8785), so that any spelling of it can be told to be the one signed.
     *
     * @throws JsonException if it is no JSON that has a canonical form
     * @throws SigningException as {@link #sign}
     */
    public byte[] signCanonical(byte[] json, Instant time) throws JsonException, SigningException {
        return sign(Jcs.canonicalize(json), Optional.of("json"), time);
    }

    /**
     * Signs content that stays outside, of any size: its digests stand in the header ({@code sigD}, ObjectIdByURIHash; TS 119 182-1, 5.2.8.3.3).
     *
     * @throws SigningException as {@link #sign}
     * @throws IOException if content cannot be read
     * @throws IllegalArgumentException without content
     */
    public byte[] signDetached(List<DetachedContent> contents, Instant time) throws SigningException, IOException {
        if (contents.isEmpty()) {
            throw new IllegalArgumentException("nothing to sign");
        }
        DigestAlgorithm algorithm = DigestAlgorithm.SHA256;
        List<String> names = contents.stream().map(DetachedContent::name).toList();
        try {
            List<byte[]> digests = contents.stream()
                    .map(each -> ContentDigest.of(algorithm, List.of(each.content()), false))
                    .toList();
            return write(header(time).detached(names, digests), Optional.empty(), true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** As {@link #sign}, of a whole file. */
    public byte[] sign(Source source, Instant time) throws SigningException, IOException {
        if (source.size() > JsonReader.mostBytes() / 2) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "a payload of " + source.size() + " bytes inside JSON");
        }
        return sign(source.bytes(0, (int) source.size()), Optional.empty(), time);
    }

    /**
     * Signs the value of the one signature of a file, and puts that into it as {@code cSig} (TS 119 182-1, 5.3.2). What is there stays,
     * character for character; a compact signature becomes flattened JSON, for it has no room.
     *
     * @param text of the file
     * @throws JsonException if it is no JSON signature
     * @throws SigningException NOT_SUPPORTED for several signatures; else as {@link #sign}
     */
    public byte[] counterSign(byte[] text, Instant time) throws JsonException, SigningException {
        Budget budget = new Budget(Limits.DEFAULT.objects());
        String whole = Serialization.trimmed(JsonText.decode(text));
        List<Jws> signatures = new Serialization(budget, Limits.DEFAULT.signatures()).parse(whole);
        if (signatures.size() != 1) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "counter-signing JSON with " + signatures.size() + " signatures");
        }
        Jws countersigned = signatures.get(0);
        byte[] counter = write(header(time), Optional.of(countersigned.value()), false);
        String value = new String(counter, StandardCharsets.US_ASCII);
        String component = "{\"cSig\":" + (flattened ? value : "\"" + value + "\"") + "}";
        boolean clear = new UnsignedComponents(countersigned, budget).inClear();
        String flat = whole.startsWith("{") ? whole : JsonExtension.flattened(countersigned);
        return AddedComponents.to(flat, List.of(List.of(clear ? component : ComponentText.encoded(component))))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Signs the payload of a file that is signed already, beside the signatures that are there: general JSON (RFC 7515, 7.2.1). What is
     * there stays, character for character, but a compact signature.
     *
     * @param text of the file
     * @throws JsonException if it is no JSON signature
     * @throws SigningException NOT_SUPPORTED for a payload that is elsewhere or not in base64url; else as {@link #sign}
     */
    public byte[] signParallel(byte[] text, Instant time) throws JsonException, SigningException {
        Budget budget = new Budget(Limits.DEFAULT.objects());
        String whole = Serialization.trimmed(JsonText.decode(text));
        List<Jws> signatures = new Serialization(budget, Limits.DEFAULT.signatures()).parse(whole);
        for (Jws each : signatures) {
            if (each.payload().isEmpty() || JoseHeader.of(each, budget).unencoded()) {
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED, "one more signature of a payload elsewhere or not in base64url");
            }
        }
        Jws first = signatures.stream().findFirst().orElseThrow(() -> new SigningException(SigningProblem.NOT_SIGNED));
        JsonSigner json = flattened();
        byte[] added = json.write(json.header(time), first.payload(), false);
        return GeneralText.with(whole, first, new String(added, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.UTF_8);
    }

    private SignedHeader header(Instant time) throws SigningException {
        if (key.chain().isEmpty()) {
            throw new SigningException(SigningProblem.KEY_NOT_FOUND, "no certificate");
        }
        PublicKey publicKey = key.chain().get(0).getPublicKey();
        String name = JoseAlgorithms.name(key.algorithm(), publicKey)
                .orElseThrow(() -> new SigningException(
                        SigningProblem.NOT_SUPPORTED,
                        "JSON signatures with " + key.algorithm().label()));
        return SignedHeader.of(name, key.chain(), time, flattened ? "jose+json" : "jose");
    }

    /** @param within whether what is signed becomes part of the signature */
    private byte[] write(SignedHeader header, Optional<String> signed, boolean within) throws SigningException {
        String protectedPart = header.encoded();
        String value = Base64Text.url(value(ascii(protectedPart + "." + signed.orElse(""))));
        Optional<String> payload = signed.filter(any -> within);
        if (!flattened) {
            return ascii(protectedPart + "." + payload.orElse("") + "." + value);
        }
        Optional<String> token = token(value);
        return ascii("{"
                + token.map(t -> "\"header\":{\"etsiU\":[" + t + "]},").orElse("")
                + payload.map(p -> "\"payload\":\"" + p + "\",").orElse("")
                + "\"protected\":\"" + protectedPart + "\",\"signature\":\"" + value + "\"}");
    }

    private byte[] value(byte[] input) throws SigningException {
        byte[] made = key.sign(input);
        SignatureAlgorithm algorithm = key.algorithm();
        PublicKey publicKey = key.chain().get(0).getPublicKey();
        if (!Providers.verify(algorithm, publicKey, input, made)) {
            throw new SigningException(SigningProblem.KEY_MISMATCH, "the signature made does not verify");
        }
        try {
            return algorithm.scheme() == SignatureScheme.ECDSA && publicKey instanceof ECPublicKey ec
                    ? Providers.plainEcdsa(made, ec)
                    : made;
        } catch (SignatureException e) {
            throw new SigningException(e, SigningProblem.KEY_FAILED, "no ECDSA value");
        }
    }

    /** One component of etsiU in base64url (TS 119 182-1, 5.3.4, 5.3.1): a token over the value as it stands. */
    private Optional<String> token(String value) throws SigningException {
        if (timestamps.isEmpty()) {
            return Optional.empty();
        }
        // Time-stamp authorities know SHA-2; hardly one knows SHAKE256.
        DigestAlgorithm own = key.algorithm().digest();
        DigestAlgorithm digest = own == DigestAlgorithm.SHAKE256 ? DigestAlgorithm.SHA512 : own;
        byte[] token = timestamps.get().timestamp(digest, Providers.digest(digest, ascii(value)));
        return Optional.of(ComponentText.encoded(ComponentText.timestamp("sigTst", token)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
