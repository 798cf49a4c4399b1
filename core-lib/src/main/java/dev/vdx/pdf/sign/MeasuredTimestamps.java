package dev.vdx.pdf.sign;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of time-stamps that knows how large its tokens are, so that room for one is reserved and not guessed. */
final class MeasuredTimestamps implements TimestampSource {
    /** Serial numbers, fractions of seconds and ECDSA values differ in length from token to token. */
    private static final int VARIATION = 64;

    private final TimestampSource source;
    private final AtomicInteger largest = new AtomicInteger();

    MeasuredTimestamps(TimestampSource source) {
        this.source = source;
    }

    @Override
    public byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) throws SigningException {
        byte[] token = source.timestamp(algorithm, digest);
        largest.accumulateAndGet(token.length, Math::max);
        return token;
    }

    /** Asks for one token to see its size, unless one was seen already. */
    void measure(DigestAlgorithm algorithm) throws SigningException {
        if (largest.get() == 0) {
            timestamp(algorithm, Providers.digest(algorithm, new byte[0]));
        }
    }

    /** The size to reserve, in bytes. */
    int size() {
        return largest.get() + VARIATION;
    }
}
