package dev.vdx.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The metadata packet of a PDF/A-3U document (ISO 16684-1; ISO 19005-3, 6.6). */
record Xmp(String title, String creator, String language, Instant created, Optional<ElectronicDocument> document) {
    static final String PRODUCER = "VDX";

    byte[] bytes() {
        String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
        String packet = """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                  <rdf:Description rdf:about=""
                    xmlns:dc="http://purl.org/dc/elements/1.1/"
                    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
                    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
                   <pdfaid:part>3</pdfaid:part>
                   <pdfaid:conformance>U</pdfaid:conformance>
                   <dc:format>application/pdf</dc:format>
                   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">@TITLE@</rdf:li></rdf:Alt></dc:title>
                   <dc:creator><rdf:Seq><rdf:li>@CREATOR@</rdf:li></rdf:Seq></dc:creator>
                   <dc:language><rdf:Bag><rdf:li>@LANGUAGE@</rdf:li></rdf:Bag></dc:language>
                   <pdf:Producer>@PRODUCER@</pdf:Producer>
                   <xmp:CreatorTool>@PRODUCER@</xmp:CreatorTool>
                   <xmp:CreateDate>@TIME@</xmp:CreateDate>
                   <xmp:ModifyDate>@TIME@</xmp:ModifyDate>
                   <xmp:MetadataDate>@TIME@</xmp:MetadataDate>
                  </rdf:Description>
                 </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="w"?>
                """.replace("@LANGUAGE@", language)
                .replace("@PRODUCER@", PRODUCER)
                .replace("@TIME@", time)
                .replace("@CREATOR@", escape(creator))
                .replace("@TITLE@", escape(title));
        // An end tag is in no escaped text, so this is the one.
        String end = " </rdf:RDF>";
        packet = packet.replace(end, document.map(Xmp::properties).orElse("") + end);
        return packet.getBytes(StandardCharsets.UTF_8);
    }

    /** The {@code ed:} properties, and the description that PDF/A wants of what it does not know (ISO 19005-3, 6.6.2.3). */
    private static String properties(ElectronicDocument document) {
        StringBuilder said = new StringBuilder(2_048);
        said.append("  <rdf:Description rdf:about=\"\" xmlns:ed=\"")
                .append(ElectronicDocument.NAMESPACE)
                .append("\">\n");
        property(said, "DocumentOID", document.oid());
        property(said, "DocumentReferenceID", document.referenceId());
        property(said, "DocumentVersion", document.version());
        property(said, "DocumentFileName", document.fileName());
        said.append("""
                  </rdf:Description>
                  <rdf:Description rdf:about=""
                    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
                    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
                    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
                   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                    <pdfaSchema:schema>Thai electronic document</pdfaSchema:schema>
                    <pdfaSchema:namespaceURI>@NAMESPACE@</pdfaSchema:namespaceURI>
                    <pdfaSchema:prefix>ed</pdfaSchema:prefix>
                    <pdfaSchema:property><rdf:Seq>
                """.replace("@NAMESPACE@", ElectronicDocument.NAMESPACE));
        described(said, "DocumentOID", "Object identifier of the kind of document");
        described(said, "DocumentReferenceID", "Number given to the document by its issuer");
        described(said, "DocumentVersion", "Version of the document");
        described(said, "DocumentFileName", "Associated file that says the same in XML");
        return said.append("""
                    </rdf:Seq></pdfaSchema:property>
                   </rdf:li></rdf:Bag></pdfaExtension:schemas>
                  </rdf:Description>
                """).toString();
    }

    private static void property(StringBuilder said, String name, Optional<String> value) {
        value.ifPresent(v -> said.append("   <ed:")
                .append(name)
                .append('>')
                .append(escape(v))
                .append("</ed:")
                .append(name)
                .append(">\n"));
    }

    private static void described(StringBuilder said, String name, String what) {
        said.append("     <rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>")
                .append(name)
                .append("</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>")
                .append("<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>")
                .append(what)
                .append("</pdfaProperty:description></rdf:li>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
