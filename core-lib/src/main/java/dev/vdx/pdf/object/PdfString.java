package dev.vdx.pdf.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string (ISO 32000-2, 7.3.4) with the place of its token in the file, brackets included, which a signature's
 * ByteRange is held against. The place and the spelling do not count for equality.
 */
public final class PdfString implements PdfObject {
    private final byte[] bytes;
    private final boolean hex;
    private final long start;
    private final long end;

    PdfString(byte[] bytes, boolean hex, long start, long end) {
        this.bytes = bytes;
        this.hex = hex;
        this.start = start;
        this.end = end;
    }

    /** A string that stands in no file yet, to be written in brackets. */
    public static PdfString literal(byte[] bytes) {
        return new PdfString(bytes.clone(), false, -1, -1);
    }

    /** A string that stands in no file yet, to be written in hexadecimal. */
    public static PdfString hexadecimal(byte[] bytes) {
        return new PdfString(bytes.clone(), true, -1, -1);
    }

    /** A text string (7.9.2.2), in ASCII where possible, else in UTF-16BE with a byte order mark. */
    public static PdfString text(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return literal(text.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_16BE);
        byte[] marked = new byte[encoded.length + 2];
        marked[0] = (byte) 0xfe;
        marked[1] = (byte) 0xff;
        System.arraycopy(encoded, 0, marked, 2, encoded.length);
        return literal(marked);
    }

    /** The bytes it stands for. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes it stands for. */
    public int length() {
        return bytes.length;
    }

    /** Whether it was written in hexadecimal. */
    public boolean hex() {
        return hex;
    }

    /** Offset of its opening bracket; -1 where it stands in no file or in a compressed object. */
    public long start() {
        return start;
    }

    /** Offset just behind its closing bracket; -1 as for {@link #start()}. */
    public long end() {
        return end;
    }

    /** As text (7.9.2.2): UTF-16BE or UTF-8 where it is marked so, else one character a byte. */
    public String text() {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        if (bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    PdfString withBytes(byte[] other) {
        return new PdfString(other, hex, start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PdfString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(" + text() + ")";
    }
}
