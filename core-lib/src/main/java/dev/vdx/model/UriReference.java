package dev.vdx.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How signatures name files beside them (RFC 3986). */
public final class UriReference {
    private static final Pattern ENCODED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*");
    /** Control characters, and those that turn the direction of writing, show people another name than it is. */
    private static final Pattern MISLEADING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private UriReference() {}

    /** The name as people know it, percent-decoded as UTF-8 (RFC 3986, 2.1); as it stands where that gives no readable text. */
    public static String readable(String reference) {
        if (reference.indexOf('%') < 0 || !ENCODED.matcher(reference).matches()) {
            return reference;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(reference.length());
        for (int i = 0; i < reference.length(); i++) {
            if (reference.charAt(i) == '%') {
                bytes.write(Integer.parseInt(reference, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(reference.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return MISLEADING.matcher(text).find() ? reference : text;
        } catch (CharacterCodingException e) {
            return reference;
        }
    }
}
