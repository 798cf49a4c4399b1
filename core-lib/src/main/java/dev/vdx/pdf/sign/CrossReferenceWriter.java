package dev.vdx.pdf.sign;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfBytes;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.PdfWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Ends an update with a cross-reference section of the same kind as the one before (ISO 32000-2, 7.5.4 and 7.5.8). */
final class CrossReferenceWriter {
    private static final String[] NOT_CARRIED_OVER = {
        "Prev", "XRefStm", "Size", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "Encrypt"
    };
    private static final long LARGEST_OFFSET = 9_999_999_999L;
    private static final int OFFSET_BYTES = 5;
    private static final int ID_LENGTH = 16;

    /** Where an object of the update stands in the file. */
    record Placed(PdfReference reference, long offset) {
        int number() {
            return reference.number();
        }
    }

    private final PdfFile file;
    private final int size;

    CrossReferenceWriter(PdfFile file, int size) {
        this.file = file;
        this.size = size;
    }

    /**
     * Writes section, trailer, startxref and end marker.
     *
     * @param start offset of the update in the file
     * @param objects every object in it, by ascending number
     */
    void write(PdfWriter out, long start, List<Placed> objects) {
        long here = start + out.size();
        if (here > LARGEST_OFFSET) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "size > " + LARGEST_OFFSET);
        }
        PdfDictionary before = file.last().trailer();
        PdfDictionary trailer = before.without(NOT_CARRIED_OVER).with("Prev", PdfNumber.of(previous()));
        if (file.last().array(before, "ID").size() == 2) {
            trailer = trailer.with("ID", identifiers(before));
        }
        if (before.is("Type", "XRef")) {
            stream(out, here, trailer, objects);
        } else {
            table(out, trailer.with("Size", PdfNumber.of(size)), objects);
        }
        out.raw("startxref\n" + here + "\n%%EOF\n");
    }

    private static void table(PdfWriter out, PdfDictionary trailer, List<Placed> objects) {
        out.raw("xref\n");
        for (List<Placed> run : runs(objects)) {
            out.raw(run.get(0).number() + " " + run.size() + "\n");
            for (Placed object : run) {
                out.raw(String.format(
                        Locale.ROOT,
                        "%010d %05d n\r\n",
                        object.offset(),
                        object.reference().generation()));
            }
        }
        out.raw("trailer\n").object(trailer).raw("\n");
    }

    private void stream(PdfWriter out, long here, PdfDictionary trailer, List<Placed> objects) {
        PdfReference self = new PdfReference(size, 0);
        List<Placed> all = new ArrayList<>(objects);
        all.add(new Placed(self, here));
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        List<PdfObject> index = new ArrayList<>();
        for (List<Placed> run : runs(all)) {
            index.add(PdfNumber.of(run.get(0).number()));
            index.add(PdfNumber.of(run.size()));
            for (Placed object : run) {
                rows.write(1);
                number(rows, object.offset(), OFFSET_BYTES);
                number(rows, object.reference().generation(), 2);
            }
        }
        PdfDictionary dictionary = trailer.with("Type", new PdfName("XRef"))
                .with("Size", PdfNumber.of(size + 1L))
                .with("W", PdfArray.of(PdfNumber.of(1), PdfNumber.of(OFFSET_BYTES), PdfNumber.of(2)))
                .with("Index", new PdfArray(index));
        out.stream(self, dictionary, rows.toByteArray());
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >> shift));
        }
    }

    /** Runs of consecutive numbers, as subsections want them. */
    private static List<List<Placed>> runs(List<Placed> objects) {
        List<List<Placed>> runs = new ArrayList<>();
        int expected = -1;
        for (Placed object : objects) {
            if (object.number() != expected) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(object);
            expected = object.number() + 1;
        }
        return runs;
    }

    /** What the file's own startxref says: for a linearized file that is not its last section in the file. */
    private long previous() {
        PdfBytes bytes = file.bytes();
        long at = bytes.findLast("startxref", 0, bytes.size()) + "startxref".length();
        long offset = 0;
        while (bytes.at(at) >= 0 && bytes.at(at) <= ' ') {
            at++;
        }
        for (; bytes.at(at) >= '0' && bytes.at(at) <= '9'; at++) {
            offset = offset * 10 + bytes.at(at) - '0';
        }
        return offset;
    }

    /** The second identifier changes with every update (ISO 32000-2, 14.4); made from what it updates, so not random. */
    private PdfArray identifiers(PdfDictionary before) {
        PdfArray ids = file.last().array(before, "ID");
        byte[] seed = (ids + " " + file.bytes().size()).getBytes(StandardCharsets.UTF_8);
        byte[] second = Arrays.copyOf(Providers.digest(DigestAlgorithm.SHA256, seed), ID_LENGTH);
        return PdfArray.of(file.last().resolve(ids.get(0)), PdfString.hexadecimal(second));
    }
}
