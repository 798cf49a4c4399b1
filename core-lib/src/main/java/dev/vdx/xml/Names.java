package dev.vdx.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Namespaces of XML signatures, and elements looked up by them. */
final class Names {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    static final String XADES_141 = "http://uri.etsi.org/01903/v1.4.1#";
    static final String SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";
    static final String COUNTERSIGNED = "http://uri.etsi.org/01903#CountersignedSignature";
    static final String MANIFEST = DS + "Manifest";

    private Names() {}

    static boolean is(Node node, String namespace, String name) {
        return node instanceof Element element
                && namespace.equals(element.getNamespaceURI())
                && name.equals(element.getLocalName());
    }

    static boolean isSignature(Node node) {
        return is(node, DS, "Signature");
    }

    /** Its child elements, in order. */
    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static List<Element> children(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(child -> is(child, namespace, name))
                .toList();
    }

    /** The one child of this name; empty where there are none or several. */
    static Optional<Element> child(Element parent, String namespace, String name) {
        List<Element> found = children(parent, namespace, name);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The one descendant down this path of XAdES names. */
    static Optional<Element> path(Element from, String... names) {
        Optional<Element> at = Optional.of(from);
        for (String name : names) {
            at = at.flatMap(e -> child(e, XADES, name));
        }
        return at;
    }

    static boolean within(Node node, Node ancestor) {
        for (Node n = node; n != null; n = n.getParentNode()) {
            if (n.isSameNode(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
