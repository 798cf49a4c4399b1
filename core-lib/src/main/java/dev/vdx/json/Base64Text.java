package dev.vdx.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The two spellings of bytes in a JWS: base64url without padding (RFC 7515, 2), and base64 in {@code x5c} and tokens. */
final class Base64Text {
    private Base64Text() {}

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty for anything but the one right spelling: padding, blanks and stray bits are refused. */
    static Optional<byte[]> fromUrl(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
            // Only the last group can be spelled in other ways; four characters are three bytes.
            int whole = bytes.length / 3;
            String last = url(Arrays.copyOfRange(bytes, 3 * whole, bytes.length));
            return text.length() == 4 * whole + last.length() && text.endsWith(last)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String plain(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Base64 (RFC 4648, 4); empty where it is none. */
    static Optional<byte[]> fromPlain(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
