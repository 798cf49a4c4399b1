package dev.vdx.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries of containers with evidence records in them (EN 319 162-1, 4.3.3.2 and 4.4), for {@code Zips}. */
public final class EvidenceContainer {
    public static final String MANIFEST = "META-INF/ASiCEvidenceRecordManifest001.xml";
    public static final String RECORD = "META-INF/evidencerecord001.ers";
    public static final String SIMPLE_RECORD = "META-INF/evidencerecord.ers";

    private EvidenceContainer() {}

    /** An ASiC-E container of these files. */
    public static Map<String, byte[]> extended(Map<String, byte[]> files) {
        return of("application/vnd.etsi.asic-e+zip", files);
    }

    /** An ASiC-S container of this file and its evidence record. */
    public static Map<String, byte[]> simple(String name, byte[] file, byte[] record) {
        Map<String, byte[]> all = of("application/vnd.etsi.asic-s+zip", Map.of(name, file));
        all.put(SIMPLE_RECORD, record);
        return all;
    }

    private static Map<String, byte[]> of(String type, Map<String, byte[]> files) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("mimetype", type.getBytes(UTF_8));
        all.putAll(files);
        return all;
    }

    /** With a manifest of these entries for the evidence record, which is to be put there too. */
    public static Map<String, byte[]> with(Map<String, byte[]> entries, byte[] record, String... names) {
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        all.put(MANIFEST, manifest(entries, RECORD, names));
        all.put(RECORD, record);
        return all;
    }

    /** An ASiCManifest (annex A.4) of these entries for what is in another. */
    public static byte[] manifest(Map<String, byte[]> entries, String by, String... names) {
        StringBuilder text = new StringBuilder(
                "<ASiCManifest xmlns=\"http://uri.etsi.org/02918/v1.2.1#\">" + "<SigReference URI=\"" + by + "\"/>");
        for (String name : names) {
            byte[] digest = Providers.digest(DigestAlgorithm.SHA256, entries.get(name));
            text.append("<DataObjectReference URI=\"")
                    .append(name)
                    .append("\"><DigestMethod xmlns=\"http://www.w3.org/2000/09/xmldsig#\" ")
                    .append("Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>")
                    .append("<DigestValue xmlns=\"http://www.w3.org/2000/09/xmldsig#\">")
                    .append(Base64.getEncoder().encodeToString(digest))
                    .append("</DigestValue></DataObjectReference>");
        }
        return text.append("</ASiCManifest>").toString().getBytes(UTF_8);
    }

    /** The bytes of these entries, in their order. */
    public static byte[][] parts(Map<String, byte[]> entries, String... names) {
        List<byte[]> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(entries.get(name));
        }
        return parts.toArray(byte[][]::new);
    }
}
