package dev.vdx.cms;

import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Set;

/**
 * The signed attributes of a signer, encoded.
 *
 * @param der as they are to be signed (RFC 5652, 5.4); not a copy
 * @param asFound in the order they came, which some signed instead; not a copy
 */
record SignedAttributes(byte[] der, byte[] asFound) {
    /** Cheap as long as nobody looked into them. */
    static SignedAttributes of(ASN1Set attributes) {
        byte[] found = Asn1.asFound(attributes);
        return SurelyDer.is(found)
                ? new SignedAttributes(found, found)
                : new SignedAttributes(Asn1.der(attributes), Asn1.inOrder(attributes));
    }

    boolean inDer() {
        return Arrays.equals(der, asFound);
    }
}
