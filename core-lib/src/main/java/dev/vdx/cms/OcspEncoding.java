package dev.vdx.cms;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;

/** The two ways an OCSP answer stands in documents: OCSPResponse, and the BasicOCSPResponse in it (RFC 6960, 4.2.1). */
public final class OcspEncoding {
    private OcspEncoding() {}

    /**
     * As OCSPResponse, which PDFs hold (ISO 32000-2, 12.8.4.3).
     *
     * @param der of an answer in either way, read before
     */
    public static byte[] response(byte[] der) {
        if (isResponse(der)) {
            return der;
        }
        try {
            return new OCSPResponse(
                            new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL),
                            new ResponseBytes(Oids.OCSP_BASIC, new DEROctetString(der)))
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalArgumentException("no OCSP answer", e);
        }
    }

    /**
     * As BasicOCSPResponse, which attributes of CAdES hold (EN 319 122-1, A.1.1.2.2).
     *
     * @param der of an answer in either way, read before
     */
    public static byte[] basic(byte[] der) {
        return isResponse(der)
                ? OCSPResponse.getInstance(der).getResponseBytes().getResponse().getOctets()
                : der;
    }

    private static boolean isResponse(byte[] der) {
        return ASN1Sequence.getInstance(der).getObjectAt(0) instanceof ASN1Enumerated;
    }
}
