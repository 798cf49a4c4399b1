package dev.vdx.path;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What others' path validation says of the same certificates: it is good if one of the ways to an anchor is. */
enum Oracle {
    JDK,
    BOUNCY_CASTLE;

    @Override
    public String toString() {
        return this == JDK ? "JDK" : "Bouncy Castle";
    }

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /** Whether it lets the signing certificate pass. */
    boolean accepts(Made made, boolean revocation) {
        return made.ways().stream().anyMatch(way -> accepts(way, made, revocation));
    }

    private boolean accepts(List<X509Certificate> way, Made made, boolean revocation) {
        X509Certificate anchor = way.get(way.size() - 1);
        try {
            byte[] wrapped = anchor.getExtensionValue(NAME_CONSTRAINTS);
            TrustAnchor trust = new TrustAnchor(
                    anchor,
                    wrapped == null
                            ? null
                            : ASN1OctetString.getInstance(wrapped).getOctets());
            PKIXParameters parameters = new PKIXParameters(Set.of(trust));
            parameters.setDate(Date.from(Plan.NOW));
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            CertPathValidator validator = this == JDK
                    ? CertPathValidator.getInstance("PKIX", "SUN")
                    : CertPathValidator.getInstance("PKIX", PROVIDER);
            List<X509Certificate> below = way.subList(0, way.size() - 1);
            parameters.setRevocationEnabled(revocation);
            if (revocation) {
                List<X509CRL> lists = new ArrayList<>();
                for (byte[] der : made.crls()) {
                    lists.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(der)));
                }
                parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
                PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
                Map<X509Certificate, byte[]> answers = new HashMap<>();
                for (X509Certificate certificate : below) {
                    made.ocsp().getOrDefault(certificate, List.of()).forEach(a -> answers.put(certificate, a));
                }
                checker.setOcspResponses(answers);
                if (made.ocsp().values().stream().allMatch(List::isEmpty)) {
                    checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS));
                }
                parameters.addCertPathChecker(checker);
            }
            validator.validate(factory.generateCertPath(below), parameters);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
