package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A time-stamp token (RFC 3161, 2.4.2). Immutable. */
public final class TimestampToken {
    private TimestampToken() {}

    /**
     * Reads a token; zero bytes behind it are tolerated, for PDF pads with them.
     *
     * @throws CmsException TIMESTAMP_INVALID with the reason
     */
    public static TimestampToken parse(byte[] der) throws CmsException {
        return NotYet.value();
    }

    /** genTime. */
    public Instant time() {
        return NotYet.value();
    }

    /** The algorithm of the message imprint, if it is one we know. */
    public Optional<DigestAlgorithm> imprintAlgorithm() {
        return NotYet.value();
    }

    /**
     * Verifies the token in itself and against what it should cover.
     *
     * @param digestOfCovered the digest of what it should cover, by algorithm; empty where that is not to be had
     */
    public TimestampFacts facts(TimestampKind kind, Function<DigestAlgorithm, Optional<byte[]>> digestOfCovered) {
        return NotYet.value();
    }

    /**
     * The checks whoever asked for a token makes of the answer (RFC 3161, 2.2).
     *
     * @param nonce the nonce sent; none is accepted unless it was
     * @throws SigningException TIMESTAMP_UNSOUND with the reason
     */
    public static void requireSound(byte[] der, DigestAlgorithm algorithm, byte[] digest, Optional<BigInteger> nonce)
            throws SigningException {
        NotYet.value();
    }
}
