package dev.vdx.pdf;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Digests of the signed ranges of one file. One pass an algorithm serves all signatures: at each gap the running digest
 * is cloned. One thread.
 */
final class RangeDigests {
    private static final int CHUNK = 1 << 16;

    private final Source source;
    private final Budget budget;
    private final List<SignedRange> ranges;
    private final Map<DigestAlgorithm, Map<SignedRange, byte[]>> done = new EnumMap<>(DigestAlgorithm.class);
    private final byte[] chunk;

    RangeDigests(Source source, Budget budget, List<SignedRange> ranges) {
        this.source = source;
        this.budget = budget;
        this.ranges = ranges.stream()
                .distinct()
                .sorted((a, b) -> Long.compare(a.gapStart(), b.gapStart()))
                .toList();
        this.chunk = new byte[(int) Math.min(CHUNK, Math.max(1, source.size()))];
    }

    /**
     * The digest of a range.
     *
     * @throws UncheckedIOException if the source cannot be read
     */
    Optional<byte[]> digest(SignedRange range, DigestAlgorithm algorithm) {
        try {
            Map<SignedRange, byte[]> digests = done.get(algorithm);
            if (digests == null) {
                digests = pass(algorithm);
                done.put(algorithm, digests);
            }
            return Optional.ofNullable(digests.get(range)).map(byte[]::clone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CloneNotSupportedException e) {
            return Optional.empty();
        }
    }

    private Map<SignedRange, byte[]> pass(DigestAlgorithm algorithm) throws IOException, CloneNotSupportedException {
        Map<SignedRange, byte[]> digests = new HashMap<>();
        MessageDigest running = Providers.digest(algorithm);
        long at = 0;
        for (SignedRange range : ranges) {
            update(running, at, range.gapStart());
            at = range.gapStart();
            MessageDigest own = ranges.size() == 1 ? running : (MessageDigest) running.clone();
            update(own, range.gapEnd(), range.end());
            digests.put(range, own.digest());
        }
        return digests;
    }

    private void update(MessageDigest digest, long from, long to) throws IOException {
        long at = from;
        while (at < to) {
            budget.time();
            int n = source.read(at, chunk, 0, (int) Math.min(chunk.length, to - at));
            if (n <= 0) {
                throw new IOException("shorter than it was, at " + at);
            }
            digest.update(chunk, 0, n);
            at += n;
        }
    }
}
