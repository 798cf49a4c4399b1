package dev.vdx.pdf.object;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decoded object stream (ISO 32000-2, 7.5.7), its objects read when asked for. One thread. */
final class ObjectStream {
    private final PdfBytes bytes;
    private final Budget budget;
    private final int[] numbers;
    private final int[] offsets;
    private final @Nullable IndirectObject[] read;

    ObjectStream(PdfStream stream, byte[] decoded, Budget budget) {
        PdfDictionary dictionary = stream.dictionary();
        this.bytes = PdfBytes.of(decoded);
        this.budget = budget;
        long count = dictionary.integer("N").orElse(-1L);
        long first = dictionary.integer("First").orElse(-1L);
        if (!dictionary.is("Type", "ObjStm") || count < 0 || first < 0 || first > decoded.length || count > first) {
            throw PdfException.malformed("no object stream", stream.offset());
        }
        this.numbers = new int[(int) count];
        this.offsets = new int[(int) count];
        this.read = new IndirectObject[(int) count];
        PdfLexer lexer = new PdfLexer(bytes, 0, false);
        for (int i = 0; i < count; i++) {
            long number = lexer.expectUnsigned();
            long offset = first + lexer.expectUnsigned();
            if (number > Integer.MAX_VALUE || offset >= decoded.length) {
                throw PdfException.malformed("object stream", stream.offset());
            }
            numbers[i] = (int) number;
            offsets[i] = (int) offset;
        }
    }

    Optional<IndirectObject> object(int number, int index) {
        if (index >= numbers.length || numbers[index] != number) {
            return Optional.empty();
        }
        IndirectObject known = read[index];
        if (known == null) {
            budget.object();
            PdfObject value = new PdfParser(new PdfLexer(bytes, offsets[index], false), budget).object();
            known = new IndirectObject(new PdfReference(number, 0), value, -1, -1);
            read[index] = known;
        }
        return Optional.of(known);
    }

    /** Roughly what it takes in the heap. */
    long weight() {
        return bytes.size() * 4;
    }
}
