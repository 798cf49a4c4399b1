package dev.vdx.asic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** An ASiCManifest or ASiCArchiveManifest as it is written (EN 319 162-1, 4.4.3.1 and annex A.4, A.5), in the making. */
final class ManifestText {
    static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";
    static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    private final StringBuilder text;

    private ManifestText(String start) {
        this.text = new StringBuilder(start);
    }

    /** Of the signature in {@link AsicWriter#SIGNATURE}. */
    static ManifestText signed() {
        return signed(AsicWriter.SIGNATURE);
    }

    /** Of the signature in this entry. */
    static ManifestText signed(String part) {
        return over(part, "application/pkcs7-signature");
    }

    /** Of a time-stamp. */
    static ManifestText archive(String stamp) {
        return over(stamp, "application/vnd.etsi.timestamp-token");
    }

    private static ManifestText over(String by, String mediaType) {
        return new ManifestText("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:ASiCManifest xmlns:asic=\"" + ASIC
                + "\" xmlns:ds=\"" + DSIG + "\">\n  <asic:SigReference URI=\"" + by + "\" MimeType=\"" + mediaType
                + "\"/>\n");
    }

    /**
     * Names an entry.
     *
     * @param root whether it is the archive manifest before this one
     */
    void name(String name, Optional<String> mediaType, byte[] sha256, boolean root) {
        text.append("  <asic:DataObjectReference URI=\"")
                .append(escaped(ManifestUris.of(name)))
                .append('"');
        mediaType.ifPresent(
                type -> text.append(" MimeType=\"").append(escaped(type)).append('"'));
        text.append(root ? " Rootfile=\"true\"" : "")
                .append(">\n    <ds:DigestMethod Algorithm=\"" + SHA256 + "\"/>\n    <ds:DigestValue>")
                .append(Base64.getEncoder().encodeToString(sha256))
                .append("</ds:DigestValue>\n  </asic:DataObjectReference>\n");
    }

    byte[] bytes() {
        return (text + "</asic:ASiCManifest>\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
