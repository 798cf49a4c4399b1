package dev.vdx.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.ProcessingInstruction;
import org.w3c.dom.Text;

/**
 * Which parts of a document are signed. What is not must be a signature, or only hold together what is: an element of which
 * nobody's digest speaks is where a wrapping attack puts its own content.
 */
final class SignedParts {
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    /** What XMLDSIG, XML encryption and XAdES are made of; no other document of ETSI or W3C is. */
    private static final Pattern KNOWN = Pattern.compile(
            "http://www\\.w3\\.org/[0-9/]*(xmldsig|xmlenc)[^/]*|http://uri\\.etsi\\.org/(01903|19132)/.*");

    private final Document document;
    private final Set<Node> signed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What signed parts and signatures are in. */
    private final Set<Node> holders = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Properties that signatures sign; they are checked with these. */
    private final Set<Node> own = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<Element> signatures = new ArrayList<>();

    SignedParts(Document document) {
        this.document = document;
    }

    /** A signature that stands in the document. */
    void signature(Element signature) {
        signatures.add(signature);
        hold(signature);
    }

    /** A digest over this element, or the document, holds. */
    void add(Node part) {
        signed.add(part);
        hold(part);
    }

    private void hold(Node part) {
        for (Node n = part.getParentNode(); n != null && holders.add(n); n = n.getParentNode()) {
            // Up to where others were.
        }
    }

    /** The first element that is signed by nobody. */
    Optional<String> unsigned() {
        for (Element signature : signatures) {
            for (Element object : Names.children(signature, Names.DS, "Object")) {
                if (!accounted(object)) {
                    return Optional.of(object.getNodeName());
                }
            }
            Optional<String> stranger = stranger(signature);
            if (stranger.isPresent()) {
                return stranger;
            }
        }
        if (signed.contains(document)) {
            return Optional.empty();
        }
        // One beside the root may say how the document is to be shown.
        for (Node n = document.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof ProcessingInstruction instruction) {
                return Optional.of("<?" + instruction.getTarget());
            }
        }
        return unsigned(document.getDocumentElement());
    }

    private Optional<String> unsigned(Element element) {
        if (signed.contains(element) || Names.isSignature(element)) {
            return Optional.empty();
        }
        if (!holders.contains(element) || saysSomething(element)) {
            return Optional.of(element.getNodeName());
        }
        return Names.children(element).stream()
                .map(this::unsigned)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What is signed in a signature apart, what it is made of and what was added to it are of known names; others could be taken for content. */
    private Optional<String> stranger(Element element) {
        String namespace = String.valueOf(element.getNamespaceURI());
        if (!KNOWN.matcher(namespace).matches() && !namespace.equals(Algorithms.EXCLUSIVE)) {
            return Optional.of(element.getNodeName());
        }
        Optional<Element> properties =
                Names.isSignature(element) ? Properties.of(element).signed() : Optional.empty();
        if (properties.isPresent()) {
            own.add(properties.get());
        }
        return Names.children(element).stream()
                .filter(child -> !signed.contains(child)
                        && !own.contains(child)
                        && !(Names.isSignature(element) && Names.is(child, Names.DS, "SignedInfo")))
                .map(this::stranger)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Of a signature's own objects, those with properties are read as such; any other must be signed. */
    private boolean accounted(Element object) {
        List<Element> children = Names.children(object);
        return signed.contains(object)
                || (!children.isEmpty()
                        && !text(object)
                        && children.stream()
                                .allMatch(c -> signed.contains(c) || Names.is(c, Names.XADES, "QualifyingProperties")));
    }

    /** Text or attributes of its own; namespaces, an identifier and white space say nothing. */
    private static boolean saysSomething(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (!attribute.isId() && !XMLNS.equals(attribute.getNamespaceURI())) {
                return true;
            }
        }
        return text(element);
    }

    private static boolean text(Element element) {
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Text text && !text.getData().isBlank()) {
                return true;
            }
        }
        return false;
    }
}
