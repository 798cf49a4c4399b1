package dev.vdx.pdf.object;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes objects in one canonical spelling (ISO 32000-2, 7.3), in the order given. */
public final class PdfWriter {
    private static final String HEX = "0123456789abcdef";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An object as bytes. */
    public static byte[] bytes(PdfObject object) {
        return new PdfWriter().object(object).toByteArray();
    }

    /** What was written so far. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** How many bytes were written so far. */
    public int size() {
        return out.size();
    }

    /** Writes characters as they are, one byte each. */
    public PdfWriter raw(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes bytes as they are. */
    public PdfWriter raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    /** Writes the digit 0 so many times. */
    public PdfWriter zeros(int count) {
        byte[] zeros = new byte[count];
        Arrays.fill(zeros, (byte) '0');
        return raw(zeros);
    }

    /** Writes a whole indirect object (7.3.10). */
    public PdfWriter indirect(PdfReference reference, PdfObject object) {
        return raw(reference + " obj\n").object(object).raw("\nendobj\n");
    }

    /** Writes a whole stream (7.3.8) as indirect object; its /Length is set to that of the data. */
    public PdfWriter stream(PdfReference reference, PdfDictionary dictionary, byte[] data) {
        return raw(reference + " obj\n")
                .object(dictionary.with("Length", PdfNumber.of(data.length)))
                .raw("\nstream\n")
                .raw(data)
                .raw("\nendstream\nendobj\n");
    }

    /**
     * Writes a direct object.
     *
     * @throws IllegalArgumentException for a stream, whose data lie elsewhere
     */
    public PdfWriter object(PdfObject object) {
        if (object instanceof PdfDictionary dictionary) {
            dictionary(dictionary);
        } else if (object instanceof PdfArray array) {
            array(array);
        } else if (object instanceof PdfName name) {
            name(name.value());
        } else if (object instanceof PdfString string) {
            string(string);
        } else if (object instanceof PdfNumber number) {
            raw(java.math.BigDecimal.valueOf(number.unscaled(), number.scale()).toPlainString());
        } else if (object instanceof PdfReference reference) {
            raw(reference + " R");
        } else if (object instanceof PdfBoolean bool) {
            raw(bool.value() ? "true" : "false");
        } else if (object == PdfNull.NULL) {
            raw("null");
        } else {
            throw new IllegalArgumentException("a stream cannot stand inside an object");
        }
        return this;
    }

    private void dictionary(PdfDictionary dictionary) {
        raw("<<");
        for (Map.Entry<String, PdfObject> entry : dictionary.entries().entrySet()) {
            name(entry.getKey());
            out.write(' ');
            object(entry.getValue());
        }
        raw(">>");
    }

    private void array(PdfArray array) {
        out.write('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.write(' ');
            }
            object(array.get(i));
        }
        out.write(']');
    }

    private void name(String name) {
        out.write('/');
        for (int i = 0; i < name.length(); i++) {
            int c = name.charAt(i) & 0xff;
            if (c == '#' || c <= ' ' || c >= 0x7f || !CharacterClass.regular(c)) {
                raw("#" + HEX.charAt(c >> 4) + HEX.charAt(c & 15));
            } else {
                out.write(c);
            }
        }
    }

    private void string(PdfString string) {
        byte[] bytes = string.bytes();
        if (string.hex()) {
            out.write('<');
            for (byte b : bytes) {
                out.write(HEX.charAt((b & 0xff) >> 4));
                out.write(HEX.charAt(b & 15));
            }
            out.write('>');
            return;
        }
        out.write('(');
        for (byte b : bytes) {
            int c = b & 0xff;
            if (c == '(' || c == ')' || c == '\\') {
                out.write('\\');
                out.write(c);
            } else if (c == '\r') {
                raw("\\r");
            } else {
                out.write(c);
            }
        }
        out.write(')');
    }
}
