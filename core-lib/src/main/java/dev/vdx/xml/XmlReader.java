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

    /**
     * Reads a file. Whatever is wrong with it is a finding; XML that holds no signature has none.
     *
     * @throws IOException only if the source cannot be read
     */
    public static SignedDocument read(Source source, Limits limits) throws IOException {
        if (source.size() > SafeXml.mostBytes()) {
            return SignedDocument.unreadable(
                    Format.XML, Finding.of(FindingCode.LIMIT_EXCEEDED, "bytes of XML > " + SafeXml.mostBytes()));
        }
        try {
            Document document = SafeXml.parse(source.bytes(0, (int) source.size()), limits);
            SignedParts parts = new SignedParts(document);
            List<XmlSignature> signatures =
                    new SignatureReader(document, XmlContent.NONE, parts, limits, source.size()).read();
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
        return new SignatureReader(document, content, new SignedParts(document), limits, 0).read();
    }
}
