package dev.vdx.sandbox;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * What a test time-stamp token is about to say; a test may change it on the way. For tests and the sandbox only.
 *
 * @param hashOid digest algorithm of the imprint
 * @param imprint the imprint
 * @param nonce the nonce of the request, if it had one
 * @param time genTime
 * @param policy the policy's dotted identifier
 * @param serial the token's serial number
 * @param withCertificates whether the authority's certificates are put in (certReq)
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Stamp(
        String hashOid,
        byte[] imprint,
        Optional<BigInteger> nonce,
        Instant time,
        String policy,
        BigInteger serial,
        boolean withCertificates) {

    /** The same with other imprint. */
    public Stamp withImprint(byte[] other) {
        return new Stamp(hashOid, other, nonce, time, policy, serial, withCertificates);
    }

    /** The same with other nonce. */
    public Stamp withNonce(Optional<BigInteger> other) {
        return new Stamp(hashOid, imprint, other, time, policy, serial, withCertificates);
    }

    /** The same with other time. */
    public Stamp withTime(Instant other) {
        return new Stamp(hashOid, imprint, nonce, other, policy, serial, withCertificates);
    }

    /** The same under another policy. */
    public Stamp withPolicy(String other) {
        return new Stamp(hashOid, imprint, nonce, time, other, serial, withCertificates);
    }

    /** The same without certificates. */
    public Stamp withoutCertificates() {
        return new Stamp(hashOid, imprint, nonce, time, policy, serial, false);
    }
}
