package dev.vdx.json;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.Optional;

/** Digests signed content as time-stamps cover it (TS 119 182-1, 5.2.6 and 5.3.6), which may be too large to be held. */
interface Imprint {
    /** Of content that is not to be had. */
    Imprint NONE = (algorithm, behind) -> Optional.empty();

    /** The digest of the content with these bytes behind it; empty where the content is not to be had. */
    Optional<byte[]> of(DigestAlgorithm algorithm, byte[] behind);

    static Imprint of(byte[] content) {
        return (algorithm, behind) -> {
            MessageDigest digest = Providers.digest(algorithm);
            digest.update(content);
            return Optional.of(digest.digest(behind));
        };
    }
}
