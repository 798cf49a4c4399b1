package dev.vdx.trust;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * Where a certificate says its issuer publishes (RFC 5280, 4.2.1.13 and 4.2.2.1); http and https only.
 *
 * @param ocsp OCSP responders
 * @param issuers files with the issuer's certificate
 * @param crls revocation lists
 * @param pointNames every name of its distribution points as written, to compare with a CRL's scope
 */
record Published(List<URI> ocsp, List<URI> issuers, List<URI> crls, Set<GeneralName> pointNames) {
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String DISTRIBUTION_POINTS = "2.5.29.31";
    private static final Published NOTHING = new Published(List.of(), List.of(), List.of(), Set.of());
    private static final int DEEPEST = 16;
    private static final int MOST = 4;

    Published {
        ocsp = List.copyOf(ocsp);
        issuers = List.copyOf(issuers);
        crls = List.copyOf(crls);
        pointNames = Set.copyOf(pointNames);
    }

    static Published of(X509Certificate certificate) {
        try {
            return read(certificate);
        } catch (RuntimeException e) {
            // An extension of another structure than its name promises publishes nothing.
            return NOTHING;
        }
    }

    private static Published read(X509Certificate certificate) {
        List<URI> ocsp = new ArrayList<>();
        List<URI> issuers = new ArrayList<>();
        extension(certificate, AUTHORITY_INFORMATION_ACCESS).ifPresent(der -> {
            for (AccessDescription access :
                    AuthorityInformationAccess.getInstance(der).getAccessDescriptions()) {
                if (access.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                    add(ocsp, access.getAccessLocation());
                } else if (access.getAccessMethod().equals(AccessDescription.id_ad_caIssuers)) {
                    add(issuers, access.getAccessLocation());
                }
            }
        });
        List<URI> crls = new ArrayList<>();
        Set<GeneralName> names = new HashSet<>();
        extension(certificate, DISTRIBUTION_POINTS).ifPresent(der -> {
            for (DistributionPoint point : CRLDistPoint.getInstance(der).getDistributionPoints()) {
                points(point, crls, names);
            }
        });
        return new Published(ocsp, issuers, crls, names);
    }

    private static void points(DistributionPoint point, List<URI> crls, Set<GeneralName> names) {
        DistributionPointName name = point.getDistributionPoint();
        // A point with reasons or another issuer offers partial or indirect lists, which are not used.
        if (name == null
                || name.getType() != DistributionPointName.FULL_NAME
                || point.getReasons() != null
                || point.getCRLIssuer() != null) {
            return;
        }
        for (GeneralName each : GeneralNames.getInstance(name.getName()).getNames()) {
            names.add(each);
            add(crls, each);
        }
    }

    private static void add(List<URI> to, GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier || to.size() == MOST) {
            return;
        }
        try {
            URI address = URI.create(name.getName().toString());
            if (Http.isHttp(address) && !to.contains(address)) {
                to.add(address);
            }
        } catch (IllegalArgumentException e) {
            // An address that is none leads nowhere; what was not found is reported where it is missed.
        }
    }

    /** DER inside an extension, vetted; empty if it is absent or broken. */
    private static Optional<byte[]> extension(X509Certificate certificate, String oid) {
        byte[] value = certificate.getExtensionValue(oid);
        if (value == null) {
            return Optional.empty();
        }
        try {
            Der.vet(value, DEEPEST);
            byte[] inner = ASN1OctetString.getInstance(value).getOctets();
            Der.vet(inner, DEEPEST);
            return Optional.of(inner);
        } catch (Der.MalformedException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
