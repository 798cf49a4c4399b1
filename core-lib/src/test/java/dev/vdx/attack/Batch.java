package dev.vdx.attack;

import dev.vdx.BulkDocument;
import dev.vdx.BulkListener;
import dev.vdx.Signer;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.vectors.Pdfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Documents signed at once by the office, and their signatures taken out and put back. */
public final class Batch {
    private static final Pattern RANGE = Pattern.compile("/ByteRange\\s*\\[\\s*0\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*]");

    /** Does nothing, but that nobody may be refused. */
    static final BulkListener ALL_SIGNED = new BulkListener() {
        @Override
        public void signed(BulkDocument document) {}

        @Override
        public void kept(BulkDocument document) {
            throw new AssertionError("kept: " + document);
        }

        @Override
        public void refused(BulkDocument document, SigningException why) {
            throw new AssertionError("refused: " + document, why);
        }
    };

    private Batch() {}

    /** The office's signer at this level. */
    public static Signer signer(Level level) {
        Signer signer = Signer.with(Office.SIGNER).clock(Office.CLOCK).level(level);
        return level == Level.B ? signer : signer.timestamps(Office.TSA);
    }

    /** So many licences, each of another number, signed with one signature. */
    public static List<byte[]> of(Path folder, int documents, Level level) throws Exception {
        List<byte[]> licences = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            licences.add(licence(i));
        }
        return of(folder, licences, level);
    }

    /** These documents, signed with one signature. */
    public static List<byte[]> of(Path folder, List<byte[]> licences, Level level) throws Exception {
        return of(folder, licences, signer(level));
    }

    /** These documents, signed with one signature of this signer. */
    public static List<byte[]> of(Path folder, List<byte[]> licences, Signer signer) throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        List<BulkDocument> documents = new ArrayList<>();
        for (byte[] licence : licences) {
            Path in = Files.write(folder.resolve(documents.size() + ".pdf"), licence);
            documents.add(new BulkDocument(in, out.resolve(documents.size() + ".pdf")));
        }
        signer.bulk().random(Office.random()).threads(1).sign(documents, out, ALL_SIGNED);
        List<byte[]> signed = new ArrayList<>();
        for (BulkDocument each : documents) {
            signed.add(Files.readAllBytes(each.out()));
        }
        return signed;
    }

    /** A page of a width of its own. */
    public static byte[] licence(int number) throws Exception {
        String text = new String(Pdfs.page(), StandardCharsets.ISO_8859_1);
        // Of the same length, so that every offset stays.
        return text.replace("612.0", "61" + number % 10 + ".0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The signature of a document, without the zeros behind it: its length stands in its third and fourth byte. */
    public static byte[] contents(byte[] file) {
        MatchResult range = range(file);
        String hex = new String(file, StandardCharsets.ISO_8859_1)
                .substring(Integer.parseInt(range.group(1)) + 1, Integer.parseInt(range.group(2)) - 1);
        byte[] padded = HexFormat.of().parseHex(hex);
        return Arrays.copyOf(padded, ((padded[2] & 0xff) << 8 | (padded[3] & 0xff)) + 4);
    }

    /** What the signature covers. */
    public static byte[] covered(byte[] file) {
        MatchResult range = range(file);
        int first = Integer.parseInt(range.group(1));
        int second = Integer.parseInt(range.group(2));
        int rest = Integer.parseInt(range.group(3));
        byte[] covered = Arrays.copyOf(file, first + rest);
        System.arraycopy(file, second, covered, first, rest);
        return covered;
    }

    /** The document with another signature in the same place. */
    public static byte[] with(byte[] file, byte[] contents) {
        MatchResult range = range(file);
        int start = Integer.parseInt(range.group(1)) + 1;
        int end = Integer.parseInt(range.group(2)) - 1;
        byte[] hex = HexFormat.of().formatHex(contents).getBytes(StandardCharsets.US_ASCII);
        if (hex.length > end - start) {
            throw new IllegalArgumentException("no room for " + contents.length + " bytes");
        }
        byte[] changed = file.clone();
        Arrays.fill(changed, start, end, (byte) '0');
        System.arraycopy(hex, 0, changed, start, hex.length);
        return changed;
    }

    private static MatchResult range(byte[] file) {
        return RANGE.matcher(new String(file, StandardCharsets.ISO_8859_1))
                .results()
                .reduce((a, b) -> b)
                .orElseThrow();
    }
}
