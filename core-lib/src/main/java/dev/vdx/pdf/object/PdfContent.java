package dev.vdx.pdf.object;

import java.util.ArrayList;
import java.util.List;

/** Reads the operators of a content stream (ISO 32000-2, 7.8.2). */
public final class PdfContent {
    private static final int MAX_OPERANDS = 512;

    private final PdfLexer lexer;
    private final Budget budget;
    private final PdfParser parser;

    private PdfContent(PdfBytes bytes, Budget budget) {
        this.lexer = new PdfLexer(bytes, 0, false);
        this.budget = budget;
        this.parser = new PdfParser(lexer, budget);
    }

    /**
     * An operator with what stands before it. An inline image is one {@code BI}.
     *
     * @param operator its name
     * @param operands in their order
     */
    public record Operation(String operator, List<PdfObject> operands) {
        public Operation {
            operands = List.copyOf(operands);
        }

        /** A number among the operands, counted from the first; 0 where there is none. */
        public double number(int index) {
            return index < operands.size() && operands.get(index) instanceof PdfNumber number ? number.value() : 0;
        }
    }

    /**
     * All operators of some decoded content.
     *
     * @throws PdfException if it cannot be read or is over a limit
     */
    public static List<Operation> read(byte[] content, Budget budget) {
        return new PdfContent(PdfBytes.of(content), budget).operations();
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        List<PdfObject> operands = new ArrayList<>();
        for (lexer.skip(); lexer.peek() >= 0; lexer.skip()) {
            budget.object();
            if (beginsObject(lexer.peek())) {
                operands.add(parser.object());
                if (operands.size() > MAX_OPERANDS) {
                    throw lexer.malformed("too many operands");
                }
                continue;
            }
            String word = word();
            if (word.equals("BI")) {
                inlineImage();
            }
            if (!word.equals("true") && !word.equals("false") && !word.equals("null")) {
                operations.add(new Operation(word, operands));
                operands.clear();
            }
        }
        return operations;
    }

    private static boolean beginsObject(int c) {
        return CharacterClass.digit(c) || "+-./([<".indexOf(c) >= 0;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (CharacterClass.regular(lexer.peek())) {
            word.append((char) lexer.peek());
            lexer.moveTo(lexer.position() + 1);
        }
        if (word.isEmpty()) {
            throw lexer.malformed("no operator");
        }
        return word.toString();
    }

    /** Its data end at the first EI that stands alone (8.9.7). */
    private void inlineImage() {
        PdfBytes bytes = lexer.bytes();
        long at = bytes.find("EI", lexer.position(), bytes.size());
        while (at >= 0 && !alone(bytes, at)) {
            at = bytes.find("EI", at + 1, bytes.size());
        }
        if (at < 0) {
            throw lexer.malformed("inline image without end");
        }
        lexer.moveTo(at + 2);
    }

    private static boolean alone(PdfBytes bytes, long at) {
        return CharacterClass.white(bytes.at(at - 1)) && !CharacterClass.regular(bytes.at(at + 2));
    }
}
