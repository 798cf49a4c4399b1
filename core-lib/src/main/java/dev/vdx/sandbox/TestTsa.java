package dev.vdx.sandbox;

import dev.vdx.cms.TimestampSource;
import dev.vdx.model.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.tsp.TimeStampReq;

/**
 * A test time-stamp authority (RFC 3161), without a network: answers requests, and is a {@link TimestampSource} of its
 * own. It stamps with whatever certificate it is given, right or wrong. Safe for several threads. For tests and the
 * sandbox only.
 */
public final class TestTsa implements TimestampSource {
    /** The policy it stamps under: an arc reserved for documentation (RFC 5612). */
    public static final String POLICY = "1.3.6.1.4.1.32473.1.1";

    private static final Set<DigestAlgorithm> ACCEPTED = Set.of(
            DigestAlgorithm.SHA256,
            DigestAlgorithm.SHA384,
            DigestAlgorithm.SHA512,
            DigestAlgorithm.SHA3_256,
            DigestAlgorithm.SHA3_384,
            DigestAlgorithm.SHA3_512);

    private final TestIdentity identity;
    private final Clock clock;
    private final SecureRandom random;
    private final UnaryOperator<Stamp> change;

    /** An authority with this key and certificate, and this clock. */
    public TestTsa(TestIdentity identity, Clock clock, SecureRandom random) {
        this(identity, clock, random, UnaryOperator.identity());
    }

    private TestTsa(TestIdentity identity, Clock clock, SecureRandom random, UnaryOperator<Stamp> change) {
        this.identity = identity;
        this.clock = clock;
        this.random = random;
        this.change = change;
    }

    /** The same authority, which says something else than it should. */
    public TestTsa changing(UnaryOperator<Stamp> newChange) {
        return new TestTsa(identity, clock, random, newChange);
    }

    /** Its certificate. */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    @Override
    public byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) {
        return token(algorithm.oid(), digest, Optional.empty(), true);
    }

    /**
     * Answers a request as RFC 3161, 2.4.2 has it, with a refusal if it is not a good one.
     *
     * @param request DER of TimeStampReq
     * @return DER of TimeStampResp
     */
    public byte[] answer(byte[] request) {
        TimeStampReq parsed;
        try (ASN1InputStream in = new ASN1InputStream(request)) {
            parsed = TimeStampReq.getInstance(in.readObject());
            if (parsed == null || in.read() >= 0) {
                return refusal(PKIFailureInfo.badDataFormat, "not a time-stamp request");
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return refusal(PKIFailureInfo.badDataFormat, "not a time-stamp request");
        }
        return answer(parsed);
    }

    /** A TimeStampResp that refuses, with this failure bit of {@link PKIFailureInfo} and text. */
    public static byte[] refusal(int failure, String text) {
        return response(new PKIStatusInfo(
                PKIStatus.getInstance(new ASN1Integer(PKIStatus.REJECTION)),
                new PKIFreeText(new DERUTF8String(text)),
                new PKIFailureInfo(failure)));
    }

    private byte[] answer(TimeStampReq request) {
        Optional<DigestAlgorithm> hash = DigestAlgorithm.ofOid(request.getMessageImprint()
                        .getHashAlgorithm()
                        .getAlgorithm()
                        .getId())
                .filter(ACCEPTED::contains);
        byte[] imprint = request.getMessageImprint().getHashedMessage();
        if (!request.getVersion().hasValue(1)) {
            return refusal(PKIFailureInfo.badRequest, "version 1 only");
        }
        if (hash.isEmpty()) {
            return refusal(PKIFailureInfo.badAlg, "digest algorithm not accepted");
        }
        if (imprint.length != hash.get().length()) {
            return refusal(PKIFailureInfo.badDataFormat, "imprint of the wrong length");
        }
        if (request.getReqPolicy() != null && !request.getReqPolicy().getId().equals(POLICY)) {
            return refusal(PKIFailureInfo.unacceptedPolicy, "policy not supported");
        }
        if (request.getExtensions() != null) {
            return refusal(PKIFailureInfo.unacceptedExtension, "extensions not supported");
        }
        Optional<BigInteger> nonce = Optional.ofNullable(request.getNonce()).map(ASN1Integer::getValue);
        boolean certificates =
                request.getCertReq() != null && request.getCertReq().isTrue();
        byte[] token = token(hash.get().oid(), imprint, nonce, certificates);
        return response(new PKIStatusInfo(PKIStatus.granted), token);
    }

    private byte[] token(String hashOid, byte[] imprint, Optional<BigInteger> nonce, boolean certificates) {
        Stamp stamp = new Stamp(
                hashOid, imprint, nonce, clock.instant(), POLICY, new BigInteger(63, random).setBit(62), certificates);
        return TokenMaker.token(change.apply(stamp), identity);
    }

    private static byte[] response(PKIStatusInfo status, byte[]... token) {
        try {
            ASN1Primitive body = token.length == 0
                    ? new DERSequence(status)
                    : new DERSequence(
                            new org.bouncycastle.asn1.ASN1Encodable[] {status, ASN1Primitive.fromByteArray(token[0])});
            return body.getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("the test authority cannot answer", e);
        }
    }
}
