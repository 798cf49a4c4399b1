package dev.vdx;

import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.SigningException;
import dev.vdx.remote.RemoteKeys;
import java.net.URI;
import java.time.Clock;

/** Opens signing keys by where they live: {@code file:}, {@code pkcs11:} or {@code remote:}. */
public final class Keys {
    private Keys() {}

    /**
     * Opens the key a URI names.
     *
     * @param secret password of the file, or PIN; empty where none is needed
     * @param clock for services whose access ends
     * @throws SigningException as {@link SigningKeys#open} and {@link RemoteKeys#open}
     */
    public static SigningKey open(URI uri, char[] secret, Clock clock) throws SigningException {
        return RemoteKeys.SCHEME.equalsIgnoreCase(uri.getScheme())
                ? RemoteKeys.open(uri, secret, clock)
                : SigningKeys.open(uri, secret);
    }
}
