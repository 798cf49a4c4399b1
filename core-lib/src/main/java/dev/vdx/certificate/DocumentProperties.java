package dev.vdx.certificate;

import dev.vdx.model.Limits;
import dev.vdx.seal.ElectronicDocument;
import dev.vdx.xml.SafeXml;
import dev.vdx.xml.XmlException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The {@code ed:} properties of a document's metadata (XMP, ISO 16684-1), under either namespace that Thai documents have.
 *
 * @param namespace the one they stand under
 * @param said what they say
 * @param contradictions names of properties that are there with more than one value
 */
public record DocumentProperties(String namespace, ElectronicDocument said, List<String> contradictions) {
    /** Longest metadata read, in bytes. */
    static final int LARGEST = 1 << 20;

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final List<String> NAMESPACES =
            List.of(ElectronicDocument.NAMESPACE, ElectronicDocument.CERTIFICATE_NAMESPACE);
    private static final List<String> NAMES =
            List.of("DocumentOID", "DocumentReferenceID", "DocumentVersion", "DocumentFileName");
    private static final Limits BOUNDS = new Limits(LARGEST, 50_000, 64, LARGEST, 1, Duration.ofSeconds(10));

    public DocumentProperties {
        contradictions = List.copyOf(contradictions);
    }

    /**
     * Those of a metadata packet; empty where it has none.
     *
     * @throws CertificateException it is no sound XML, has a document type, or is over a limit
     */
    public static Optional<DocumentProperties> read(byte[] xmp) throws CertificateException {
        Document document;
        try {
            document = SafeXml.parse(xmp, BOUNDS);
        } catch (XmlException e) {
            throw new CertificateException("the metadata cannot be read", e);
        }
        Map<String, TreeSet<String>> values = new TreeMap<>();
        TreeSet<String> namespaces = new TreeSet<>();
        NodeList descriptions = document.getElementsByTagNameNS(RDF, "Description");
        for (int i = 0; i < descriptions.getLength(); i++) {
            collect((Element) descriptions.item(i), values, namespaces);
        }
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String namespace = namespaces.contains(ElectronicDocument.NAMESPACE)
                ? ElectronicDocument.NAMESPACE
                : ElectronicDocument.CERTIFICATE_NAMESPACE;
        return Optional.of(new DocumentProperties(
                namespace,
                new ElectronicDocument(
                        first(values, NAMES.get(0)),
                        first(values, NAMES.get(1)),
                        first(values, NAMES.get(2)),
                        first(values, NAMES.get(3))),
                values.entrySet().stream()
                        .filter(e -> e.getValue().size() > 1)
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    /** Properties are elements or, as XMP has it too, attributes. */
    private static void collect(Element description, Map<String, TreeSet<String>> values, TreeSet<String> namespaces) {
        for (Node node = description.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element property) {
                add(property, property.getTextContent().strip(), values, namespaces);
            }
        }
        NamedNodeMap attributes = description.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            add(attribute, attribute.getValue().strip(), values, namespaces);
        }
    }

    private static void add(Node node, String text, Map<String, TreeSet<String>> values, TreeSet<String> namespaces) {
        String namespace = node.getNamespaceURI();
        if (namespace != null && NAMESPACES.contains(namespace) && NAMES.contains(node.getLocalName())) {
            values.computeIfAbsent(node.getLocalName(), n -> new TreeSet<>()).add(text);
            namespaces.add(namespace);
        }
    }

    private static Optional<String> first(Map<String, TreeSet<String>> values, String name) {
        return Optional.ofNullable(values.get(name)).map(TreeSet::first);
    }
}
