package dev.vdx.pdf;

import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import java.util.Optional;

/**
 * A sound ByteRange (ISO 32000-2, 12.8.1): everything from the file's first byte to {@code end} but the signature value
 * itself, brackets included.
 *
 * @param gapStart offset of the opening bracket of /Contents
 * @param gapEnd offset just behind its closing bracket
 * @param end offset just behind the last covered byte
 */
record SignedRange(long gapStart, long gapEnd, long end) {

    /**
     * The range, if it is one: four integers, from 0, around exactly this /Contents, within the file. There is no other
     * form that leaves nothing unsigned.
     */
    static Optional<SignedRange> of(PdfObject byteRange, PdfObject contents, long fileSize) {
        if (!(byteRange instanceof PdfArray array)
                || array.size() != 4
                || !(contents instanceof PdfString value)
                || !value.hex()
                || value.start() < 0) {
            return Optional.empty();
        }
        long[] numbers = new long[4];
        for (int i = 0; i < 4; i++) {
            if (!(array.get(i) instanceof PdfNumber number) || !number.isInteger() || number.integer() < 0) {
                return Optional.empty();
            }
            numbers[i] = number.integer();
        }
        boolean exact = numbers[0] == 0 && numbers[1] == value.start() && numbers[2] == value.end();
        boolean within = numbers[3] <= fileSize - value.end();
        return exact && within
                ? Optional.of(new SignedRange(value.start(), value.end(), value.end() + numbers[3]))
                : Optional.empty();
    }
}
