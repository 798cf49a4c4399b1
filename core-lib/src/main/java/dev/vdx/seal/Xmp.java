package dev.vdx.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The metadata packet of a PDF/A-3U document (ISO 16684-1; ISO 19005-3, 6.6). */
record Xmp(String title, String creator, String language, Instant created) {
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
        return packet.getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
