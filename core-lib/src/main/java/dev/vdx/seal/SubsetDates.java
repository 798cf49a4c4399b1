package dev.vdx.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Clears the dates in a font's head table. FontBox counts them from 1904 in the calendar of the machine's locale, so
 * the same subset would differ between a Thai machine and another.
 */
final class SubsetDates {
    private static final int TABLES = 12;
    private static final int ENTRY = 16;
    private static final int HEAD =
            ByteBuffer.wrap("head".getBytes(StandardCharsets.US_ASCII)).getInt();
    private static final int ADJUSTMENT = 8;
    private static final int CREATED = 20;
    private static final int DATE_WORDS = 4;

    private SubsetDates() {}

    /** Changes the file in place, and its checksums with it. */
    static byte[] clear(byte[] trueType) {
        ByteBuffer file = ByteBuffer.wrap(trueType);
        int count = file.getShort(4);
        for (int i = 0; i < count; i++) {
            int entry = TABLES + i * ENTRY;
            if (file.getInt(entry) == HEAD) {
                int head = file.getInt(entry + 8);
                int sum = 0;
                for (int word = 0; word < DATE_WORDS; word++) {
                    int at = head + CREATED + word * Integer.BYTES;
                    sum += file.getInt(at);
                    file.putInt(at, 0);
                }
                file.putInt(entry + 4, file.getInt(entry + 4) - sum);
                // The whole file's sum has lost the dates twice: in the table, and in the table's own sum.
                file.putInt(head + ADJUSTMENT, file.getInt(head + ADJUSTMENT) + 2 * sum);
            }
        }
        return trueType;
    }
}
