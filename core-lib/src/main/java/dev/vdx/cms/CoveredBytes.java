package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a signature covers, within its file or beside it: its digests, made in one pass that holds none of it. */
final class CoveredBytes {
    private static final int BUFFER = 64 << 10;
    private static final int SET = 0x31;

    private final Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
    private final boolean likeAttributes;

    private CoveredBytes(boolean likeAttributes) {
        this.likeAttributes = likeAttributes;
    }

    /**
     * Digests a stretch of a source.
     *
     * @throws CmsException LIMIT_EXCEEDED if that takes too long
     */
    static CoveredBytes of(Source source, long from, long length, Set<DigestAlgorithm> algorithms, Limits limits)
            throws CmsException, IOException {
        CoveredBytes covered = new CoveredBytes(likeAttributes(source, from, length));
        Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(each -> running.put(each, Providers.digest(each)));
        long deadline = System.nanoTime() + limits.time().toNanos();
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        long at = 0;
        while (at < length) {
            int n = source.read(from + at, buffer, 0, (int) Math.min(buffer.length, length - at));
            if (n <= 0) {
                throw new IOException("the content became shorter while it was read");
            }
            running.values().forEach(digest -> digest.update(buffer, 0, n));
            at += n;
            if (System.nanoTime() - deadline > 0) {
                throw new CmsException(FindingCode.LIMIT_EXCEEDED, "time > " + limits.time());
            }
        }
        running.forEach((algorithm, digest) -> covered.digests.put(algorithm, digest.digest()));
        return covered;
    }

    Optional<byte[]> digest(DigestAlgorithm algorithm) {
        return Optional.ofNullable(digests.get(algorithm));
    }

    /** Whether these may be another message's signed attributes, which a value made for them must not pass for. */
    boolean likeAttributes() {
        return likeAttributes;
    }

    private static boolean likeAttributes(Source source, long from, long length) throws IOException {
        if (length == 0 || source.bytes(from, 1)[0] != SET) {
            return false;
        }
        return length > DerBounds.DEFAULT.bytes() || SignerCheck.looksLikeAttributes(source.bytes(from, (int) length));
    }
}
