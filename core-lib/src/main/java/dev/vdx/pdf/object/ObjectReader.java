package dev.vdx.pdf.object;

import java.util.function.UnaryOperator;

/** Reads one indirect object at an offset (ISO 32000-2, 7.3.10). */
final class ObjectReader {
    private final PdfBytes bytes;
    private final Budget budget;
    private final UnaryOperator<PdfObject> resolver;

    /** One that follows no references: /Length must be direct, or the data are searched for their end. */
    ObjectReader(PdfBytes bytes, Budget budget) {
        this(bytes, budget, object -> object);
    }

    ObjectReader(PdfBytes bytes, Budget budget, UnaryOperator<PdfObject> resolver) {
        this.bytes = bytes;
        this.budget = budget;
        this.resolver = resolver;
    }

    IndirectObject read(long offset) {
        if (offset < 0 || offset >= bytes.size()) {
            throw PdfException.malformed("offset outside the file", offset);
        }
        budget.object();
        PdfParser parser = PdfParser.at(bytes, offset, budget);
        PdfLexer lexer = parser.lexer();
        lexer.skipWhite();
        long start = lexer.position();
        long number = lexer.expectUnsigned();
        long generation = lexer.expectUnsigned();
        lexer.expect("obj");
        if (number > Integer.MAX_VALUE || generation > 0xffff) {
            throw PdfException.malformed("object number", start);
        }
        PdfReference reference = new PdfReference((int) number, (int) generation);
        PdfObject value = parser.object();
        lexer.skip();
        if (value instanceof PdfDictionary dictionary && lexer.keyword("stream")) {
            value = stream(reference, dictionary, lexer);
            lexer.skip();
        }
        // A missing endobj, or one glued to what follows, harms nothing: the next object has an offset of its own.
        boolean closed = bytes.startsWith(lexer.position(), "endobj");
        return new IndirectObject(reference, value, start, lexer.position() + (closed ? 6 : 0));
    }

    private PdfStream stream(PdfReference reference, PdfDictionary dictionary, PdfLexer lexer) {
        int c = lexer.peek();
        long data = lexer.position() + (c == '\r' || c == '\n' ? 1 : 0);
        if (c == '\r' && bytes.at(data) == '\n') {
            data++;
        }
        if (resolver.apply(dictionary.get("Length")) instanceof PdfNumber length
                && length.isInteger()
                && length.integer() >= 0
                && length.integer() <= bytes.size() - data) {
            lexer.moveTo(data + length.integer());
            lexer.skipWhite();
            if (lexer.keyword("endstream")) {
                return new PdfStream(dictionary, reference, data, length.integer());
            }
        }
        return searched(reference, dictionary, lexer, data);
    }

    /** Writers get /Length wrong; every reader then searches, and finds the same end. */
    private PdfStream searched(PdfReference reference, PdfDictionary dictionary, PdfLexer lexer, long data) {
        long close = bytes.find("endstream", data, bytes.size());
        if (close < 0) {
            throw PdfException.malformed("stream without end", data);
        }
        lexer.moveTo(close + "endstream".length());
        long end = close;
        if (end > data && bytes.at(end - 1) == '\n') {
            end--;
        }
        if (end > data && bytes.at(end - 1) == '\r') {
            end--;
        }
        return new PdfStream(dictionary, reference, data, end - data);
    }
}
