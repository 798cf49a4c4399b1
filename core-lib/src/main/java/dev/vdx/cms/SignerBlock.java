package dev.vdx.cms;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** One SignerInfo (RFC 5652, 5.3), read. */
final class SignerBlock {
    private final SignerIdentifier id;
    private final AlgorithmIdentifier digest;
    private final AlgorithmIdentifier algorithm;
    private final byte[] value;
    private final @Nullable ASN1Set signedSet;
    private final AttributeTable signed;
    private final AttributeTable unsigned;

    /** Must be called within {@link Asn1#reading}. */
    SignerBlock(ASN1Encodable encoded) {
        SignerInfo info = SignerInfo.getInstance(encoded);
        this.id = info.getSID();
        this.digest = info.getDigestAlgorithm();
        this.algorithm = info.getDigestEncryptionAlgorithm();
        this.value = info.getEncryptedDigest().getOctets();
        this.signedSet = info.getAuthenticatedAttributes();
        this.signed = AttributeTable.of(signedSet);
        this.unsigned = AttributeTable.of(info.getUnauthenticatedAttributes());
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

    /** The signed attributes as they came, or null where there are none. */
    @Nullable
    ASN1Set signedSet() {
        return signedSet;
    }

    AttributeTable signed() {
        return signed;
    }

    AttributeTable unsigned() {
        return unsigned;
    }
}
