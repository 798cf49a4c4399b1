package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.jspecify.annotations.Nullable;

/**
 * The signing-certificate attributes (RFC 2634, 5.4; RFC 5035, 4) of one signer: which certificate they say is the
 * signer's. Where both are there, both must say so.
 */
final class EssReference {
    private final List<Id> ids;

    private EssReference(List<Id> ids) {
        this.ids = ids;
    }

    /** Must be called within {@link Asn1#reading}. */
    static EssReference of(AttributeTable signed) throws CmsException {
        List<Id> ids = new ArrayList<>(1);
        Optional<ASN1Encodable> second = signed.single(Oids.SIGNING_CERTIFICATE_V2);
        if (second.isPresent()) {
            ids.add(Id.of(SigningCertificateV2.getInstance(second.get()).getCerts()));
        }
        Optional<ASN1Encodable> first = signed.single(Oids.SIGNING_CERTIFICATE);
        if (first.isPresent()) {
            ids.add(Id.of(SigningCertificate.getInstance(first.get()).getCerts()));
        }
        return new EssReference(ids);
    }

    boolean isAbsent() {
        return ids.isEmpty();
    }

    boolean matches(X509Certificate certificate) {
        return !ids.isEmpty() && ids.stream().allMatch(id -> id.matches(certificate));
    }

    CertificateReference to(X509Certificate certificate) {
        if (ids.isEmpty()) {
            return CertificateReference.ABSENT;
        }
        return matches(certificate) ? CertificateReference.MATCHES : CertificateReference.DIFFERS;
    }

    private record Id(
            Optional<DigestAlgorithm> algorithm,
            ASN1OctetString hash,
            @Nullable IssuerSerial issuerSerial) {
        /** The first is the signer's (RFC 5035, 4). */
        static Id of(ESSCertIDv2[] certs) throws CmsException {
            if (certs.length == 0) {
                throw DerBounds.malformed("signing-certificate-v2 names none");
            }
            return new Id(
                    AlgorithmIdentifiers.digest(certs[0].getHashAlgorithm()),
                    certs[0].getCertHashObject(),
                    certs[0].getIssuerSerial());
        }

        static Id of(ESSCertID[] certs) throws CmsException {
            if (certs.length == 0) {
                throw DerBounds.malformed("signing-certificate names none");
            }
            return new Id(Optional.of(DigestAlgorithm.SHA1), certs[0].getCertHashObject(), certs[0].getIssuerSerial());
        }

        boolean matches(X509Certificate certificate) {
            try {
                return algorithm.isPresent()
                        && MessageDigest.isEqual(
                                hash.getOctets(), Providers.digest(algorithm.get(), certificate.getEncoded()))
                        && (issuerSerial == null || matches(issuerSerial, certificate));
            } catch (CertificateEncodingException e) {
                return false;
            }
        }

        private static boolean matches(IssuerSerial issuerSerial, X509Certificate certificate) {
            GeneralName[] names = issuerSerial.getIssuer().getNames();
            return issuerSerial.getSerial().hasValue(certificate.getSerialNumber())
                    && names.length == 1
                    && names[0].getTagNo() == GeneralName.directoryName
                    && SignerIds.isIssuer(X500Name.getInstance(names[0].getName()), certificate);
        }
    }
}
