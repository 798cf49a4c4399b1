package dev.vdx.xml;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads XML files and the signatures in them. Judges no certificate. */
public final class XmlReader {
    private XmlReader() {}

    /** The largest document that is read, in bytes: a share of the heap. */
    public static long mostBytes() {
        return SafeXml.mostBytes();
    }

    /**
     * Reads a file. Whatever is wrong with it is a finding; XML that holds no signature has none.
     *
     * @param content what it should sign that is beside it, in any order; all of it must be signed. Stays open
     * @throws IOException only if a source cannot be read
     */
    public static SignedDocument read(Source source, List<Source> content, Limits limits) throws IOException {
        if (source.size() > SafeXml.mostBytes()) {
            return SignedDocument.unreadable(
                    Format.XML, Finding.of(FindingCode.LIMIT_EXCEEDED, "bytes of XML > " + SafeXml.mostBytes()));
        }
        try {
            for (Source each : content) {
                if (each.size() > limits.bytes()) {
                    throw new XmlException(FindingCode.LIMIT_EXCEEDED, "bytes > " + limits.bytes());
                }
            }
            Deadline deadline = new Deadline(limits.time());
            Document document = SafeXml.parse(source.bytes(0, (int) source.size()), limits);
            SignedParts parts = new SignedParts(document);
            XmlContent outside = new GivenContent(content, deadline);
            List<XmlSignature> signatures =
                    new SignatureReader(document, outside, parts, limits.signatures(), deadline, source.size()).read();
            List<Finding> findings = new ArrayList<>();
            if (!signatures.isEmpty()) {
                parts.unsigned().ifPresent(name -> findings.add(Finding.of(FindingCode.ENTRY_NOT_SIGNED, name)));
            }
            return new SignedDocument(
                    Format.XML, signatures.stream().map(XmlSignature::facts).toList(), findings);
        } catch (XmlException e) {
            return SignedDocument.unreadable(Format.XML, e.finding());
        }
    }

    /**
     * Reads the signatures of a container's part (EN 319 162-1, 4.3.3.2 and 4.4.2): a root element with signatures in it
     * and nothing else.
     *
     * @param content the container's entries
     * @throws XmlException if it is no such part
     * @throws IOException if an entry cannot be read
     */
    public static List<XmlSignature> inContainer(byte[] xml, XmlContent content, Limits limits)
            throws XmlException, IOException {
        Document document = SafeXml.parse(xml, limits);
        Element root = document.getDocumentElement();
        boolean plain = "XAdESSignatures".equals(root.getLocalName())
                && Names.children(root).stream().allMatch(Names::isSignature);
        if (!plain) {
            throw new XmlException(FindingCode.MALFORMED, "not a list of signatures");
        }
        Deadline deadline = new Deadline(limits.time());
        return new SignatureReader(document, content, new SignedParts(document), limits.signatures(), deadline, 0)
                .read();
    }
}
