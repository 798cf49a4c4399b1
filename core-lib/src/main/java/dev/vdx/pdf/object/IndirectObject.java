package dev.vdx.pdf.object;

/**
 * An object with a number of its own.
 *
 * @param reference its number and generation
 * @param value what it is
 * @param start offset of its number in the file; -1 for a compressed object
 * @param end offset just behind its {@code endobj}; -1 for a compressed object
 */
public record IndirectObject(PdfReference reference, PdfObject value, long start, long end) {}
