package dev.vdx.cms;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** One SignerInfo (RFC 5652, 5.3), read. */
final class SignerBlock {
    private static final int IMPLICIT_0 = 0xa0;

    private final ASN1Encodable encoded;
    private final ASN1Integer version;
    private final SignerIdentifier id;
    private final AlgorithmIdentifier digest;
    private final AlgorithmIdentifier algorithm;
    private final byte[] value;
    private final Optional<SignedAttributes> signedAttributes;
    private final AttributeTable signed;
    private final AttributeTable unsigned;

    /** Must be called within {@link Asn1#reading}. */
    SignerBlock(ASN1Encodable encoded) {
        this.encoded = encoded;
        SignerInfo info = SignerInfo.getInstance(encoded);
        this.version = info.getVersion();
        this.id = info.getSID();
        this.digest = info.getDigestAlgorithm();
        this.algorithm = info.getDigestEncryptionAlgorithm();
        this.value = info.getEncryptedDigest().getOctets();
        ASN1Set set = info.getAuthenticatedAttributes();
        this.signedAttributes = Optional.ofNullable(set).map(SignedAttributes::of);
        this.signed = AttributeTable.of(set);
        this.unsigned = AttributeTable.of(info.getUnauthenticatedAttributes());
    }

    /**
     * The fields from version to signature value, one behind the other, as archive time-stamps cover them (EN 319 122-1, 5.5.3).
     */
    byte[] fields() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Asn1.der(version));
        out.writeBytes(Asn1.der(id));
        out.writeBytes(Asn1.der(digest));
        if (signedAttributes.isPresent()) {
            byte[] attributes = signedAttributes.get().asFound().clone();
            attributes[0] = (byte) IMPLICIT_0;
            out.writeBytes(attributes);
        }
        out.writeBytes(Asn1.der(algorithm));
        out.writeBytes(Asn1.der(new DEROctetString(value)));
        return out.toByteArray();
    }

    /** All of it, unsigned attributes too. */
    ASN1Encodable encoded() {
        return encoded;
    }

    SignerIdentifier id() {
        return id;
    }

    AlgorithmIdentifier digest() {
        return digest;
    }

    AlgorithmIdentifier algorithm() {
        return algorithm;
    }

    /** The signature value; not a copy. */
    byte[] value() {
        return value;
    }

    /** The signed attributes encoded; empty where there are none. */
    Optional<SignedAttributes> signedAttributes() {
        return signedAttributes;
    }

    AttributeTable signed() {
        return signed;
    }

    AttributeTable unsigned() {
        return unsigned;
    }
}
