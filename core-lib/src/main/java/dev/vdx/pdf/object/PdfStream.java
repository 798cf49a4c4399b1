package dev.vdx.pdf.object;

/**
 * A stream (ISO 32000-2, 7.3.8) as it lies in the file. Equality is that of place and dictionary; to compare what two
 * streams hold, ask {@link PdfFile#sameData}.
 *
 * @param dictionary the stream dictionary
 * @param object the indirect object it is
 * @param offset of the first byte of its data
 * @param length of its data, in bytes, as found in the file
 */
public record PdfStream(PdfDictionary dictionary, PdfReference object, long offset, long length) implements PdfObject {}
