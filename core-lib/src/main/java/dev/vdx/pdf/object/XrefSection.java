package dev.vdx.pdf.object;

import java.util.List;

/**
 * One cross-reference section with its trailer (ISO 32000-2, 7.5.4 to 7.5.8).
 *
 * @param start offset of its first byte
 * @param end offset just behind its last byte, before {@code startxref}
 * @param trailer the trailer dictionary, or that of the cross-reference stream
 * @param entries what it says
 * @param hidden numbers that only the stream of a hybrid section speaks of, ascending (7.5.8.4)
 */
record XrefSection(long start, long end, PdfDictionary trailer, XrefEntries entries, List<Integer> hidden) {}
