package dev.vdx.xml;

import dev.vdx.cms.Certificates;
import dev.vdx.cms.OcspEncoding;
import dev.vdx.model.ValidationData;
import java.util.List;
import org.w3c.dom.Element;

/** Unsigned properties as they are written (EN 319 132-1, 5.3 to 5.5); each declares the names it uses. */
final class PropertyText {
    private static final String DS = " xmlns:ds=\"" + Names.DS + "\"";
    private static final String XADES = " xmlns:xades=\"" + Names.XADES + "\"";
    private static final String XADES_141 = " xmlns:xades141=\"" + Names.XADES_141 + "\"";

    private PropertyText() {}

    /** A signature time-stamp (5.3). */
    static String signatureTimestamp(String canonicalization, byte[] token) {
        return "<xades:SignatureTimeStamp" + XADES + ">" + timestamp(canonicalization, token)
                + "</xades:SignatureTimeStamp>";
    }

    /** An archive time-stamp (5.5.2). */
    static String archiveTimestamp(String canonicalization, byte[] token) {
        return "<xades141:ArchiveTimeStamp" + XADES_141 + XADES + ">" + timestamp(canonicalization, token)
                + "</xades141:ArchiveTimeStamp>";
    }

    private static String timestamp(String canonicalization, byte[] token) {
        return "<ds:CanonicalizationMethod" + DS + " Algorithm=\"" + canonicalization
                + "\"></ds:CanonicalizationMethod>" + encapsulated("TimeStamp", token);
    }

    /** CertificateValues (5.4.1) and RevocationValues (5.4.2); what is empty is left out. */
    static String values(ValidationData data) {
        return certificates(data) + revocations(data);
    }

    /** The same within another property of version 1.4.1; empty text where there is nothing. */
    static String values(String name, ValidationData data) {
        return data.isEmpty() ? "" : "<xades141:" + name + XADES_141 + ">" + values(data) + "</xades141:" + name + ">";
    }

    private static String certificates(ValidationData data) {
        List<byte[]> all =
                data.certificates().stream().map(Certificates::encoded).toList();
        return list("CertificateValues", XADES, all, "X509Certificate");
    }

    private static String revocations(ValidationData data) {
        List<byte[]> answers =
                data.ocspResponses().stream().map(OcspEncoding::response).toList();
        String values = list("CRLValues", "", data.crls(), "CRLValue") + list("OCSPValues", "", answers, "OCSPValue");
        return values.isEmpty() ? "" : "<xades:RevocationValues" + XADES + ">" + values + "</xades:RevocationValues>";
    }

    private static String list(String name, String namespaces, List<byte[]> all, String each) {
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<xades:" + name + namespaces + ">");
        all.forEach(der -> list.append(encapsulated(each, der)));
        return list + "</xades:" + name + ">";
    }

    private static String encapsulated(String name, byte[] der) {
        return "<xades:Encapsulated" + name + ">" + Maker.base64(der) + "</xades:Encapsulated" + name + ">";
    }

    /** A counter-signature (5.2.7.2). */
    static String counterSignature(String signature) {
        return "<xades:CounterSignature" + XADES + ">" + signature + "</xades:CounterSignature>";
    }

    /** Properties with what they stand in, where there are none yet, or none of the signature (4.3.5, 4.3.6). */
    static String in(Element home, String properties) {
        if (Names.is(home, Names.XADES, "UnsignedSignatureProperties")) {
            return properties;
        }
        boolean unsigned = Names.is(home, Names.XADES, "UnsignedProperties");
        String ofSignature = "<xades:UnsignedSignatureProperties" + XADES + ">" + properties
                + "</xades:UnsignedSignatureProperties>";
        return unsigned
                ? ofSignature
                : "<xades:UnsignedProperties" + XADES + ">" + ofSignature + "</xades:UnsignedProperties>";
    }
}
