package dev.vdx.asic;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of entries as the URI references of a manifest (RFC 3986, 2.1 and 3.3). */
final class ManifestUris {
    private static final String PLAIN = "-._~/!$&'()*+,;=@";
    private static final String HEX = "0123456789ABCDEF";

    private ManifestUris() {}

    static String of(String name) {
        StringBuilder uri = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean alphanumeric = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (alphanumeric || (b > 0 && PLAIN.indexOf(b) >= 0)) {
                uri.append((char) b);
            } else {
                uri.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return uri.toString();
    }

    /** The name a reference means; empty where its escapes are broken. */
    static Optional<String> name(String uri) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = uri.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return Optional.of(name.startsWith("./") ? name.substring(2) : name);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
