package dev.vdx.cms;

import dev.vdx.model.FindingCode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.jspecify.annotations.Nullable;

/**
 * A SignedData (RFC 5652, 5.1), read.
 *
 * @param contentType type of the content
 * @param content the content, where it is inside; not a copy
 * @param certificates those that can be read
 * @param certificateChoices all of them as they came, of any kind
 * @param crls the revocation data
 * @param signers at least one
 */
record SignedMessage(
        ASN1ObjectIdentifier contentType,
        Optional<byte[]> content,
        List<X509Certificate> certificates,
        List<ASN1Encodable> certificateChoices,
        List<ASN1Encodable> crls,
        List<SignerBlock> signers) {
    private static final int MOST_SIGNERS = 100;
    private static final int MOST_CERTIFICATES = 500;

    /** Reads what {@link Asn1#parse} gave. */
    static SignedMessage of(ASN1Primitive parsed) throws CmsException {
        return Asn1.reading("SignedData", () -> read(parsed));
    }

    private static SignedMessage read(ASN1Primitive parsed) throws CmsException, IOException {
        ContentInfo info = ContentInfo.getInstance(parsed);
        if (!info.getContentType().equals(Oids.SIGNED_DATA)) {
            throw DerBounds.malformed("not SignedData but " + info.getContentType());
        }
        SignedData data = SignedData.getInstance(info.getContent());
        ContentInfo encapsulated = data.getEncapContentInfo();
        return new SignedMessage(
                encapsulated.getContentType(),
                content(encapsulated.getContent()),
                certificates(data.getCertificates()),
                elements(data.getCertificates()),
                elements(data.getCRLs()),
                signers(data.getSignerInfos()));
    }

    private static Optional<byte[]> content(@Nullable ASN1Encodable content) throws CmsException {
        if (content == null) {
            return Optional.empty();
        }
        if (!(content instanceof ASN1OctetString octets)) {
            throw DerBounds.malformed("content is no OCTET STRING");
        }
        return Optional.of(octets.getOctets());
    }

    private static List<X509Certificate> certificates(@Nullable ASN1Set set) throws CmsException, IOException {
        List<byte[]> encoded = new ArrayList<>();
        for (ASN1Encodable each : elements(set)) {
            // The other choices, attribute certificates and the like (RFC 5652, 10.2.2), carry no key to verify with.
            if (each instanceof ASN1Sequence certificate) {
                encoded.add(certificate.getEncoded());
            }
        }
        if (encoded.size() > MOST_CERTIFICATES) {
            throw DerBounds.malformed("more than " + MOST_CERTIFICATES + " certificates");
        }
        return Certificates.parseAll(encoded);
    }

    private static List<SignerBlock> signers(ASN1Set set) throws CmsException {
        if (set.size() == 0) {
            throw new CmsException(FindingCode.NO_SIGNER);
        }
        if (set.size() > MOST_SIGNERS) {
            throw DerBounds.malformed("more than " + MOST_SIGNERS + " signers");
        }
        return elements(set).stream().map(SignerBlock::new).toList();
    }

    private static List<ASN1Encodable> elements(@Nullable ASN1Set set) {
        return set == null ? List.of() : List.of(set.toArray());
    }
}
