package dev.vdx.xml;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Parses XML that may be hostile: no document type, no entity of its own, nothing fetched, a bound on size and depth. */
final class SafeXml {
    private static final long LARGEST = 32L << 20;

    /** A document is some sixty times its file in the heap at worst: empty elements. */
    private static final int SHARE_OF_HEAP = 64;

    private static final DocumentBuilderFactory USUAL = factory(Limits.DEFAULT.depth());
    private static final Set<String> IDS = Set.of("Id", "ID", "id");
    private static final ErrorHandler STRICT = new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {
            // Of no consequence to what is well-formed.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    };

    private SafeXml() {}

    static long mostBytes() {
        return Math.min(LARGEST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    static Document parse(byte[] xml, Limits limits) throws XmlException {
        if (xml.length > Math.min(limits.bytes(), mostBytes())) {
            throw new XmlException(FindingCode.LIMIT_EXCEEDED, "bytes of XML > " + mostBytes());
        }
        try {
            DocumentBuilder builder = builder(limits);
            builder.setErrorHandler(STRICT);
            builder.setEntityResolver((publicId, systemId) -> {
                throw new SAXException("external entity");
            });
            Document document = builder.parse(new ByteArrayInputStream(xml));
            new Identifiers(limits.objects()).declare(document);
            return document;
        } catch (SAXException | IOException e) {
            throw new XmlException(
                    FindingCode.MALFORMED, "not well-formed XML, with a document type, or nested too deep");
        }
    }

    /** A document without anything in it. */
    static Document empty() {
        return builder(Limits.DEFAULT).newDocument();
    }

    /** Each of a factory's settings costs a parser, so one serves all who ask for the usual depth, one after the other. */
    private static DocumentBuilder builder(Limits limits) {
        try {
            if (limits.depth() != Limits.DEFAULT.depth()) {
                return factory(limits.depth()).newDocumentBuilder();
            }
            synchronized (USUAL) {
                return USUAL.newDocumentBuilder();
            }
        } catch (ParserConfigurationException e) {
            throw unhardened(e);
        }
    }

    private static DocumentBuilderFactory factory(int depth) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
        } catch (ParserConfigurationException e) {
            throw unhardened(e);
        }
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(depth));
        factory.setExpandEntityReferences(false);
        factory.setXIncludeAware(false);
        return factory;
    }

    private static IllegalStateException unhardened(ParserConfigurationException e) {
        return new IllegalStateException("this Java's XML parser cannot be hardened", e);
    }

    /** Says which attributes are identifiers, as no document type does; one that is there twice names nothing. */
    private static final class Identifiers {
        private final Map<String, Attr> seen = new HashMap<>();
        private int left;

        Identifiers(int most) {
            this.left = most;
        }

        void declare(Document document) throws XmlException {
            Node node = document.getDocumentElement();
            while (node != null) {
                if (--left < 0) {
                    throw new XmlException(FindingCode.LIMIT_EXCEEDED, "nodes of XML");
                }
                if (node instanceof Element element) {
                    declare(element);
                }
                node = next(node);
            }
        }

        private static @Nullable Node next(Node node) {
            if (node.getFirstChild() != null) {
                return node.getFirstChild();
            }
            Node at = node;
            while (at != null && at.getNextSibling() == null) {
                at = at.getParentNode();
            }
            return at == null ? null : at.getNextSibling();
        }

        private void declare(Element element) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Attr attribute = (Attr) attributes.item(i);
                boolean plain = attribute.getNamespaceURI() == null && IDS.contains(attribute.getName());
                boolean xml = XMLConstants.XML_NS_URI.equals(attribute.getNamespaceURI())
                        && "id".equals(attribute.getLocalName());
                if (plain || xml) {
                    Attr before = seen.putIfAbsent(attribute.getValue(), attribute);
                    if (before == null) {
                        element.setIdAttributeNode(attribute, true);
                    } else if (before.isId()) {
                        before.getOwnerElement().setIdAttributeNode(before, false);
                    }
                }
            }
        }
    }
}
