package dev.vdx;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document that waits for its signature value ({@link Signer#prepare}): what is to be signed, and what is needed to finish. It holds nothing of
 * the document and nothing secret; kept and handed on as {@link #text()}.
 */
public final class Prepared {
    private static final String VERSION = "1";
    private static final int LONGEST_TEXT = 8192;
    private static final int LARGEST_TOKEN = 1 << 20;
    private static final List<String> KEYS = List.of(
            "vdx-prepared",
            "form",
            "level",
            "algorithm",
            "digest",
            "time",
            "name",
            "certificate",
            "document",
            "token-bytes");

    private final SignatureForm form;
    private final Level level;
    private final SignatureAlgorithm algorithm;
    private final byte[] digest;
    private final Instant time;
    private final String name;
    private final byte[] certificate;
    private final byte[] document;
    private final int tokenBytes;

    /** The certificate and the document by their SHA-256 digests. */
    Prepared(
            SignatureForm form,
            Level level,
            SignatureAlgorithm algorithm,
            byte[] digest,
            Instant time,
            String name,
            byte[] certificate,
            byte[] document,
            int tokenBytes) {
        if (tokenBytes < 0
                || tokenBytes > LARGEST_TOKEN
                || digest.length != algorithm.digest().length()
                || certificate.length != DigestAlgorithm.SHA256.length()
                || document.length != DigestAlgorithm.SHA256.length()) {
            throw new IllegalArgumentException("no record of a first step");
        }
        this.form = form;
        this.level = level;
        this.algorithm = algorithm;
        this.digest = digest.clone();
        this.time = time;
        this.name = name;
        this.certificate = certificate.clone();
        this.document = document.clone();
        this.tokenBytes = tokenBytes;
    }

    /** What to sign: a digest, made with the digest algorithm of {@link #algorithm()}. */
    public byte[] digest() {
        return digest.clone();
    }

    /** How to sign it; RSA-PSS with MGF1 of the same digest and a salt of its length, PKCS#1 with the digest's name before it. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The form the signed document will have. */
    public SignatureForm form() {
        return form;
    }

    /** The level the signed document will have. */
    public Level level() {
        return level;
    }

    /** The signing time that is claimed. */
    public Instant time() {
        return time;
    }

    /** The document's name, which containers and detached signatures in JSON and XML repeat. */
    public String name() {
        return name;
    }

    byte[] certificate() {
        return certificate.clone();
    }

    byte[] document() {
        return document.clone();
    }

    int tokenBytes() {
        return tokenBytes;
    }

    /** All of it in a few lines of ASCII. */
    public String text() {
        HexFormat hex = HexFormat.of();
        List<String> values = List.of(
                VERSION,
                form.label(),
                level.name(),
                algorithm.label(),
                hex.formatHex(digest),
                time.toString(),
                URLEncoder.encode(name, StandardCharsets.UTF_8),
                hex.formatHex(certificate),
                hex.formatHex(document),
                Integer.toString(tokenBytes));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < KEYS.size(); i++) {
            text.append(KEYS.get(i)).append(": ").append(values.get(i)).append('\n');
        }
        return text.toString();
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws SigningException PREPARED_OTHER if it is no such text
     */
    public static Prepared parse(String text) throws SigningException {
        Map<String, String> values = new LinkedHashMap<>();
        if (text.length() <= LONGEST_TEXT) {
            text.lines().forEach(line -> {
                int colon = line.indexOf(": ");
                values.putIfAbsent(
                        colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 2));
            });
        }
        if (!List.copyOf(values.keySet()).equals(KEYS)
                || !VERSION.equals(values.get(KEYS.get(0)))
                || text.lines().count() != KEYS.size()) {
            throw new SigningException(SigningProblem.PREPARED_OTHER, "the record of the first step is not readable");
        }
        try {
            return new Prepared(
                    form(value(values, "form")),
                    Level.valueOf(value(values, "level")),
                    algorithm(value(values, "algorithm")),
                    HexFormat.of().parseHex(value(values, "digest")),
                    Instant.parse(value(values, "time")),
                    URLDecoder.decode(value(values, "name"), StandardCharsets.UTF_8),
                    HexFormat.of().parseHex(value(values, "certificate")),
                    HexFormat.of().parseHex(value(values, "document")),
                    Integer.parseInt(value(values, "token-bytes")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new SigningException(
                    e, SigningProblem.PREPARED_OTHER, "the record of the first step is not readable");
        }
    }

    private static String value(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    private static SignatureForm form(String label) {
        for (SignatureForm form : SignatureForm.values()) {
            if (form.label().equals(label)) {
                return form;
            }
        }
        throw new IllegalArgumentException(label);
    }

    private static SignatureAlgorithm algorithm(String label) {
        int slash = label.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(label);
        }
        return new SignatureAlgorithm(
                SignatureScheme.valueOf(label.substring(0, slash)),
                DigestAlgorithm.valueOf(label.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return "Prepared[" + name + ", " + algorithm.label() + "]";
    }
}
