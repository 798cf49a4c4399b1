package dev.vdx.judges;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Java's own XML signatures, which know nothing of XAdES. */
final class JavaXml {
    private JavaXml() {}

    /** Whether the first signature holds, with the key of the first certificate in it; content that is elsewhere is this. */
    static boolean accepts(byte[] xml, Optional<byte[]> content) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        Element signature = (Element)
                document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0);
        identify(document.getElementsByTagNameNS("*", "SignedProperties"));
        identify(document.getElementsByTagNameNS(XMLSignature.XMLNS, "Object"));
        DOMValidateContext context =
                new DOMValidateContext(certificate(signature).getPublicKey(), signature);
        XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
        content.ifPresent(bytes -> context.setURIDereferencer(
                (reference, within) -> reference.getURI().startsWith("#")
                        ? signatures.getURIDereferencer().dereference(reference, within)
                        : new OctetStreamData(new ByteArrayInputStream(bytes))));
        return signatures.unmarshalXMLSignature(context).validate(context);
    }

    private static void identify(NodeList elements) {
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.hasAttribute("Id")) {
                element.setIdAttribute("Id", true);
            }
        }
    }

    private static X509Certificate certificate(Element signature) throws Exception {
        String text = signature
                .getElementsByTagNameNS(XMLSignature.XMLNS, "X509Certificate")
                .item(0)
                .getTextContent();
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getMimeDecoder().decode(text)));
    }
}
