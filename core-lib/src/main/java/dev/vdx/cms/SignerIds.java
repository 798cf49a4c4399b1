package dev.vdx.cms;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x500.X500Name;

/** Whether a SignerIdentifier (RFC 5652, 5.3) names a certificate. */
final class SignerIds {
    private SignerIds() {}

    /** Must be called within {@link Asn1#reading}. */
    static boolean names(SignerIdentifier id, X509Certificate certificate) {
        if (id.isTagged()) {
            return hasKeyIdentifier(ASN1OctetString.getInstance(id.getId()).getOctets(), certificate);
        }
        IssuerAndSerialNumber named = IssuerAndSerialNumber.getInstance(id.getId());
        return named.getSerialNumber().hasValue(certificate.getSerialNumber())
                && isIssuer(named.getName(), certificate);
    }

    static boolean isIssuer(X500Name name, X509Certificate certificate) {
        byte[] encoded = Asn1.inOrder(name);
        X500Principal issuer = certificate.getIssuerX500Principal();
        return Arrays.equals(encoded, issuer.getEncoded()) || new X500Principal(encoded).equals(issuer);
    }

    private static boolean hasKeyIdentifier(byte[] identifier, X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER);
        byte[] expected = Asn1.der(new DEROctetString(Asn1.der(new DEROctetString(identifier))));
        return extension != null && Arrays.equals(extension, expected);
    }
}
