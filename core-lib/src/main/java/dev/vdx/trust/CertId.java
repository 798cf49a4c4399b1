package dev.vdx.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** CertID (RFC 6960, 4.1.1): names one certificate by its issuer's name and key, and its serial number. */
final class CertId {
    private static final String SHA1 = "1.3.14.3.2.26";

    private CertId() {}

    /** Whether an id names this certificate of this issuer; by SHA-1, SHA-256, SHA-384 or SHA-512. */
    static boolean names(CertID id, X509Certificate certificate, X509Certificate issuer) {
        if (!id.getSerialNumber().getValue().equals(certificate.getSerialNumber())) {
            return false;
        }
        String digest = switch (id.getHashAlgorithm().getAlgorithm().getId()) {
            case SHA1 -> "SHA-1";
            case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
            case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
            case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
            default -> "";
        };
        return !digest.isEmpty()
                && equal(id.getIssuerNameHash(), Fingerprint.digest(digest, name(certificate)))
                && equal(id.getIssuerKeyHash(), Fingerprint.digest(digest, keyBits(issuer)));
    }

    /** DER of an OCSPRequest for one certificate, by SHA-1 as every responder knows, and without a nonce: it may be cached. */
    static byte[] request(X509Certificate certificate, X509Certificate issuer) {
        BigInteger serial = certificate.getSerialNumber();
        CertID id = new CertID(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(SHA1), DERNull.INSTANCE),
                new DEROctetString(Fingerprint.digest("SHA-1", name(certificate))),
                new DEROctetString(Fingerprint.digest("SHA-1", keyBits(issuer))),
                new ASN1Integer(serial));
        TBSRequest tbs = new TBSRequest(
                null, new DERSequence(new Request(id, null)), (org.bouncycastle.asn1.x509.Extensions) null);
        try {
            return new OCSPRequest(tbs, null).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SHA-1 of a certificate's key, as ResponderID has it. */
    static byte[] keyHash(X509Certificate certificate) {
        return Fingerprint.digest("SHA-1", keyBits(certificate));
    }

    private static byte[] name(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getEncoded();
    }

    private static byte[] keyBits(X509Certificate certificate) {
        return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getBytes();
    }

    private static boolean equal(ASN1OctetString found, byte[] expected) {
        return Arrays.equals(found.getOctets(), expected);
    }
}
