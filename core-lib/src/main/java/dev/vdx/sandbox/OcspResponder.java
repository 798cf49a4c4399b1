package dev.vdx.sandbox;

import dev.vdx.model.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;

/** Answers OCSP requests (RFC 6960) for one authority; one certificate a request. */
public final class OcspResponder {
    private static final int LONGEST_NONCE = 128;

    private final TestAuthority authority;
    private final TestIdentity responder;
    private final Clock clock;

    /** The responder of an authority, which signs with this identity. */
    public OcspResponder(TestAuthority authority, TestIdentity responder, Clock clock) {
        this.authority = authority;
        this.responder = responder;
        this.clock = clock;
    }

    /** Answers a request (RFC 6960, 4.2), with an error if it is not a good one. */
    public byte[] answer(byte[] request) {
        try {
            OCSPReq parsed = new OCSPReq(request);
            Req[] list = parsed.getRequestList();
            if (list.length != 1) {
                return OcspAnswer.error(OCSPRespBuilder.MALFORMED_REQUEST);
            }
            CertificateID id = list[0].getCertID();
            Optional<DigestAlgorithm> hash =
                    DigestAlgorithm.ofOid(id.getHashAlgOID().getId());
            X509CertificateHolder issuer = new X509CertificateHolder(Crypto.encoded(authority.certificate()));
            if (hash.isEmpty() || !id.matchesIssuer(issuer, Crypto.digests())) {
                return OcspAnswer.error(OCSPRespBuilder.UNAUTHORIZED);
            }
            return answer(id.getSerialNumber(), hash.get(), nonce(parsed));
        } catch (IOException | OCSPException | IllegalArgumentException | IllegalStateException e) {
            return OcspAnswer.error(OCSPRespBuilder.MALFORMED_REQUEST);
        }
    }

    private byte[] answer(BigInteger serial, DigestAlgorithm hash, Optional<byte[]> nonce) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        OcspAnswer answer = OcspAnswer.about(serial, authority, now)
                .withHash(hash)
                .withNonce(nonce)
                .signedBy(responder);
        if (!authority.knows(serial)) {
            return answer.unknown().der();
        }
        Optional<TestAuthority.Revocation> revocation = authority.revocation(serial);
        return revocation
                .map(found -> answer.revoked(found.time(), found.reason()))
                .orElse(answer)
                .der();
    }

    private static Optional<byte[]> nonce(OCSPReq request) {
        Extension extension = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (extension == null) {
            return Optional.empty();
        }
        byte[] nonce = ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
        return nonce.length == 0 || nonce.length > LONGEST_NONCE ? Optional.empty() : Optional.of(nonce);
    }
}
