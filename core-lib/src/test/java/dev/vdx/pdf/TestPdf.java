package dev.vdx.pdf;

import dev.vdx.model.Limits;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes small PDF files and updates of them by hand, so that a test can break exactly one thing. Signatures are empty
 * shells, or real ones where a {@link Sealer} is given.
 */
public final class TestPdf {
    public static final String PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
            + "/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R 8 0 R]>>";
    public static final String CATALOG = "<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>";
    public static final String FORM = "<</Fields[6 0 R 8 0 R]/SigFlags 3>>";
    public static final String TEXT_FIELD = "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/Rect[10 10 90 30]/P 3 0 R>>";
    public static final String SIGNED_FIELD =
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/Rect[10 50 90 80]/F 132/P 3 0 R/V 9 0 R>>";

    private static final int PLACEHOLDER = 4800;

    final StringBuilder text = new StringBuilder();
    private final Sealer sealer;
    private long previous;

    /** Makes the value of a signature. */
    @FunctionalInterface
    public interface Sealer {
        /** The CMS or token over these bytes; empty to leave the shell. */
        byte[] seal(boolean timestamp, byte[] covered);
    }

    private TestPdf(Sealer sealer) {
        this.sealer = sealer;
    }

    /** One page, a text field {@code name} (6), a signature field {@code Seal} (8), its signature (9). Not signed yet. */
    public static Map<Integer, String> objects() {
        Map<Integer, String> objects = new TreeMap<>();
        objects.put(1, CATALOG);
        objects.put(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
        objects.put(3, PAGE);
        objects.put(4, stream("", "BT /F1 12 Tf (Pay 10) Tj ET"));
        objects.put(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        objects.put(6, TEXT_FIELD);
        objects.put(7, FORM);
        objects.put(8, SIGNED_FIELD);
        objects.put(9, signature("ETSI.CAdES.detached", ""));
        return objects;
    }

    /** The document of {@link #objects()}, signed. */
    public static TestPdf signed() {
        return of(objects());
    }

    public static TestPdf signedWith(int number, String object) {
        Map<Integer, String> objects = objects();
        objects.put(number, object);
        return of(objects);
    }

    public static TestPdf of(Map<Integer, String> objects) {
        return of(objects, (timestamp, covered) -> new byte[0]);
    }

    /** The same with real signatures, in this revision and later ones. */
    public static TestPdf of(Map<Integer, String> objects, Sealer sealer) {
        TestPdf pdf = new TestPdf(sealer);
        pdf.text.append("%PDF-1.7\n");
        return pdf.update(objects);
    }

    public static String stream(String entries, String data) {
        return "<<" + entries + "/Length " + data.length() + ">>\nstream\n" + data + "\nendstream";
    }

    public static String signature(String subFilter, String entries) {
        return "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/" + subFilter + "/M(D:20261124000000Z)" + entries
                + "/ByteRange [0 ########## ########## ##########]/Contents <30030201" + "0".repeat(PLACEHOLDER)
                + ">>>";
    }

    public TestPdf update(int number, String object) {
        return update(Map.of(number, object));
    }

    public TestPdf update(Map<Integer, String> objects) {
        return update(objects, "/Root 1 0 R");
    }

    /** Appends a revision; an object whose text is {@code free} is freed. */
    public TestPdf update(Map<Integer, String> objects, String trailer) {
        int start = text.length();
        Map<Integer, Long> offsets = new TreeMap<>();
        new TreeMap<>(objects).forEach((number, object) -> {
            if (object.equals("free")) {
                offsets.put(number, 0L);
            } else {
                offsets.put(number, (long) text.length());
                text.append(number).append(" 0 obj\n").append(object).append("\nendobj\n");
            }
        });
        return close(start, offsets, trailer);
    }

    /** Appends a revision of nothing but cross-reference entries. */
    public TestPdf point(int number, long offset) {
        return close(text.length(), Map.of(number, offset), "/Root 1 0 R");
    }

    public TestPdf raw(String bytes) {
        text.append(bytes);
        return this;
    }

    private TestPdf close(int start, Map<Integer, Long> offsets, String trailer) {
        long table = text.length();
        text.append("xref\n0 1\n0000000000 65535 f \n");
        offsets.forEach((number, offset) -> text.append(number)
                .append(" 1\n")
                .append(offset == 0 ? "0000000000 00001 f \n" : padded(offset) + " 00000 n \n"));
        text.append("trailer\n<</Size 100").append(trailer);
        if (previous > 0) {
            text.append("/Prev ").append(previous);
        }
        text.append(">>\nstartxref\n").append(table).append("\n%%EOF\n");
        previous = table;
        seal(start);
        return this;
    }

    /** Fills in the ByteRange of the signature that this revision brought, if it did. */
    private void seal(int start) {
        int range = text.indexOf("########## ########## ##########", start);
        if (range >= 0) {
            int open = text.indexOf("/Contents <", range) + "/Contents ".length();
            int close = text.indexOf(">", open) + 1;
            text.replace(range, range + 32, padded(open) + " " + padded(close) + " " + padded(text.length() - close));
            String covered = text.substring(0, open) + text.substring(close);
            boolean timestamp = text.lastIndexOf("/ETSI.RFC3161", range) > text.lastIndexOf(" obj", range);
            byte[] value = sealer.seal(timestamp, covered.getBytes(StandardCharsets.ISO_8859_1));
            String hex = HexFormat.of().formatHex(value);
            text.replace(open + 1, open + 1 + hex.length(), hex);
        }
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(10 - digits.length()) + digits;
    }

    public long offsetOf(String what) {
        return text.indexOf(what);
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    SignedDocument read() {
        return read(bytes());
    }

    static SignedDocument read(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            return PdfReader.read(source, Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
