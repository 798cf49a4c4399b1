package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.jspecify.annotations.Nullable;

/** A request to a time-stamp authority (RFC 3161, 2.4.1), always asking for the authority's certificate. */
public final class TimestampRequest {
    private final DigestAlgorithm algorithm;
    private final byte[] digest;
    private final Optional<BigInteger> nonce;
    private final Optional<String> policy;

    /**
     * Asks for a token.
     *
     * @param algorithm digest algorithm of the imprint
     * @param digest what to stamp
     * @param nonce a number the answer must repeat
     * @param policy dotted identifier of the policy wanted
     * @throws IllegalArgumentException if the digest is not as long as its algorithm makes it, or the policy is no
     *     identifier
     */
    public TimestampRequest(
            DigestAlgorithm algorithm, byte[] digest, Optional<BigInteger> nonce, Optional<String> policy) {
        if (digest.length != algorithm.length()) {
            throw new IllegalArgumentException("a " + algorithm + " digest has " + algorithm.length() + " bytes");
        }
        this.algorithm = algorithm;
        this.digest = digest.clone();
        this.nonce = nonce;
        this.policy = policy.map(ASN1ObjectIdentifier::new).map(ASN1ObjectIdentifier::getId);
    }

    /** DER of TimeStampReq, the body of an {@code application/timestamp-query}. */
    public byte[] encoded() {
        MessageImprint imprint = new MessageImprint(AlgorithmIdentifiers.of(algorithm), digest);
        @Nullable
        ASN1ObjectIdentifier wanted = policy.map(ASN1ObjectIdentifier::new).orElse(null);
        @Nullable ASN1Integer number = nonce.map(ASN1Integer::new).orElse(null);
        try {
            return new TimeStampReq(imprint, wanted, number, ASN1Boolean.TRUE, null).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    DigestAlgorithm algorithm() {
        return algorithm;
    }

    byte[] digest() {
        return digest.clone();
    }

    Optional<BigInteger> nonce() {
        return nonce;
    }

    Optional<String> policy() {
        return policy;
    }
}
