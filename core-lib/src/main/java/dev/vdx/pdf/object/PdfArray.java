package dev.vdx.pdf.object;

import java.util.List;

/** An array (ISO 32000-2, 7.3.6). */
public record PdfArray(List<PdfObject> items) implements PdfObject {
    public static final PdfArray EMPTY = new PdfArray(List.of());

    public PdfArray {
        items = List.copyOf(items);
    }

    /** An array of these. */
    public static PdfArray of(PdfObject... items) {
        return new PdfArray(List.of(items));
    }

    public int size() {
        return items.size();
    }

    public PdfObject get(int index) {
        return items.get(index);
    }
}
