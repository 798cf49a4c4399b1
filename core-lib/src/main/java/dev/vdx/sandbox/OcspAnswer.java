package dev.vdx.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vdx.model.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * An OCSP answer (RFC 6960, 4.2) about one certificate: right by default, wrong in any way a test needs. For tests and
 * the sandbox only.
 *
 * @param serial serial number it speaks of
 * @param issuer issuer it speaks of
 * @param hash digest of its CertID
 * @param status what it says
 * @param thisUpdate when that was known
 * @param nextUpdate when newer is due
 * @param producedAt when it was signed
 * @param signer who signs
 * @param certificates certificates sent along
 * @param nonce the nonce
 */
public record OcspAnswer(
        BigInteger serial,
        X509Certificate issuer,
        DigestAlgorithm hash,
        Status status,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        Instant producedAt,
        TestIdentity signer,
        List<X509Certificate> certificates,
        Optional<byte[]> nonce) {

    /** What an answer says. */
    public sealed interface Status {
        /** Not revoked. */
        record Good() implements Status {}

        /** Not known to the responder. */
        record Unknown() implements Status {}

        /** Revoked, or on hold with reason 6; without a reason if it is -1. */
        record Revoked(Instant time, int reason) implements Status {}
    }

    public OcspAnswer {
        certificates = List.copyOf(certificates);
    }

    /** GOOD for an hour, signed by the issuer itself. */
    public static OcspAnswer good(X509Certificate certificate, TestAuthority issuer, Instant at) {
        return about(certificate.getSerialNumber(), issuer, at);
    }

    static OcspAnswer about(BigInteger serial, TestAuthority issuer, Instant at) {
        return new OcspAnswer(
                serial,
                issuer.certificate(),
                DigestAlgorithm.SHA1,
                new Status.Good(),
                at,
                Optional.of(at.plusSeconds(3600)),
                at,
                issuer.identity(),
                List.of(),
                Optional.empty());
    }

    /** The same with other status. */
    public OcspAnswer withStatus(Status newStatus) {
        return new OcspAnswer(
                serial, issuer, hash, newStatus, thisUpdate, nextUpdate, producedAt, signer, certificates, nonce);
    }

    /** The same, saying revoked since this time, with this CRLReason. */
    public OcspAnswer revoked(Instant time, int reason) {
        return withStatus(new Status.Revoked(time, reason));
    }

    /** The same, saying that the certificate is not known. */
    public OcspAnswer unknown() {
        return withStatus(new Status.Unknown());
    }

    /** Signed by a responder whose certificate is sent along. */
    public OcspAnswer signedBy(TestIdentity responder) {
        return new OcspAnswer(
                serial,
                issuer,
                hash,
                status,
                thisUpdate,
                nextUpdate,
                producedAt,
                responder,
                List.of(responder.certificate()),
                nonce);
    }

    /** With exactly these certificates sent along. */
    public OcspAnswer withCertificates(X509Certificate... sent) {
        return new OcspAnswer(
                serial, issuer, hash, status, thisUpdate, nextUpdate, producedAt, signer, List.of(sent), nonce);
    }

    /** The same with other hash. */
    public OcspAnswer withHash(DigestAlgorithm newHash) {
        return new OcspAnswer(
                serial, issuer, newHash, status, thisUpdate, nextUpdate, producedAt, signer, certificates, nonce);
    }

    /** The same with other times. */
    public OcspAnswer withTimes(Instant newThisUpdate, Optional<Instant> newNextUpdate, Instant newProducedAt) {
        return new OcspAnswer(
                serial, issuer, hash, status, newThisUpdate, newNextUpdate, newProducedAt, signer, certificates, nonce);
    }

    /** The same with other nonce. */
    public OcspAnswer withNonce(Optional<byte[]> newNonce) {
        return new OcspAnswer(
                serial, issuer, hash, status, thisUpdate, nextUpdate, producedAt, signer, certificates, newNonce);
    }

    /** DER of the OCSPResponse. */
    public byte[] der() {
        try {
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
                    SubjectPublicKeyInfo.getInstance(
                            signer.certificate().getPublicKey().getEncoded()),
                    Crypto.digests().get(CertificateID.HASH_SHA1));
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(new ASN1ObjectIdentifier(hash.oid()))),
                    new X509CertificateHolder(Crypto.encoded(issuer)),
                    serial);
            builder.addResponse(
                    id,
                    bcStatus(),
                    Date.from(thisUpdate),
                    nextUpdate.map(Date::from).orElse(null));
            if (nonce.isPresent()) {
                builder.setResponseExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                        false,
                        new DEROctetString(nonce.get()).getEncoded())));
            }
            X509CertificateHolder[] sent = new X509CertificateHolder[certificates.size()];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = new X509CertificateHolder(Crypto.encoded(certificates.get(i)));
            }
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    Crypto.signer(signer.kind().jcaSignature(), signer.key()),
                                    sent,
                                    Date.from(producedAt)))
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalArgumentException("cannot make this answer", e);
        }
    }

    /** The DER with one digit of thisUpdate turned, so that the signature no longer holds. */
    public byte[] alteredDer() {
        byte[] der = der();
        byte[] encodedSerial = serial.toByteArray();
        for (int i = 0; i + encodedSerial.length <= der.length; i++) {
            if (Arrays.equals(der, i, i + encodedSerial.length, encodedSerial, 0, encodedSerial.length)) {
                int lastDigit = new String(der, ISO_8859_1).indexOf("\u0018\u000f", i + encodedSerial.length) + 15;
                der[lastDigit] ^= 1;
                return der;
            }
        }
        throw new IllegalStateException("an answer without its own serial number");
    }

    /** An OCSPResponse that carries only a status other than successful (RFC 6960, 4.2.1). */
    public static byte[] error(int status) {
        try {
            return new OCSPRespBuilder().build(status, null).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalArgumentException("no such status " + status, e);
        }
    }

    private CertificateStatus bcStatus() {
        if (status instanceof Status.Revoked revoked) {
            return revoked.reason() < 0
                    ? new RevokedStatus(Date.from(revoked.time()))
                    : new RevokedStatus(Date.from(revoked.time()), revoked.reason());
        }
        return status instanceof Status.Unknown ? new UnknownStatus() : CertificateStatus.GOOD;
    }
}
