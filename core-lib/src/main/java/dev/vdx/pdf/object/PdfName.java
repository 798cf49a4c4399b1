package dev.vdx.pdf.object;

/**
 * A name (ISO 32000-2, 7.3.5).
 *
 * @param value without the slash, {@code #xx} decoded, one character a byte
 */
public record PdfName(String value) implements PdfObject {

    /** Whether this is the name asked for. */
    public boolean is(String name) {
        return value.equals(name);
    }
}
