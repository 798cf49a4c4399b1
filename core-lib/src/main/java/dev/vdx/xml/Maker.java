package dev.vdx.xml;

import java.util.Base64;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Makes the elements of a signature in the document it will stand in. */
record Maker(Document document) {
    private static final int LINE = 76;

    /** An element of XML signatures. */
    Element ds(Element parent, String name) {
        return in(parent, Names.DS, "ds:" + name);
    }

    /** An element of XAdES. */
    Element xades(Element parent, String name) {
        return in(parent, Names.XADES, "xades:" + name);
    }

    private Element in(Element parent, String namespace, String name) {
        Element made = document.createElementNS(namespace, name);
        parent.appendChild(made);
        return made;
    }

    /** An element that names an algorithm. */
    Element algorithm(Element parent, String name, String algorithm) {
        Element made = ds(parent, name);
        made.setAttribute("Algorithm", algorithm);
        return made;
    }

    static void text(Element element, String text) {
        element.appendChild(element.getOwnerDocument().createTextNode(text));
    }

    static void base64(Element element, byte[] bytes) {
        text(element, base64(bytes));
    }

    static String base64(byte[] bytes) {
        return Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    }

    /** An attribute that others refer to. */
    static void id(Element element, String id) {
        element.setAttribute("Id", id);
        element.setIdAttribute("Id", true);
    }
}
