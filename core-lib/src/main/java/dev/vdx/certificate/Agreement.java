package dev.vdx.certificate;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.xml.SafeXml;
import dev.vdx.xml.XmlException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Whether {@code ContentInformation.xml}, its twin in JSON and the metadata of a document say the same. Compared is what
 * claims to be of the one record: XML of VDX's namespace beside the twin; what others write is theirs.
 *
 * @param state whether they agree
 * @param facts how many facts were compared
 * @param difference where they first differ, or why they could not be read: a path or a reason, never a value
 */
public record Agreement(State state, int facts, String difference) {
    private static final int LARGEST_XML = 4 << 20;
    private static final Limits BOUNDS = new Limits(LARGEST_XML, 200_000, 32, LARGEST_XML, 1, Duration.ofSeconds(10));

    /** Whether twins agree. */
    public enum State {
        /** There are not both. */
        NO_TWINS,
        /** There are both, but the XML is of a kind only its issuer knows. */
        NOT_COMPARED,
        /** They say the same. */
        AGREE,
        /** They do not, or one cannot be read. */
        DISAGREE;

        /** The word for it on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Compares.
     *
     * @param files the contents of all embedded files of a name
     * @param metadata the document's metadata; asked for only where there is something to compare it with
     */
    public static Agreement of(Function<String, List<byte[]>> files, Supplier<Optional<byte[]>> metadata) {
        List<byte[]> xml = files.apply(Twins.XML_NAME);
        List<byte[]> json = xml.isEmpty() ? List.of() : files.apply(Twins.JSON_NAME);
        if (xml.isEmpty() || json.isEmpty()) {
            return new Agreement(State.NO_TWINS, 0, "");
        } else if (xml.size() > 1 || json.size() > 1) {
            return disagree("two files of the name " + (xml.size() > 1 ? Twins.XML_NAME : Twins.JSON_NAME));
        }
        Document document;
        try {
            document = SafeXml.parse(xml.get(0), BOUNDS);
        } catch (XmlException e) {
            return disagree(Twins.XML_NAME + " cannot be read");
        }
        Element root = document.getDocumentElement();
        if (!Twins.NAMESPACE.equals(root.getNamespaceURI())) {
            return new Agreement(State.NOT_COMPARED, 0, "");
        }
        return compared(document, json.get(0), metadata);
    }

    /** What verification reports of it. */
    public List<Finding> findings() {
        return state == State.DISAGREE ? List.of(Finding.of(FindingCode.TWINS_DISAGREE, difference)) : List.of();
    }

    private static Agreement compared(Document xml, byte[] json, Supplier<Optional<byte[]>> metadata) {
        Facts facts;
        try {
            facts = Facts.of(xml);
        } catch (CertificateException e) {
            return disagree(Twins.XML_NAME + ": " + e.getMessage());
        }
        Facts twin;
        try {
            twin = Facts.of(StrictJson.read(json));
        } catch (CertificateException e) {
            return disagree(Twins.JSON_NAME + " cannot be read");
        }
        Optional<String> difference = facts.difference(twin).or(() -> contradicted(facts, metadata.get()));
        return difference.map(Agreement::disagree).orElseGet(() -> new Agreement(State.AGREE, facts.size(), ""));
    }

    /** The property of the metadata that says something else. */
    private static Optional<String> contradicted(Facts facts, Optional<byte[]> metadata) {
        try {
            Optional<DocumentProperties> properties =
                    metadata.isPresent() ? DocumentProperties.read(metadata.get()) : Optional.empty();
            return properties.flatMap(p -> p.contradictions().stream()
                    .findFirst()
                    .or(() -> other("DocumentReferenceID", p.said().referenceId(), facts, "document.reference"))
                    .or(() -> other("DocumentVersion", p.said().version(), facts, "document.version"))
                    .or(() -> other("DocumentOID", p.said().oid(), facts, "document.oid"))
                    .map(name -> "ed:" + name));
        } catch (CertificateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> other(String name, Optional<String> said, Facts facts, String path) {
        return said.isPresent() && !said.equals(facts.text(path)) ? Optional.of(name) : Optional.empty();
    }

    private static Agreement disagree(String why) {
        return new Agreement(State.DISAGREE, 0, why);
    }
}
