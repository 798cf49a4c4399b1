package dev.vdx.pdf.object;

/** A boolean (ISO 32000-2, 7.3.2). */
public record PdfBoolean(boolean value) implements PdfObject {
    public static final PdfBoolean TRUE = new PdfBoolean(true);
    public static final PdfBoolean FALSE = new PdfBoolean(false);
}
