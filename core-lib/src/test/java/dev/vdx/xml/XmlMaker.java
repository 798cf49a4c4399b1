package dev.vdx.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.model.Limits;
import dev.vdx.sandbox.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIDereferencer;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.crypto.dsig.spec.XPathFilter2ParameterSpec;
import javax.xml.crypto.dsig.spec.XPathFilterParameterSpec;
import javax.xml.crypto.dsig.spec.XPathType;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Plain XML signatures by Java's own signer, over whatever a test asks for. */
record XmlMaker(TestIdentity signer, Map<String, String> beside) {
    private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

    XmlMaker(TestIdentity signer) {
        this(signer, new HashMap<>());
    }

    static Transform transform(String algorithm) throws Exception {
        return FACTORY.newTransform(algorithm, (TransformParameterSpec) null);
    }

    static Transform enveloped() throws Exception {
        return transform(Transform.ENVELOPED);
    }

    static Transform xpath(String expression) throws Exception {
        return FACTORY.newTransform(Transform.XPATH, new XPathFilterParameterSpec(expression, Map.of("ds", Names.DS)));
    }

    static Transform filter(XPathType.Filter filter, String expression) throws Exception {
        return FACTORY.newTransform(
                Transform.XPATH2,
                new XPathFilter2ParameterSpec(List.of(new XPathType(expression, filter, Map.of("ds", Names.DS)))));
    }

    static Reference reference(String uri, Transform... transforms) throws Exception {
        return FACTORY.newReference(
                uri, FACTORY.newDigestMethod(DigestMethod.SHA256, null), List.of(transforms), null, null);
    }

    /** An object of this text, to be signed where a reference names its Id. */
    static XMLObject object(String id, Node content) {
        return FACTORY.newXMLObject(List.of(new DOMStructure(content)), id, null, null);
    }

    /** The document with a signature as the last child of its root. */
    String enveloped(String xml, Reference... references) throws Exception {
        Document document = SafeXml.parse(xml.getBytes(UTF_8), Limits.DEFAULT);
        sign(document.getDocumentElement(), List.of(), references);
        return text(document);
    }

    /** A signature that holds this document in an object. */
    String enveloping(String xml, String id) throws Exception {
        Document document = SafeXml.parse("<none/>".getBytes(UTF_8), Limits.DEFAULT);
        Node content = document.importNode(
                SafeXml.parse(xml.getBytes(UTF_8), Limits.DEFAULT).getDocumentElement(), true);
        return enveloping(document, content, id);
    }

    /** A signature that holds this base64 in an object, signed as what it stands for. */
    String envelopingText(String base64, String id) throws Exception {
        Document document = SafeXml.parse("<none/>".getBytes(UTF_8), Limits.DEFAULT);
        return enveloping(document, document.createTextNode(base64), id, transform(Transform.BASE64));
    }

    private String enveloping(Document document, Node content, String id, Transform... transforms) throws Exception {
        sign(document.getDocumentElement(), List.of(object(id, content)), reference("#" + id, transforms));
        Element signature = Names.children(document.getDocumentElement()).get(0);
        document.replaceChild(signature, document.getDocumentElement());
        return text(document);
    }

    /** A signature over files beside it, by name. */
    String detached(Map<String, String> files) throws Exception {
        Document document = SafeXml.parse("<none/>".getBytes(UTF_8), Limits.DEFAULT);
        List<Reference> references = new ArrayList<>();
        for (String name : files.keySet()) {
            references.add(reference(name));
        }
        beside.putAll(files);
        sign(document.getDocumentElement(), List.of(), references.toArray(Reference[]::new));
        Element signature = Names.children(document.getDocumentElement()).get(0);
        document.replaceChild(signature, document.getDocumentElement());
        return text(document);
    }

    /** The document, its last signature counter-signed over what this identifies. */
    String countersigned(String xml, String id) throws Exception {
        Document document = SafeXml.parse(
                xml.replace(
                                "</ds:Signature>",
                                "<ds:Object><x:QualifyingProperties xmlns:x=\"" + Names.XADES
                                        + "\" Target=\"#signature\"><x:UnsignedProperties>"
                                        + "<x:UnsignedSignatureProperties><x:CounterSignature/>"
                                        + "</x:UnsignedSignatureProperties></x:UnsignedProperties>"
                                        + "</x:QualifyingProperties></ds:Object></ds:Signature>")
                        .getBytes(UTF_8),
                Limits.DEFAULT);
        Element counter = (Element)
                document.getElementsByTagNameNS(Names.XADES, "CounterSignature").item(0);
        sign(counter, List.of(), reference("#" + id, transform(CanonicalizationMethod.EXCLUSIVE)));
        return text(document);
    }

    private void sign(Element parent, List<XMLObject> objects, Reference... references) throws Exception {
        boolean counter = parent.getLocalName().equals("CounterSignature");
        boolean rsa = signer.key().getAlgorithm().equals("RSA");
        KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
        KeyInfo info = keys.newKeyInfo(List.of(keys.newX509Data(new ArrayList<>(signer.chain()))));
        DOMSignContext context = new DOMSignContext(signer.key(), parent);
        context.setDefaultNamespacePrefix("ds");
        URIDereferencer inside = FACTORY.getURIDereferencer();
        context.setURIDereferencer((uri, c) -> beside.containsKey(uri.getURI())
                ? new OctetStreamData(
                        new ByteArrayInputStream(beside.get(uri.getURI()).getBytes(UTF_8)))
                : inside.dereference(uri, c));
        FACTORY.newXMLSignature(
                        FACTORY.newSignedInfo(
                                FACTORY.newCanonicalizationMethod(
                                        CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                                FACTORY.newSignatureMethod(
                                        "http://www.w3.org/2001/04/xmldsig-more#"
                                                + (rsa ? "rsa-sha256" : "ecdsa-sha256"),
                                        null),
                                List.of(references)),
                        info,
                        objects,
                        counter ? "counter" : "signature",
                        counter ? "counter-value" : "value")
                .sign(context);
    }

    private static String text(Document document) throws Exception {
        StringWriter out = new StringWriter();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(out));
        return out.toString();
    }
}
