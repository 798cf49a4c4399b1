package dev.vdx.sandbox;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.CollectionStore;

/** Writes a CMS signature with the signing-certificate-v2 attribute (RFC 5035), whoever the certificate is for. */
final class CmsMaker {

    private CmsMaker() {}

    static byte[] sign(
            ASN1ObjectIdentifier type,
            byte[] content,
            boolean encapsulated,
            TestIdentity identity,
            Instant time,
            boolean withCertificates) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(Crypto.digests())
                    .setSignedAttributeGenerator(
                            new DefaultSignedAttributeTableGenerator(attributes(identity.certificate(), time)))
                    .build(
                            Crypto.signer(identity.kind().jcaSignature(), identity.key()),
                            new X509CertificateHolder(Crypto.encoded(identity.certificate()))));
            if (withCertificates) {
                List<X509CertificateHolder> chain = new ArrayList<>();
                for (X509Certificate certificate : identity.chain()) {
                    chain.add(new X509CertificateHolder(Crypto.encoded(certificate)));
                }
                generator.addCertificates(new CollectionStore<>(chain));
            }
            return generator
                    .generate(new CMSProcessableByteArray(type, content), encapsulated)
                    .getEncoded("DER");
        } catch (CMSException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("the sandbox cannot sign", e);
        }
    }

    private static AttributeTable attributes(X509Certificate certificate, Instant time) {
        byte[] hash = Crypto.sha256(Crypto.encoded(certificate));
        ASN1EncodableVector attributes = new ASN1EncodableVector(2);
        attributes.add(
                new Attribute(PKCSObjectIdentifiers.pkcs_9_at_signingTime, new DERSet(new Time(Date.from(time)))));
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(null, hash)))));
        return new AttributeTable(attributes);
    }
}
