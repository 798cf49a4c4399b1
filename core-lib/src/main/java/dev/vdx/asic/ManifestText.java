package dev.vdx.asic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes an ASiCManifest (EN 319 162-1, 4.4.3.1 and annex A.4). */
final class ManifestText {
    static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";
    static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    private ManifestText() {}

    static byte[] of(List<AsicEntry> entries, List<byte[]> sha256) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<asic:ASiCManifest xmlns:asic=\"" + ASIC + "\" xmlns:ds=\"" + DSIG + "\">\n")
                .append("  <asic:SigReference URI=\"" + AsicWriter.SIGNATURE
                        + "\" MimeType=\"application/pkcs7-signature\"/>\n");
        for (int i = 0; i < entries.size(); i++) {
            xml.append("  <asic:DataObjectReference URI=\"")
                    .append(escaped(ManifestUris.of(entries.get(i).name())))
                    .append("\" MimeType=\"")
                    .append(escaped(entries.get(i).mediaType()))
                    .append("\">\n    <ds:DigestMethod Algorithm=\"" + SHA256 + "\"/>\n    <ds:DigestValue>")
                    .append(Base64.getEncoder().encodeToString(sha256.get(i)))
                    .append("</ds:DigestValue>\n  </asic:DataObjectReference>\n");
        }
        return xml.append("</asic:ASiCManifest>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
