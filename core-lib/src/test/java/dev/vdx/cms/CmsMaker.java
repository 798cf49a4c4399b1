package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/** Makes signatures with whatever a test wants wrong about them; sets keep the order given. */
final class CmsMaker {
    SigningKey key;
    byte[] content;
    ASN1ObjectIdentifier contentType = Oids.DATA;
    boolean attached;
    boolean withAttributes = true;
    boolean signAsFound;
    AlgorithmIdentifier digest;
    AlgorithmIdentifier algorithm;
    List<X509Certificate> certificates;
    ASN1Encodable signerId;
    final List<ASN1Encodable> attributes = new ArrayList<>();
    final List<ASN1Encodable> unsigned = new ArrayList<>();
    final List<ASN1Encodable> certificatesToo = new ArrayList<>();
    final List<ASN1Encodable> revocation = new ArrayList<>();

    /** Content-type, message-digest and signing-certificate-v2, not in DER's order unless they happen to be. */
    static CmsMaker sound(SigningKey key, byte[] content) throws Exception {
        CmsMaker maker = new CmsMaker();
        maker.key = key;
        maker.content = content;
        maker.digest = AlgorithmIdentifiers.of(key.algorithm().digest());
        maker.algorithm = AlgorithmIdentifiers.of(key.algorithm());
        maker.certificates = key.chain();
        maker.signerId = issuerAndSerial(key.chain().get(0));
        maker.attributes.add(attribute(Oids.CONTENT_TYPE, Oids.DATA));
        maker.attributes.add(maker.messageDigest());
        maker.attributes.add(signingCertificate(key.chain().get(0)));
        return maker;
    }

    Attribute messageDigest() {
        return attribute(
                Oids.MESSAGE_DIGEST,
                new DEROctetString(Providers.digest(key.algorithm().digest(), content)));
    }

    static Attribute signingCertificate(X509Certificate certificate) throws Exception {
        byte[] hash = Providers.digest(DigestAlgorithm.SHA256, certificate.getEncoded());
        return attribute(Oids.SIGNING_CERTIFICATE_V2, new SigningCertificateV2(new ESSCertIDv2(hash)));
    }

    static ASN1Encodable issuerAndSerial(X509Certificate certificate) throws Exception {
        return new IssuerAndSerialNumber(Certificate.getInstance(certificate.getEncoded()));
    }

    static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        return new Attribute(type, new DLSet(values));
    }

    byte[] signerInfo() throws Exception {
        ASN1Set signed = set(attributes);
        byte[] toSign = withAttributes ? (signAsFound ? Asn1.inOrder(signed) : Asn1.der(signed)) : content;
        ASN1EncodableVector info = new ASN1EncodableVector();
        info.add(new ASN1Integer(1));
        info.add(signerId);
        info.add(digest);
        if (withAttributes) {
            info.add(new DLTaggedObject(false, 0, signed));
        }
        info.add(algorithm);
        info.add(new DEROctetString(key.sign(toSign)));
        if (!unsigned.isEmpty()) {
            info.add(new DLTaggedObject(false, 1, set(unsigned)));
        }
        return Asn1.inOrder(new DLSequence(info));
    }

    byte[] make() throws Exception {
        return make(List.of(signerInfo()));
    }

    byte[] make(List<byte[]> signerInfos) throws Exception {
        ASN1EncodableVector encapsulated = new ASN1EncodableVector();
        encapsulated.add(contentType);
        if (attached) {
            encapsulated.add(new DLTaggedObject(true, 0, new DEROctetString(content)));
        }
        ASN1EncodableVector data = new ASN1EncodableVector();
        data.add(new ASN1Integer(1));
        data.add(new DLSet(digest));
        data.add(new DLSequence(encapsulated));
        List<ASN1Encodable> encoded = new ArrayList<>();
        for (X509Certificate each : certificates) {
            encoded.add(Certificate.getInstance(each.getEncoded()));
        }
        encoded.addAll(certificatesToo);
        data.add(new DLTaggedObject(false, 0, set(encoded)));
        if (!revocation.isEmpty()) {
            data.add(new DLTaggedObject(false, 1, set(revocation)));
        }
        List<ASN1Encodable> signers = new ArrayList<>();
        for (byte[] each : signerInfos) {
            signers.add(Asn1.parse(each));
        }
        data.add(set(signers));
        ASN1EncodableVector info = new ASN1EncodableVector();
        info.add(Oids.SIGNED_DATA);
        info.add(new DLTaggedObject(true, 0, new DLSequence(data)));
        return Asn1.inOrder(new DLSequence(info));
    }

    private static DLSet set(List<ASN1Encodable> elements) {
        return new DLSet(elements.toArray(ASN1Encodable[]::new));
    }
}
