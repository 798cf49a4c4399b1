package dev.vdx.key;

import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A {@code pkcs11:} URI (RFC 7512), read strictly: an attribute we would not heed is refused, for it may be the one that tells two keys
 * apart.
 *
 * @param text the URI without its query, for people
 * @param module the PKCS#11 library
 * @param token what {@code CK_TOKEN_INFO} must say, by attribute name: token, serial, manufacturer, model
 * @param slot the slot's number
 * @param object the label of the certificate
 * @param id CKA_ID of key and certificate, in hexadecimal
 * @param pinFile the file whose first line is the PIN
 * @param chain a file with the certificates that issued the one on the token
 * @param scheme how an RSA key signs
 */
record TokenAddress(
        String text,
        Path module,
        Map<String, String> token,
        OptionalLong slot,
        Optional<String> object,
        Optional<String> id,
        Optional<Path> pinFile,
        Optional<Path> chain,
        Optional<SignatureScheme> scheme) {
    static final String SCHEME = "pkcs11";
    private static final Set<String> OF_TOKEN = Set.of("token", "serial", "manufacturer", "model");
    private static final Set<String> PATH =
            Set.of("token", "serial", "manufacturer", "model", "slot-id", "object", "id", "type");
    private static final Set<String> QUERY = Set.of("module-path", "pin-source", "vdx-chain", "vdx-scheme");

    static TokenAddress parse(URI uri) throws SigningException {
        String rest = uri.getRawSchemeSpecificPart();
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        Map<String, byte[]> attributes = attributes(path, ";", PATH);
        Map<String, byte[]> query = attributes(mark < 0 ? "" : rest.substring(mark + 1), "&", QUERY);
        byte[] type = attributes.get("type");
        if (type != null && !Set.of("private", "cert").contains(text("type", type))) {
            throw invalid("type=" + text("type", type), "a signing key is private");
        }
        Map<String, String> token = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            if (OF_TOKEN.contains(attribute.getKey())) {
                token.put(attribute.getKey(), text(attribute.getKey(), attribute.getValue()));
            }
        }
        if (!query.containsKey("module-path")) {
            throw invalid("module-path", "missing; add ?module-path=/path/of/the/token's/library.so");
        }
        return new TokenAddress(
                SCHEME + ":" + path,
                file("module-path", query.get("module-path")),
                Map.copyOf(token),
                slot(attributes),
                optionalText("object", attributes),
                Optional.ofNullable(attributes.get("id")).map(HexFormat.of()::formatHex),
                query.containsKey("pin-source")
                        ? Optional.of(pinFile(text("pin-source", query.get("pin-source"))))
                        : Optional.empty(),
                query.containsKey("vdx-chain")
                        ? Optional.of(file("vdx-chain", query.get("vdx-chain")))
                        : Optional.empty(),
                scheme(optionalText("vdx-scheme", query)));
    }

    private static Map<String, byte[]> attributes(String text, String separator, Set<String> known)
            throws SigningException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String part : List.of(text.split(separator, -1))) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (name.equals("pin-value")) {
                throw invalid(
                        name,
                        "a PIN in a URI is seen by everybody on the machine; use --key-password-env or pin-source");
            }
            if (equals < 0 || !known.contains(name)) {
                throw invalid(name, "not an attribute we heed here");
            }
            if (found.put(name, decoded(name, part.substring(equals + 1))) != null) {
                throw invalid(name, "given twice");
            }
        }
        return found;
    }

    /** Percent-decoding (RFC 3986, 2.1); an id is bytes, so not text before its time. */
    private static byte[] decoded(String name, String value) throws SigningException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) != '%') {
                int next = value.indexOf('%', i);
                int end = next < 0 ? value.length() : next;
                out.writeBytes(value.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
                continue;
            }
            int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw invalid(name, "% without two digits");
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toByteArray();
    }

    private static String text(String name, byte[] value) throws SigningException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(name, "not UTF-8");
        }
    }

    private static Optional<String> optionalText(String name, Map<String, byte[]> from) throws SigningException {
        byte[] value = from.get(name);
        return value == null ? Optional.empty() : Optional.of(text(name, value));
    }

    private static Path file(String name, byte[] value) throws SigningException {
        try {
            Path path = Path.of(text(name, value));
            // Java's own reader of provider configurations gives these characters a meaning.
            if (path.toString().isEmpty() || path.toString().chars().anyMatch(c -> c < ' ' || c == '"' || c == '$')) {
                throw invalid(name, "not a path we take");
            }
            return path;
        } catch (InvalidPathException e) {
            throw invalid(name, "not a path");
        }
    }

    /** A path, or a file: URI with one (RFC 7512, 2.4); a command to run is none of our business. */
    private static Path pinFile(String source) throws SigningException {
        try {
            return source.startsWith("file:///")
                    ? Path.of(URI.create(source))
                    : file("pin-source", withoutScheme(source).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw invalid("pin-source", "not a path");
        }
    }

    private static String withoutScheme(String source) throws SigningException {
        if (source.startsWith("|")) {
            throw invalid("pin-source", "commands are not run; name a file");
        }
        return source.startsWith("file:") ? source.substring("file:".length()) : source;
    }

    private static OptionalLong slot(Map<String, byte[]> attributes) throws SigningException {
        Optional<String> text = optionalText("slot-id", attributes);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("[0-9]{1,10}")) {
            throw invalid("slot-id", "not a number");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    private static Optional<SignatureScheme> scheme(Optional<String> word) throws SigningException {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return switch (word.get()) {
            case "rsa-pss" -> Optional.of(SignatureScheme.RSA_PSS);
            case "rsa-pkcs1" -> Optional.of(SignatureScheme.RSA_PKCS1);
            default -> throw invalid("vdx-scheme", "rsa-pss or rsa-pkcs1");
        };
    }

    private static SigningException invalid(String attribute, String why) {
        return new SigningException(SigningProblem.KEY_URI_INVALID, attribute, why);
    }

    @Override
    public String toString() {
        return text;
    }
}
