package dev.vdx.pdf.object;

import static dev.vdx.pdf.object.CharacterClass.digit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Builds objects from tokens (ISO 32000-2, 7.3). One thread. */
final class PdfParser {
    private final PdfLexer lexer;
    private final Budget budget;

    PdfParser(PdfLexer lexer, Budget budget) {
        this.lexer = lexer;
        this.budget = budget;
    }

    static PdfParser at(PdfBytes bytes, long position, Budget budget) {
        return new PdfParser(new PdfLexer(bytes, position, true), budget);
    }

    PdfLexer lexer() {
        return lexer;
    }

    /** The direct object or reference that stands next. */
    PdfObject object() {
        return object(0);
    }

    private PdfObject object(int depth) {
        budget.depth(depth);
        lexer.skip();
        int c = lexer.peek();
        return switch (c) {
            case '/' -> new PdfName(lexer.name());
            case '(' -> lexer.literalString();
            case '[' -> array(depth);
            case '<' -> lexer.bytes().at(lexer.position() + 1) == '<' ? dictionary(depth) : lexer.hexString();
            case '+', '-', '.' -> lexer.number();
            default -> digit(c) ? numberOrReference() : word();
        };
    }

    private PdfObject word() {
        if (lexer.keyword("null")) {
            return PdfNull.NULL;
        } else if (lexer.keyword("true")) {
            return PdfBoolean.TRUE;
        } else if (lexer.keyword("false")) {
            return PdfBoolean.FALSE;
        }
        throw lexer.malformed("no object (" + lexer.here() + ")");
    }

    private PdfObject numberOrReference() {
        PdfNumber number = lexer.number();
        if (!number.isInteger() || number.unscaled() > Integer.MAX_VALUE) {
            return number;
        }
        long after = lexer.position();
        lexer.skip();
        if (digit(lexer.peek())) {
            OptionalLong generation = lexer.unsigned();
            if (generation.isPresent() && generation.getAsLong() <= 0xffff) {
                lexer.skip();
                if (lexer.keyword("R")) {
                    return new PdfReference((int) number.unscaled(), (int) generation.getAsLong());
                }
            }
        }
        lexer.moveTo(after);
        return number;
    }

    private PdfArray array(int depth) {
        lexer.moveTo(lexer.position() + 1);
        List<PdfObject> items = new ArrayList<>();
        while (true) {
            lexer.skip();
            if (lexer.peek() == ']') {
                lexer.moveTo(lexer.position() + 1);
                return new PdfArray(items);
            }
            budget.object();
            items.add(object(depth + 1));
        }
    }

    private PdfDictionary dictionary(int depth) {
        lexer.moveTo(lexer.position() + 2);
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        boolean duplicates = false;
        while (true) {
            lexer.skip();
            int c = lexer.peek();
            if (c == '>' && lexer.bytes().at(lexer.position() + 1) == '>') {
                lexer.moveTo(lexer.position() + 2);
                return PdfDictionary.owning(entries, duplicates);
            } else if (c != '/') {
                throw lexer.malformed("no key");
            }
            budget.object();
            String key = lexer.name();
            duplicates |= entries.put(key, object(depth + 1)) != null;
        }
    }
}
