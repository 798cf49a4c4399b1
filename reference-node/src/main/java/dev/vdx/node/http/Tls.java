package dev.vdx.node.http;

import java.security.KeyStore;
import java.util.Optional;

/**
 * TLS of a listener: 1.3 and 1.2.
 *
 * @param keys the listener's key and certificate chain
 * @param password opens the key
 * @param clients whether whoever calls must have a certificate
 * @param anchors who may have issued theirs; must be there unless clients is NONE
 */
public record Tls(KeyStore keys, String password, Clients clients, Optional<KeyStore> anchors) {
    /** Whether whoever calls must have a certificate. */
    public enum Clients {
        /** Not asked for. */
        NONE,
        /** Asked for; one that is given must be good. */
        WANT,
        /** No connection without a good one. */
        NEED
    }

    public Tls {
        if (clients != Clients.NONE && anchors.isEmpty()) {
            throw new IllegalArgumentException("client certificates need anchors");
        }
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "Tls[" + clients + "]";
    }
}
