package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A request to a time-stamp authority (RFC 3161, 2.4.1), always asking for the authority's certificate.
 *
 * @param algorithm digest algorithm of the imprint
 * @param digest what to stamp
 * @param nonce a number the answer must repeat
 * @param policy dotted identifier of the policy wanted
 */
public record TimestampRequest(
        DigestAlgorithm algorithm, byte[] digest, Optional<BigInteger> nonce, Optional<String> policy) {
    /** DER of TimeStampReq, the body of an {@code application/timestamp-query}. */
    public byte[] encoded() {
        return NotYet.value();
    }
}
