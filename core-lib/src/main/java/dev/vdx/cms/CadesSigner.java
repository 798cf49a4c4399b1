package dev.vdx.cms;

import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * Makes CAdES baseline signatures (EN 319 122-1, 6.3), as they are and as PAdES carries them (EN 319 142-1, 6.3).
 * Immutable; each {@code with} gives another one. Without a signing time it is fit for PAdES.
 */
public final class CadesSigner {
    private CadesSigner() {}

    /** A signer at level B. */
    public static CadesSigner with(SigningKey key) {
        return NotYet.value();
    }

    /** Adds a signature time-stamp to each signature: level T. */
    public CadesSigner withTimestamps(TimestampSource timestamps) {
        return NotYet.value();
    }

    /** Claims a signing time, which CAdES demands and PAdES forbids. */
    public CadesSigner withSigningTime(Instant time) {
        return NotYet.value();
    }

    /** What to digest the content with: the digest of the key's algorithm. */
    public DigestAlgorithm digestAlgorithm() {
        return NotYet.value();
    }

    /**
     * Signs content that stays outside.
     *
     * @param contentDigest digest of the content, made with {@link #digestAlgorithm()}
     * @return DER of the ContentInfo
     */
    public byte[] sign(byte[] contentDigest) throws SigningException {
        return NotYet.value();
    }

    /**
     * Signs content and writes it within the signature, streamed; reads the content twice.
     *
     * @throws IOException if the content cannot be read, has changed meanwhile, or the output cannot be written
     */
    public void signAttached(Source content, OutputStream out) throws SigningException, IOException {
        NotYet.value();
    }

    /** The most bytes {@link #sign} can return, without a time-stamp. */
    public int sizeBound() {
        return NotYet.value();
    }

    /** The most bytes {@link #sign} can return with a time-stamp token of this many bytes. */
    public int sizeBound(int tokenBytes) {
        return NotYet.value();
    }

    /**
     * A signature with a token over its value added as signature time-stamp (EN 319 122-1, 5.3).
     *
     * @throws CmsException if there is not exactly one signer, or these are no signature and token
     */
    public static byte[] addTimestamp(byte[] cms, byte[] token) throws CmsException {
        return NotYet.value();
    }
}
