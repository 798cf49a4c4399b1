package dev.vdx.trust;

import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP answer.
 *
 * @param status status code
 * @param type Content-Type without parameters, in lower case; empty if there was none
 * @param retryAfter Retry-After
 * @param location Location
 * @param body at most as long as was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record HttpAnswer(int status, String type, Optional<String> retryAfter, Optional<String> location, byte[] body) {

    /** Whether a web page came, as captive portals and broken gateways send. */
    boolean isPage() {
        int at = 0;
        while (at < body.length && (body[at] <= ' ' && body[at] >= 0)) {
            at++;
        }
        return type.equals("text/html") || (at < body.length && body[at] == '<');
    }

    static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
