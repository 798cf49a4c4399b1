package dev.vdx.pdf.sign;

import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The signature dictionary (ISO 32000-2, 12.8.1), whose {@code /ByteRange} and {@code /Contents} are filled once
 * everything around them is written.
 *
 * @param reference its number
 * @param entries everything but {@code /ByteRange} and {@code /Contents}
 */
record SignatureDictionary(PdfReference reference, PdfDictionary entries) {
    private static final String RANGE = String.format(Locale.ROOT, "[0 %10d %10d %10d]", 0, 0, 0);

    /** Where the blanks are, from the start of the update. */
    record Place(int range, int gapStart, int gapEnd) {

        /** Fills the byte range of a finished update that will stand at this offset. */
        Increment close(byte[] update, long start) {
            String filled = String.format(
                    Locale.ROOT, "[0 %d %d %d]", start + gapStart, start + gapEnd, (long) update.length - gapEnd);
            byte[] padded = (filled + " ".repeat(RANGE.length() - filled.length())).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(padded, 0, update, range, padded.length);
            return new Increment(update, gapStart, gapEnd);
        }
    }

    Place write(PdfWriter out, int room) {
        out.raw(reference + " obj\n<<");
        for (Map.Entry<String, PdfObject> entry : entries.entries().entrySet()) {
            out.raw("/" + entry.getKey() + " ").object(entry.getValue()).raw("\n");
        }
        out.raw("/ByteRange ");
        int range = out.size();
        out.raw(RANGE).raw("\n/Contents ");
        int gapStart = out.size();
        out.raw("<").zeros(2 * room).raw(">");
        int gapEnd = out.size();
        out.raw("\n>>\nendobj\n");
        return new Place(range, gapStart, gapEnd);
    }
}
