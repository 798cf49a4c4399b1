package dev.vdx.pdf.text;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.change.Matrix;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfContent;
import dev.vdx.pdf.object.PdfContent.Operation;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the content of a page and notes each glyph it shows (ISO 32000-2, 9.4); nothing is drawn, no font or image decoded. */
final class PageText {
    private static final int MOST_FORMS = 12;
    private static final int MOST_GLYPHS = 200_000;

    private final Revision view;
    private final Budget budget;
    private final Map<PdfReference, TextFont> fonts = new HashMap<>();
    private final List<Glyph> glyphs = new ArrayList<>();
    private final Deque<State> saved = new ArrayDeque<>();
    private State state = new State();
    private Matrix text = Matrix.IDENTITY;
    private Matrix line = Matrix.IDENTITY;

    /** Of the graphics state what places glyphs (8.4, 9.3). */
    private static final class State {
        private Matrix matrix = Matrix.IDENTITY;
        private Optional<TextFont> font = Optional.empty();
        private double size;
        private double characterSpace;
        private double wordSpace;
        private double scale = 1;
        private double leading;
        private double rise;

        State copy() {
            State copy = new State();
            copy.matrix = matrix;
            copy.font = font;
            copy.size = size;
            copy.characterSpace = characterSpace;
            copy.wordSpace = wordSpace;
            copy.scale = scale;
            copy.leading = leading;
            copy.rise = rise;
            return copy;
        }
    }

    private PageText(Revision view, Budget budget) {
        this.view = view;
        this.budget = budget;
    }

    /**
     * The glyphs of a page, in the order of its content.
     *
     * @param page its dictionary
     * @throws PdfException if its content cannot be read or is over a limit
     */
    static List<Glyph> of(Revision view, PdfDictionary page, Budget budget) {
        PageText text = new PageText(view, budget);
        PdfObject contents = view.get(page, "Contents");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (PdfObject part : (contents instanceof PdfArray array ? array : PdfArray.of(contents)).items()) {
            if (view.resolve(part) instanceof PdfStream stream) {
                all.writeBytes(view.decoded(stream));
                all.write('\n');
                if (all.size() > budget.decoded()) {
                    throw new PdfException(FindingCode.LIMIT_EXCEEDED, "content of a page > " + budget.decoded());
                }
            }
        }
        text.run(all.toByteArray(), Revision.asDictionary(FieldTree.inherited(view, page, "Resources")), 0);
        return text.glyphs;
    }

    private void run(byte[] content, PdfDictionary resources, int depth) {
        int level = saved.size();
        for (Operation operation : PdfContent.read(content, budget)) {
            apply(operation, resources, depth, level);
        }
        while (saved.size() > level) {
            state = saved.pop();
        }
    }

    private void apply(Operation o, PdfDictionary resources, int depth, int level) {
        switch (o.operator()) {
            case "q" -> saved.push(state.copy());
            case "Q" -> {
                if (saved.size() > level) {
                    state = saved.pop();
                }
            }
            case "cm" -> state.matrix = matrix(o).then(state.matrix);
            case "Do" -> form(view.get(view.dictionary(resources, "XObject"), name(o)), resources, depth + 1);
            case "BT" -> place(Matrix.IDENTITY);
            case "Tf" -> {
                state.font = font(view.dictionary(resources, "Font").get(name(o)));
                state.size = o.number(1);
            }
            case "Tc" -> state.characterSpace = o.number(0);
            case "Tw" -> state.wordSpace = o.number(0);
            case "Tz" -> state.scale = o.number(0) / 100;
            case "TL" -> state.leading = o.number(0);
            case "Ts" -> state.rise = o.number(0);
            case "Td" -> place(Matrix.shift(o.number(0), o.number(1)).then(line));
            case "TD" -> {
                state.leading = -o.number(1);
                place(Matrix.shift(o.number(0), o.number(1)).then(line));
            }
            case "Tm" -> place(matrix(o));
            case "T*" -> nextLine();
            case "Tj", "TJ" -> show(o, 0);
            case "'" -> {
                nextLine();
                show(o, 0);
            }
            case "\"" -> {
                state.wordSpace = o.number(0);
                state.characterSpace = o.number(1);
                nextLine();
                show(o, 2);
            }
            default -> {
                // Moves no glyph.
            }
        }
    }

    private void form(PdfObject object, PdfDictionary outer, int depth) {
        if (!(object instanceof PdfStream stream) || !stream.dictionary().is("Subtype", "Form")) {
            return;
        }
        if (depth > MOST_FORMS) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "forms within forms > " + MOST_FORMS);
        }
        PdfDictionary dictionary = stream.dictionary();
        State before = state;
        state = state.copy();
        state.matrix = Matrix.of(view.array(dictionary, "Matrix")).then(state.matrix);
        run(
                view.decoded(stream),
                dictionary.has("Resources") ? view.dictionary(dictionary, "Resources") : outer,
                depth);
        state = before;
    }

    private Optional<TextFont> font(PdfObject entry) {
        if (!(view.resolve(entry) instanceof PdfDictionary font)) {
            return Optional.empty();
        }
        return Optional.of(
                entry instanceof PdfReference reference
                        ? fonts.computeIfAbsent(reference, r -> new TextFont(view, font, budget))
                        : new TextFont(view, font, budget));
    }

    private void place(Matrix there) {
        text = there;
        line = there;
    }

    private void nextLine() {
        place(Matrix.shift(0, -state.leading).then(line));
    }

    private void show(Operation o, int operand) {
        if (o.operands().size() <= operand || state.font.isEmpty()) {
            return;
        }
        PdfObject what = o.operands().get(operand);
        for (PdfObject item : what instanceof PdfArray array ? array.items() : List.of(what)) {
            if (item instanceof PdfNumber number) {
                advance(-number.value() / 1_000 * state.size);
            } else if (item instanceof PdfString string) {
                show(string.bytes(), state.font.get());
            }
        }
    }

    private void show(byte[] codes, TextFont font) {
        int length = font.codeLength();
        for (int at = 0; at + length <= codes.length; at += length) {
            budget.object();
            if (glyphs.size() == MOST_GLYPHS) {
                throw new PdfException(FindingCode.LIMIT_EXCEEDED, "glyphs of a page > " + MOST_GLYPHS);
            }
            int code = length == 1 ? codes[at] & 0xFF : ((codes[at] & 0xFF) << 8) | (codes[at + 1] & 0xFF);
            Matrix place = new Matrix(state.size * state.scale, 0, 0, state.size, 0, state.rise)
                    .then(text)
                    .then(state.matrix);
            glyphs.add(new Glyph(font.said(code), place, font.width(code)));
            double space = state.characterSpace + (length == 1 && code == ' ' ? state.wordSpace : 0);
            advance(font.width(code) * state.size + space);
        }
    }

    private void advance(double unscaled) {
        text = Matrix.shift(unscaled * state.scale, 0).then(text);
    }

    private static Matrix matrix(Operation o) {
        return new Matrix(o.number(0), o.number(1), o.number(2), o.number(3), o.number(4), o.number(5));
    }

    private static String name(Operation o) {
        return !o.operands().isEmpty() && o.operands().get(0) instanceof PdfName name ? name.value() : "";
    }
}
