package dev.vdx.pdf.change;

import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfContent;
import dev.vdx.pdf.object.PdfContent.Operation;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Follows a content stream and notes where it paints and what it says (ISO 32000-2, 8 and 9.4): about, not to the
 * point, for widths of glyphs are guessed. Unlike a renderer it decodes no image and no font.
 */
public final class Painter {
    private static final int MAX_FORMS = 12;
    private static final int MOST_MARKS = 50_000;
    private static final double GLYPH = 0.6;
    private static final double[] EVERYWHERE = {-1e6, -1e6, 1e6, 1e6};

    private final Revision view;
    private final Budget budget;
    private final List<double[]> boxes = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private boolean readable = true;
    private boolean pictures;
    private boolean fills;
    private int strokes;
    private int curves;

    private State state = new State();
    private final Deque<State> saved = new ArrayDeque<>();
    private Matrix text = Matrix.IDENTITY;
    private Matrix line = Matrix.IDENTITY;
    private double leading;
    private double[] path = new double[0];
    private boolean rectangular = true;
    private boolean clipping;
    private final List<Mark> marks = new ArrayList<>();

    private static final class State {
        private Matrix matrix = Matrix.IDENTITY;
        private double size = 1;
        private boolean composite;
        private boolean invisible;
        private boolean white;
        private boolean blended;
        private boolean transparent;
        private double[] clip = EVERYWHERE;

        State copy() {
            State copy = new State();
            copy.matrix = matrix;
            copy.size = size;
            copy.composite = composite;
            copy.invisible = invisible;
            copy.white = white;
            copy.blended = blended;
            copy.transparent = transparent;
            copy.clip = clip;
            return copy;
        }
    }

    /** For one page or form of this revision. */
    public Painter(Revision view, Budget budget) {
        this.view = view;
        this.budget = budget;
    }

    /** The box that holds every page. */
    static double[] everywhere() {
        return EVERYWHERE.clone();
    }

    /** The boxes of all that was painted, white areas left out. */
    List<double[]> boxes() {
        return boxes;
    }

    /** What was painted, in order; the first 50,000 marks of it. */
    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    private void mark(Mark.Kind kind, double[] box, String said) {
        double[] seen = {
            Math.max(box[0], state.clip[0]),
            Math.max(box[1], state.clip[1]),
            Math.min(box[2], state.clip[2]),
            Math.min(box[3], state.clip[3])
        };
        if (marks.size() < MOST_MARKS && seen[0] < seen[2] && seen[1] < seen[3]) {
            marks.add(new Mark(kind, seen, said));
        }
    }

    /** What was said, where {@link #readable()}. */
    String words() {
        return words.toString();
    }

    /** Whether all of it was said in simple fonts, whose codes are characters. */
    boolean readable() {
        return readable;
    }

    /** Whether it shows images or shadings. */
    boolean pictures() {
        return pictures;
    }

    /** Whether it fills areas so that what lies under them is gone. */
    boolean covers() {
        return pictures || fills || !words.isEmpty() || !readable;
    }

    /** Whether it draws lines other than the sides of rectangles. */
    boolean draws() {
        return curves > 0 || strokes > 4;
    }

    /** Paints the contents of a page. */
    public void page(PdfDictionary page) {
        PdfObject contents = view.get(page, "Contents");
        PdfArray parts = contents instanceof PdfArray array ? array : PdfArray.of(contents);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (PdfObject part : parts.items()) {
            if (view.resolve(part) instanceof PdfStream stream) {
                all.writeBytes(view.decoded(stream));
                all.write('\n');
            }
        }
        PdfObject resources = FieldTree.inherited(view, page, "Resources");
        run(all.toByteArray(), Revision.asDictionary(resources), 0);
    }

    /** The box of a form, as a mark of its own. */
    public Mark box(PdfStream form) {
        double[] box = FieldTree.rectangle(view, form.dictionary(), "BBox");
        return new Mark(
                Mark.Kind.SHADE,
                Matrix.of(view.array(form.dictionary(), "Matrix")).box(box[0], box[1], box[2], box[3]),
                "");
    }

    /** Paints a form (8.10). */
    public void form(PdfStream form) {
        form(form, PdfDictionary.EMPTY, 0);
    }

