package dev.vdx.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Turns a {@link CertificateSpec} into a certificate. */
final class CertificateMaker {

    private CertificateMaker() {}

    static X509Certificate make(
            CertificateSpec spec,
            PublicKey key,
            BigInteger serial,
            X500Name issuer,
            PublicKey issuerKey,
            PrivateKey signingKey,
            String algorithm,
            Addresses addresses) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    serial,
                    Date.from(spec.notBefore()),
                    Date.from(spec.notAfter()),
                    new X500Name(spec.subject()),
                    SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            identifiers(builder, key, issuerKey);
            usages(builder, spec);
            addresses(builder, addresses);
            for (CertificateSpec.Extra extra : spec.extensions()) {
                builder.addExtension(
                        new ASN1ObjectIdentifier(extra.oid()),
                        extra.critical(),
                        ASN1Primitive.fromByteArray(extra.der()));
            }
            return Crypto.certificate(
                    builder.build(Crypto.signer(algorithm, signingKey)).getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalArgumentException("cannot make the certificate " + spec.subject(), e);
        }
    }

    private static void identifiers(X509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey)
            throws IOException, OperatorCreationException {
        X509ExtensionUtils identifiers = new X509ExtensionUtils(new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                identifiers.createSubjectKeyIdentifier(SubjectPublicKeyInfo.getInstance(key.getEncoded())));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(SubjectPublicKeyInfo.getInstance(issuerKey.getEncoded())));
    }

    private static void usages(X509v3CertificateBuilder builder, CertificateSpec spec) throws IOException {
        if (spec.pathLength().isPresent()) {
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    new BasicConstraints(spec.pathLength().getAsInt()));
        }
        if (spec.keyUsage() != 0) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(spec.keyUsage()));
        }
        if (!spec.extendedKeyUsages().isEmpty()) {
            KeyPurposeId[] purposes = spec.extendedKeyUsages().stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new);
            builder.addExtension(
                    Extension.extendedKeyUsage, spec.extendedKeyUsageCritical(), new ExtendedKeyUsage(purposes));
        }
    }

    private static void addresses(X509v3CertificateBuilder builder, Addresses addresses) throws IOException {
        List<AccessDescription> access = new ArrayList<>();
        addresses.ocsp().ifPresent(uri -> access.add(new AccessDescription(AccessDescription.id_ad_ocsp, name(uri))));
        addresses
                .issuer()
                .ifPresent(uri -> access.add(new AccessDescription(AccessDescription.id_ad_caIssuers, name(uri))));
        if (!access.isEmpty()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(access.toArray(new AccessDescription[0])));
        }
        if (addresses.crl().isPresent()) {
            DistributionPoint point = new DistributionPoint(
                    new DistributionPointName(
                            new GeneralNames(name(addresses.crl().get()))),
                    null,
                    null);
            builder.addExtension(
                    Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
        }
    }

    private static GeneralName name(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }
}
