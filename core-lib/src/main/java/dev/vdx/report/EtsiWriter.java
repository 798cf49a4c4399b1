package dev.vdx.report;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements of ETSI TS 119 102-2 as a stream. */
final class EtsiWriter {
    static final String VR = "http://uri.etsi.org/19102/v1.4.1#";
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String SHA_256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    private final StringWriter out = new StringWriter(8192);
    private final XMLStreamWriter xml;
    private int depth;
    private boolean inner;

    /** What stands in an element. */
    @FunctionalInterface
    interface Content {
        void write();
    }

    private interface Writing {
        void run() throws XMLStreamException;
    }

    EtsiWriter() {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole document. */
    String document(String root, Content content) {
        writing(() -> {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("vr", root, VR);
            xml.writeNamespace("vr", VR);
            xml.writeNamespace("ds", DS);
            depth = 1;
            content.write();
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        });
        return out.toString();
    }

    void element(String name, Content content) {
        writing(() -> {
            line();
            xml.writeStartElement("vr", name, VR);
            depth++;
            inner = false;
            content.write();
            depth--;
            if (inner) {
                line();
            }
            xml.writeEndElement();
            inner = true;
        });
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** An element with an identifier. */
    void identified(String name, String id, Content content) {
        element(name, () -> {
            writing(() -> xml.writeAttribute("id", id));
            content.write();
        });
    }

    void text(String name, String text) {
        element(name, () -> writing(() -> xml.writeCharacters(XmlText.of(text))));
    }

    /** Text between the tags of the element being written. */
    void words(String text) {
        writing(() -> xml.writeCharacters(XmlText.of(text)));
    }

    /** A reference to validation objects. */
    void reference(String name, String ids) {
        writing(() -> {
            line();
            inner = true;
            xml.writeEmptyElement("vr", name, VR);
            xml.writeAttribute("VOReference", ids);
        });
    }

    void time(String name, Instant time) {
        text(name, Times.rfc3339(time));
    }

    /** SHA-256, in base64. */
    void digest(String base64) {
        element(
                "DigestAlgAndValue",
                () -> writing(() -> {
                    line();
                    xml.writeEmptyElement("ds", "DigestMethod", DS);
                    xml.writeAttribute("Algorithm", SHA_256);
                    line();
                    xml.writeStartElement("ds", "DigestValue", DS);
                    xml.writeCharacters(base64);
                    xml.writeEndElement();
                    inner = true;
                }));
    }

    /** Whether XML Schema has a way to write it. */
    static boolean writes(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }

    private static void writing(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
