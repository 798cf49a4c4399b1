package dev.vdx.xml;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
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
public final class SafeXml {
    private static final long LARGEST = 32L << 20;

    /** A document is some sixty times its file in the heap at worst: empty elements. */
    private static final int SHARE_OF_HEAP = 64;

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

    /**
     * The document.
     *
     * @throws XmlException it is not well-formed, has a document type, or is over a limit
     */
    public static Document parse(byte[] xml, Limits limits) throws XmlException {
        if (xml.length > Math.min(limits.bytes(), mostBytes())) {
            throw new XmlException(FindingCode.LIMIT_EXCEEDED, "bytes of XML > " + mostBytes());
        }
        try {
            Document document = Parser.of(limits.depth()).parse(xml);
            new Identifiers(limits.objects()).declare(document);
            return document;
        } catch (SAXException | IOException e) {
            throw new XmlException(
                    FindingCode.MALFORMED, "not well-formed XML, with a document type, or nested too deep");
        }
    }

    /** A document without anything in it. */
    static Document empty() {
        return Parser.made(Limits.DEFAULT.depth()).builder().newDocument();
    }

    /**
     * Reads documents one after the other, for making a parser costs more than reading a small document; not for ever, for it keeps the names it has seen.
     *
     * @param read how many bytes it has read
     */
    private record Parser(DocumentBuilder builder, int depth, long read) {
        private static final int MOST_IDLE = 16;
        private static final long MOST_READ = 4L << 20;

        /** Of the usual depth. */
        private static final Queue<Parser> IDLE = new ArrayBlockingQueue<>(MOST_IDLE);

        static Parser of(int depth) {
            return depth == Limits.DEFAULT.depth()
                    ? Optional.ofNullable(IDLE.poll()).orElseGet(() -> made(depth))
                    : made(depth);
        }

        static Parser made(int depth) {
            try {
                DocumentBuilder builder = factory(depth).newDocumentBuilder();
                builder.setErrorHandler(STRICT);
                builder.setEntityResolver((publicId, systemId) -> {
                    throw new SAXException("external entity");
                });
                return new Parser(builder, depth, 0);
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException("this Java's XML parser cannot be hardened", e);
            }
        }

        /** One that gives up on a document reads no other. */
        Document parse(byte[] xml) throws SAXException, IOException {
            Document document = builder.parse(new ByteArrayInputStream(xml));
            if (depth == Limits.DEFAULT.depth() && read + xml.length <= MOST_READ) {
                IDLE.offer(new Parser(builder, depth, read + xml.length));
            }
            return document;
        }
    }

    private static DocumentBuilderFactory factory(int depth) throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(depth));
        factory.setExpandEntityReferences(false);
        factory.setXIncludeAware(false);
        return factory;
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