    private void form(PdfStream form, PdfDictionary outer, int depth) {
        if (depth > MAX_FORMS) {
            picture(EVERYWHERE);
            return;
        }
        PdfDictionary dictionary = form.dictionary();
        State before = state;
        state = state.copy();
        state.matrix = Matrix.of(view.array(dictionary, "Matrix")).then(state.matrix);
        double[] box = FieldTree.rectangle(view, dictionary, "BBox");
        if (view.array(dictionary, "BBox").size() == 4) {
            clip(state.matrix.box(box[0], box[1], box[2], box[3]));
        }
        PdfDictionary own = dictionary.has("Resources") ? view.dictionary(dictionary, "Resources") : outer;
        run(view.decoded(form), own, depth);
        state = before;
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
            case "gs" -> graphics(view.dictionary(view.dictionary(resources, "ExtGState"), name(o)));
            case "g", "rg" -> state.white = o.operands().stream().allMatch(n -> value(n) >= 1);
            case "k" -> state.white = o.operands().stream().allMatch(n -> value(n) <= 0);
            case "cs", "sc", "scn" -> state.white = false;
            case "BI" -> {
                picture(state.matrix.box(0, 0, 1, 1));
                mark(Mark.Kind.SHADE, state.matrix.box(0, 0, 1, 1), "");
            }
            case "sh" -> {
                picture(EVERYWHERE);
                mark(Mark.Kind.SHADE, state.clip, "");
            }
            case "Do" -> external(view.get(view.dictionary(resources, "XObject"), name(o)), resources, depth);
            default -> {
                if (!text(o, resources)) {
                    path(o);
                }
            }
        }
    }

    private void graphics(PdfDictionary parameters) {
        PdfObject mode = view.get(parameters, "BM");
        PdfObject first = mode instanceof PdfArray modes && modes.size() > 0 ? view.resolve(modes.get(0)) : mode;
        if (first instanceof PdfName name) {
            state.blended = name.is("Multiply") || name.is("Darken");
        }
        PdfObject alpha = view.get(parameters, "ca");
        state.transparent = alpha instanceof PdfNumber number ? number.value() < 1 : state.transparent;
        PdfObject mask = view.get(parameters, "SMask");
        state.transparent |= mask instanceof PdfDictionary;
    }

    private void picture(double[] where) {
        pictures = true;
        boxes.add(where);
    }

    private void external(PdfObject object, PdfDictionary resources, int depth) {
        if (!(object instanceof PdfStream stream)) {
            return;
        }
        if (stream.dictionary().is("Subtype", "Form")) {
            form(stream, resources, depth + 1);
        } else {
            picture(state.matrix.box(0, 0, 1, 1));
            PdfDictionary image = stream.dictionary();
            boolean whole = !image.has("SMask") && !image.has("Mask") && !image.has("ImageMask") && opaque();
            mark(whole ? Mark.Kind.PICTURE : Mark.Kind.SHADE, state.matrix.box(0, 0, 1, 1), "");
        }
    }

    private boolean opaque() {
        return !state.blended && !state.transparent;
    }

    private boolean text(Operation o, PdfDictionary resources) {
        switch (o.operator()) {
            case "BT" -> place(Matrix.IDENTITY);
            case "Tf" -> {
                state.size = o.number(1);
                PdfDictionary font = view.dictionary(view.dictionary(resources, "Font"), name(o));
                state.composite = font.is("Subtype", "Type0")
                        || font.is("Subtype", "Type3")
                        || view.dictionary(font, "Encoding").has("Differences");
            }
            case "Tr" -> state.invisible = o.number(0) == 3;
            case "TL" -> leading = o.number(0);
            case "Td" -> place(Matrix.shift(o.number(0), o.number(1)).then(line));
            case "TD" -> {
                leading = -o.number(1);
                place(Matrix.shift(o.number(0), o.number(1)).then(line));
            }
            case "Tm" -> place(matrix(o));
            case "T*" -> nextLine();
            case "Tj", "TJ" ->
                show(o.operands().isEmpty() ? PdfArray.EMPTY : o.operands().get(0));
            case "'", "\"" -> {
                nextLine();
                show(
                        o.operands().isEmpty()
                                ? PdfArray.EMPTY
                                : o.operands().get(o.operands().size() - 1));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void place(Matrix there) {
        text = there;
        line = there;
    }

    private void nextLine() {
        place(Matrix.shift(0, -leading).then(line));
    }

    private void show(PdfObject what) {
        for (PdfObject item : what instanceof PdfArray array ? array.items() : List.of(what)) {
            if (item instanceof PdfNumber number) {
                text = Matrix.shift(-number.value() / 1000 * state.size, 0).then(text);
            } else if (item instanceof PdfString string) {
                show(string);
            }
        }
    }

    private void show(PdfString string) {
        String said = string.text();
        int glyphs = state.composite ? (string.length() + 1) / 2 : string.length();
        double width = glyphs * GLYPH * state.size;
        if (!state.invisible && !said.isBlank()) {
            boxes.add(text.then(state.matrix).box(0, -0.2 * state.size, width, 0.8 * state.size));
            words.append(said.toLowerCase(Locale.ROOT));
            readable &= !state.composite;
        }
        if (!said.isBlank()) {
            Mark.Kind kind =
                    state.invisible ? Mark.Kind.INVISIBLE_TEXT : state.white ? Mark.Kind.WHITE_TEXT : Mark.Kind.TEXT;
            mark(
                    kind,
                    text.then(state.matrix).box(0, -0.2 * state.size, width, 0.8 * state.size),
                    state.composite ? "" : said);
        }
        text = Matrix.shift(width, 0).then(text);
    }

    private void path(Operation o) {
        switch (o.operator()) {
            case "re" -> {
                strokes++;
                extend(o.number(0), o.number(1));
                extend(o.number(0) + o.number(2), o.number(1) + o.number(3));
            }
            case "m", "l" -> point(o, 0);
            case "v", "y" -> point(o, 2);
            case "c" -> point(o, 4);
            case "S", "s" -> painted(false);
            case "f", "F", "f*", "B", "B*", "b", "b*" -> painted(true);
            case "n" -> end();
            case "W", "W*" -> clipping = true;
            default -> {
                // Neither place nor colour: nothing is seen of it.
            }
        }
    }

    private void point(Operation o, int at) {
        curves++;
        rectangular = false;
        for (int i = 0; i <= at; i += 2) {
            extend(o.number(i), o.number(i + 1));
        }
    }

    private void extend(double x, double y) {
        path = path.length == 0
                ? new double[] {x, y, x, y}
                : new double[] {Math.min(path[0], x), Math.min(path[1], y), Math.max(path[2], x), Math.max(path[3], y)};
    }

    private void painted(boolean filled) {
        fills |= filled && !state.blended;
        if (path.length > 0 && !(filled && state.white)) {
            boxes.add(state.matrix.box(path[0], path[1], path[2], path[3]));
        }
        if (path.length > 0 && filled) {
            Mark.Kind kind =
                    !opaque() || !rectangular ? Mark.Kind.SHADE : state.white ? Mark.Kind.WHITE_AREA : Mark.Kind.AREA;
            if (!(kind == Mark.Kind.SHADE && state.white)) {
                mark(kind, state.matrix.box(path[0], path[1], path[2], path[3]), "");
            }
        }
        end();
    }

    /** The path is done with; it may become the clip (8.5.4). */
    private void end() {
        if (clipping && path.length > 0) {
            clip(state.matrix.box(path[0], path[1], path[2], path[3]));
        }
        clipping = false;
        rectangular = true;
        path = new double[0];
    }

    private void clip(double[] box) {
        state.clip = new double[] {
            Math.max(box[0], state.clip[0]),
            Math.max(box[1], state.clip[1]),
            Math.min(box[2], state.clip[2]),
            Math.min(box[3], state.clip[3])
        };
    }

    private static Matrix matrix(Operation o) {
        return new Matrix(o.number(0), o.number(1), o.number(2), o.number(3), o.number(4), o.number(5));
    }

    private static double value(PdfObject object) {
        return object instanceof PdfNumber number ? number.value() : 0;
    }

    private static String name(Operation o) {
        return !o.operands().isEmpty() && o.operands().get(0) instanceof PdfName name ? name.value() : "";
    }
}
