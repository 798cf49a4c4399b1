package dev.vdx.remote;

import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Opens keys in signing services by their {@code remote:} URI ({@code spec/keys.md}). */
public final class RemoteKeys {
    /** The scheme of their URIs. */
    public static final String SCHEME = RemoteAddress.SCHEME;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private RemoteKeys() {}

    /**
     * The key a URI names. RSA signs as PKCS#1 v1.5 with SHA-256 unless the URI says {@code vdx-scheme=rsa-pss}, P-256, P-384 and P-521 as ECDSA. The service is asked
     * for its certificates once, and for each signature value as it is needed; a value that does not verify is refused.
     *
     * @param uri {@code remote:https://sign.example/csc/v2?credential=…&token-file=…}
     * @param pin of the credential; kept, for each signature asks for it again. Empty where it asks for none
     * @param clock says when an access token ends
     * @throws SigningException KEY_URI_INVALID for what is no such URI; KEY_UNREADABLE for a file that is named and not readable, and where a PIN
     *     is wanted; REMOTE_UNREACHABLE, REMOTE_LOGIN_REFUSED, REMOTE_REFUSED, REMOTE_UNSOUND or REMOTE_CREDENTIAL_UNKNOWN as the service answers;
     *     KEY_AMBIGUOUS where it has several credentials and none is named; NOT_SUPPORTED for a kind of key we do not sign with
     */
    public static SigningKey open(URI uri, char[] pin, Clock clock) throws SigningException {
        return open(uri, pin, clock, TIMEOUT);
    }

    /** As the other, with another time for each exchange; 30 seconds by default. */
    public static SigningKey open(URI uri, char[] pin, Clock clock, Duration timeout) throws SigningException {
        return RemoteKey.open(RemoteAddress.parse(uri), pin, clock, timeout);
    }
}
