package dev.vdx.pdf.object;

/** An indirect reference (ISO 32000-2, 7.3.10). */
public record PdfReference(int number, int generation) implements PdfObject {

    @Override
    public String toString() {
        return number + " " + generation;
    }
}
