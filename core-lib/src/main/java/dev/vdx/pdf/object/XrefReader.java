package dev.vdx.pdf.object;

import static dev.vdx.pdf.object.CharacterClass.white;

import dev.vdx.model.FindingCode;
import java.util.List;

/** Reads one cross-reference section, table or stream (ISO 32000-2, 7.5.4 and 7.5.8). */
final class XrefReader {
    private final PdfBytes bytes;
    private final Budget budget;

    XrefReader(PdfBytes bytes, Budget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    XrefSection read(long offset) {
        PdfParser parser = PdfParser.at(bytes, offset, budget);
        PdfLexer lexer = parser.lexer();
        lexer.skipWhite();
        long start = lexer.position();
        XrefEntries.Builder entries = new XrefEntries.Builder();
        if (!lexer.keyword("xref")) {
            return stream(start, entries);
        }
        table(lexer, entries);
        PdfDictionary trailer = trailer(parser);
        long end = lexer.position();
        XrefEntries table = entries.build();
        if (!trailer.has("XRefStm")) {
            return new XrefSection(start, end, trailer, table, List.of());
        }
        XrefEntries hidden = stream(trailer.integer("XRefStm").orElse(-1L), new XrefEntries.Builder())
                .entries();
        return new XrefSection(start, end, trailer, table.before(hidden), table.absentOf(hidden));
    }

    private PdfDictionary trailer(PdfParser parser) {
        if (parser.object() instanceof PdfDictionary trailer) {
            return trailer;
        }
        throw parser.lexer().malformed("no trailer dictionary");
    }

    private void table(PdfLexer lexer, XrefEntries.Builder entries) {
        while (true) {
            lexer.skip();
            if (lexer.keyword("trailer")) {
                return;
            }
            long first = lexer.expectUnsigned();
            long count = lexer.expectUnsigned();
            for (long i = 0; i < count; i++) {
                budget.object();
                long where = lexer.expectUnsigned();
                long generation = lexer.expectUnsigned();
                lexer.skipWhite();
                boolean used = lexer.keyword("n");
                if (!used && !lexer.keyword("f")) {
                    throw lexer.malformed("cross-reference entry");
                }
                if (i == 0 && first == 1 && !used && generation == 0xffff) {
                    // A common slip: the head of the free list is object 0, whatever the subsection says.
                    first = 0;
                }
                // Nothing lies at offset 0 but the header; writers that say so mean a free entry.
                XrefEntry.Kind kind = used && where > 0 ? XrefEntry.Kind.OFFSET : XrefEntry.Kind.FREE;
                entries.add(first + i, kind, where, Math.min(generation, 0x10000));
            }
        }
    }

    private XrefSection stream(long offset, XrefEntries.Builder entries) {
        IndirectObject object = new ObjectReader(bytes, budget).read(offset);
        if (!(object.value() instanceof PdfStream stream)
                || !stream.dictionary().is("Type", "XRef")) {
            throw PdfException.malformed("no cross-reference section", offset);
        }
        PdfDictionary dictionary = stream.dictionary();
        byte[] data = StreamFilters.decode(
                bytes.copy(stream.offset(), dataLength(stream)), dictionary, value -> value, budget.decoded());
        int[] widths = widths(dictionary, offset);
        PdfArray index = dictionary.get("Index") instanceof PdfArray array
                ? array
                : PdfArray.of(PdfNumber.of(0), dictionary.get("Size"));
        int at = 0;
        int row = widths[0] + widths[1] + widths[2];
        for (int i = 0; i + 1 < index.size(); i += 2) {
            long first = integer(index.get(i), offset);
            long count = integer(index.get(i + 1), offset);
            for (long k = 0; k < count && at + row <= data.length; k++, at += row) {
                budget.object();
                entry(entries, first + k, data, at, widths);
            }
        }
        return new XrefSection(object.start(), object.end(), dictionary, entries.build(), List.of());
    }

    private int dataLength(PdfStream stream) {
        if (stream.length() > budget.decoded()) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "cross-reference stream");
        }
        return (int) stream.length();
    }

    private static void entry(XrefEntries.Builder entries, long number, byte[] data, int at, int[] widths) {
        long type = widths[0] == 0 ? 1 : field(data, at, widths[0]);
        long second = field(data, at + widths[0], widths[1]);
        long third = field(data, at + widths[0] + widths[1], widths[2]);
        if (type == 1 && second > 0) {
            entries.add(number, XrefEntry.Kind.OFFSET, second, third);
        } else if (type == 2) {
            entries.add(number, XrefEntry.Kind.COMPRESSED, second, third);
        } else {
            // Types still to come stand for the null object (7.5.8.3), as a free entry does.
            entries.add(number, XrefEntry.Kind.FREE, second, Math.min(third, 0x10000));
        }
    }

    private static long field(byte[] data, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (data[at + i] & 0xff);
        }
        return value;
    }

    private static int[] widths(PdfDictionary dictionary, long offset) {
        if (!(dictionary.get("W") instanceof PdfArray w) || w.size() < 3) {
            throw PdfException.malformed("no /W", offset);
        }
        int[] widths = new int[3];
        for (int i = 0; i < 3; i++) {
            long width = integer(w.get(i), offset);
            if (width < 0 || width > 8) {
                throw PdfException.malformed("/W", offset);
            }
            widths[i] = (int) width;
        }
        if (widths[0] + widths[1] + widths[2] == 0) {
            throw PdfException.malformed("/W", offset);
        }
        return widths;
    }

    private static long integer(PdfObject object, long offset) {
        if (object instanceof PdfNumber number && number.isInteger() && number.integer() >= 0) {
            return number.integer();
        }
        throw PdfException.malformed("no integer in cross-reference stream", offset);
    }

    /** Offset just behind the {@code %%EOF} that closes a section, where it names this section or, linearized, 0. */
    long closing(XrefSection section) {
        long at = bytes.find("startxref", section.end(), bytes.size());
        if (at < 0) {
            throw PdfException.malformed("no startxref", section.end());
        }
        PdfLexer lexer = new PdfLexer(bytes, at + "startxref".length(), true);
        lexer.skipWhite();
        lexer.expectUnsigned();
        while (white(lexer.peek())) {
            lexer.moveTo(lexer.position() + 1);
        }
        return bytes.startsWith(lexer.position(), "%%EOF") ? lexer.position() + 5 : lexer.position();
    }
}
