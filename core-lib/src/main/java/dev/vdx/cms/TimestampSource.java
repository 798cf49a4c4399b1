package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import java.net.URI;
import java.util.List;

/** Somewhere time-stamp tokens come from (RFC 3161); the trust room has the one that asks over HTTP. */
public interface TimestampSource {

    /**
     * A token over this digest, already checked: imprint, nonce, signature, and that its certificate may time-stamp.
     *
     * @return DER of the token (a CMS ContentInfo)
     * @throws SigningException if none can be had, or what came is not sound
     */
    byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) throws SigningException;

    /** Where it asks, for whoever asks again later; nothing secret. */
    default List<URI> addresses() {
        return List.of();
    }
}
