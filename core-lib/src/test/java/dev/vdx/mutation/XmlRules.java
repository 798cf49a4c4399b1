package dev.vdx.mutation;

import dev.vdx.report.Report;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.helpers.DefaultHandler;

/** What may differ in an XML signature (XMLDSIG 1.1, EN 319 132-1) without changing what was signed or by whom. */
final class XmlRules implements Seed.Rules {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report sound, Report report) {
        boolean stampless = report.verdict().signatures().stream().noneMatch(s -> s.timeProven());
        List<Consumer<Document>> left = new ArrayList<>();
        left.add(XmlRules::leaveCommentsOut);
        if (same(original, mutant, left)) {
            return Optional.of("X1");
        }
        left.add(document -> leaveOut(document, DS, "KeyInfo"));
        if (same(original, mutant, left)) {
            return Optional.of("X2");
        }
        left.add(XmlRules::plainValue);
        if (same(original, mutant, left)) {
            return Optional.of("X3");
        }
        left.add(document -> leaveOut(document, XADES, "UnsignedProperties"));
        return stampless && same(original, mutant, left) ? Optional.of("X4") : Optional.empty();
    }

    private static boolean same(byte[] original, byte[] mutant, List<Consumer<Document>> left) {
        try {
            Document before = parsed(original);
            Document after = parsed(mutant);
            for (Consumer<Document> each : left) {
                each.accept(before);
                each.accept(after);
            }
            before.normalizeDocument();
            after.normalizeDocument();
            return before.getDocumentElement().isEqualNode(after.getDocumentElement());
        } catch (Exception e) {
            return false;
        }
    }

    private static Document parsed(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        return builder.parse(new ByteArrayInputStream(xml));
    }

    private static void leaveCommentsOut(Node node) {
        for (Node child : children(node)) {
            if (child instanceof Comment) {
                node.removeChild(child);
            } else {
                leaveCommentsOut(child);
            }
        }
    }

    private static List<Node> children(Node node) {
        NodeList list = node.getChildNodes();
        Node[] all = new Node[list.getLength()];
        Arrays.setAll(all, list::item);
        return List.of(all);
    }

    private static void leaveOut(Document document, String namespace, String name) {
        NodeList found = document.getElementsByTagNameNS(namespace, name);
        for (int i = found.getLength() - 1; i >= 0; i--) {
            found.item(i).getParentNode().removeChild(found.item(i));
        }
    }

    /** The signature's value without attributes, and white space between the parts of a signature. */
    private static void plainValue(Document document) {
        NodeList values = document.getElementsByTagNameNS(DS, "SignatureValue");
        for (int i = 0; i < values.getLength(); i++) {
            Element value = (Element) values.item(i);
            while (value.getAttributes().getLength() > 0) {
                value.removeAttributeNode((Attr) value.getAttributes().item(0));
            }
            byte[] bytes = Base64.getMimeDecoder().decode(value.getTextContent());
            value.setTextContent(Base64.getEncoder().encodeToString(bytes));
        }
        for (String name : List.of("Signature", "Object", "QualifyingProperties")) {
            NodeList found = document.getElementsByTagNameNS("*", name);
            for (int i = 0; i < found.getLength(); i++) {
                for (Node child : children(found.item(i))) {
                    if (child instanceof Text text && text.getData().isBlank()) {
                        found.item(i).removeChild(child);
                    }
                }
            }
        }
    }
}
