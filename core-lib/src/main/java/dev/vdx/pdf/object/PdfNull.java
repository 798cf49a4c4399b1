package dev.vdx.pdf.object;

/** The null object (ISO 32000-2, 7.3.9); also stands for whatever is absent. */
public enum PdfNull implements PdfObject {
    NULL
}
