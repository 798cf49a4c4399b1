package dev.vdx.seal;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/** Sets a certificate on as many A4 pages as it takes. */
final class CertificateLayout {
    static final double WIDTH = 595.276;
    static final double HEIGHT = 841.89;
    /** The crest's name in the resources. */
    static final String CREST = "Crest";

    private static final int MOST_PAGES = 100;
    private static final double CREST_HEIGHT = 84;
    private static final double CREST_WIDTH = 200;

    static final Ink TEXT = new Ink(0.1, 0.11, 0.13);
    private static final Ink QUIET = new Ink(0.36, 0.39, 0.42);
    static final Ink RULE = new Ink(0.82, 0.84, 0.82);
    private static final Ink SHADE = new Ink(0.945, 0.965, 0.945);
    private static final Ink MARK = new Ink(0.935, 0.935, 0.935);
    private static final Ink WARNING = new Ink(0.7, 0.13, 0.1);

    static final double LEFT = 62;
    static final double RIGHT = WIDTH - 62;
    private static final double TOP = HEIGHT - 62;
    private static final double BOTTOM = 62;
    /** What a page has room for below its frame and mark. */
    static final double TALLEST = TOP - 14 - BOTTOM - 40;
    /** From here up the last page is free for the body; below stand the signatory and the seal. */
    private static final double ABOVE_SEAL = CertificatePdf.SEAL_BOX.y() + CertificatePdf.SEAL_BOX.height() + 16;

    private static final double BODY = 11.5;
    private static final double LEADING = 1.5;
    private static final double INDENT = 36;
    private static final double LABEL_SHARE = 0.36;
    private static final double CELL = 6;

    /** One page's content and the dictionary it will be. */
    record Sheet(Canvas canvas, COSDictionary page) {}

    private final CertificatePage page;
    private final TextFonts fonts;
    private final StructureTree tree = new StructureTree();
    private final List<Sheet> sheets = new ArrayList<>();
    private Canvas canvas;
    private double y;

    private CertificateLayout(CertificatePage page, TextFonts fonts) {
        this.page = page;
        this.fonts = fonts;
        this.canvas = new Canvas(SealColours.RGB, fonts);
    }

    static CertificateLayout of(CertificatePage page, TextFonts fonts) throws CannotDrawException {
        CertificateLayout layout = new CertificateLayout(page, fonts);
        layout.newSheet();
        layout.head();
        for (CertificateBlock block : page.body()) {
            if (block instanceof CertificateBlock.Paragraph paragraph) {
                layout.paragraph(paragraph.text());
            } else if (block instanceof CertificateBlock.Facts facts) {
                layout.facts(facts);
            } else if (block instanceof CertificateBlock.Table table) {
                layout.table(table);
            }
        }
        layout.signatory();
        layout.feet();
        return layout;
    }

    List<Sheet> sheets() {
        return List.copyOf(sheets);
    }

    StructureTree tree() {
        return tree;
    }

    private void newSheet() throws CannotDrawException {
        if (sheets.size() == MOST_PAGES) {
            throw new CannotDrawException("the certificate is longer than " + MOST_PAGES + " pages");
        }
        canvas = new Canvas(SealColours.RGB, fonts);
        COSDictionary dictionary = new COSDictionary();
        dictionary.setItem(COSName.TYPE, COSName.PAGE);
        sheets.add(new Sheet(canvas, dictionary));
        // The first page's head leaves the corner free for the mark; later pages start below it.
        y = sheets.size() > 1 && page.mark().isPresent() ? TOP - 14 : TOP;
        canvas.beginArtifact();
        frame();
        if (page.mark().isPresent()) {
            mark(page.mark().get());
        }
        canvas.endMarked();
    }

    private void frame() {
        canvas.strokeWith(Emblem.GREEN, 1.6)
                .rectangle(28, 28, WIDTH - 56, HEIGHT - 56)
                .stroke();
        canvas.strokeWith(Emblem.GOLD, 0.6)
                .rectangle(32, 32, WIDTH - 64, HEIGHT - 64)
                .stroke();
    }

    /** Across the page, as outlines: seen by people, not mixed into the text that programs extract. */
    private void mark(String words) throws CannotDrawException {
        FontFile font = FontFile.of(Typeface.BOLD);
        double width = fonts.line(Typeface.BOLD, words).width(1);
        double size = Math.min(110, 560 / width);
        AffineTransform place = new AffineTransform();
        place.translate(WIDTH / 2, HEIGHT / 2 - 30);
        place.rotate(Math.toRadians(52));
        place.scale(size / FontFile.EM, -size / FontFile.EM);
        place.translate(-width * FontFile.EM / 2, FontFile.EM * 0.3);
        canvas.fillWith(MARK).path(font.outline(words), place).fill();
    }

    private void corner(String words) throws CannotDrawException {
        TextLine line = fonts.line(Typeface.BOLD, words);
        double size = 10;
        double width = line.width(size) + 14;
        double left = WIDTH - 44 - width;
        canvas.strokeWith(WARNING, 1).rectangle(left, HEIGHT - 64, width, 19).stroke();
        canvas.fillWith(WARNING).text(line, size, left + 7, HEIGHT - 58);
    }

    private int index() {
        return sheets.size() - 1;
    }

    Canvas canvas() {
        return canvas;
    }

    double y() {
        return y;
    }

    /** How much of this page is left for the body. */
    double room() {
        return y - BOTTOM;
    }

    void down(double height) {
        y -= height;
    }

    /** Whether areas may be shaded: under a mark across the page they may not. */
    boolean shades() {
        return page.mark().isEmpty();
    }

    COSDictionary element(String type) {
        return StructureTree.element(tree.document(), type);
    }

    void begin(COSDictionary element, String type) {
        canvas.beginElement(
                type, tree.claim(element, index(), sheets.get(index()).page()));
    }

    private void head() throws CannotDrawException {
        if (page.crest().isPresent()) {
            crest(page.crest().get());
        } else if (page.emblem()) {
            COSDictionary figure = StructureTree.element(tree.document(), "Figure");
            StructureTree.describe(
                    figure,
                    page.language() == SealLanguage.TH
                            ? "ตราสมมติ: รวงข้าวสองรวงล้อมทุ่งนา"
                            : "An invented emblem: two ears of rice round a field");
            begin(figure, "Figure");
            Emblem.draw(canvas, WIDTH / 2, TOP - 34, 38);
            canvas.endMarked();
            y -= 78;
        }
        for (int i = 0; i < page.issuer().size(); i++) {
            Typeface face = i == 0 ? Typeface.BOLD : Typeface.REGULAR;
            centred(
                    "P",
                    face,
                    i == 0 ? 15 : 11.5,
                    i == 0 ? Emblem.GREEN : QUIET,
                    page.issuer().get(i));
        }
        y -= 10;
        centred("H1", Typeface.BOLD, 22, TEXT, page.title());
        centred("P", Typeface.REGULAR, BODY, QUIET, page.reference());
        y -= 4;
        canvas.beginArtifact();
        canvas.strokeWith(Emblem.GOLD, 1)
                .line(WIDTH / 2 - 60, y, WIDTH / 2 + 60, y)
                .endMarked();
        y -= 12;
    }

    private void crest(SealImage crest) {
        COSDictionary figure = StructureTree.element(tree.document(), "Figure");
        StructureTree.describe(figure, crest.words().orElseThrow());
        begin(figure, "Figure");
        double height = Math.min(CREST_HEIGHT, CREST_WIDTH / crest.shape());
        double width = height * crest.shape();
        canvas.image(CREST, (WIDTH - width) / 2, TOP + 8 - height, width, height);
        canvas.endMarked();
        y -= height;
    }

    private void centred(String type, Typeface face, double size, Ink ink, String text) throws CannotDrawException {
        COSDictionary element = StructureTree.element(tree.document(), type);
        begin(element, type);
        for (TextLine line : fonts.wrap(face, size, text, RIGHT - LEFT)) {
            double step = size * 1.42;
            canvas.fillWith(ink).text(line, size, (WIDTH - line.width(size)) / 2, y - size * 1.05);
            y -= step;
        }
        canvas.endMarked();
    }

    /** Goes to a new page when there is no room for so much. */
    boolean need(double height) throws CannotDrawException {
        if (y - height >= BOTTOM) {
            return false;
        }
        newSheet();
        return true;
    }

    private void paragraph(String text) throws CannotDrawException {
        COSDictionary element = StructureTree.element(tree.document(), "P");
        double step = BODY * LEADING;
        boolean first = true;
        boolean open = false;
        String rest = text.strip();
        List<TextLine> lines = new ArrayList<>();
        // The indented line is set alone, then what is left of the text at full width.
        List<TextLine> start = fonts.wrap(Typeface.REGULAR, BODY, rest, RIGHT - LEFT - INDENT);
        lines.add(start.get(0));
        rest = rest.substring(start.get(0).text().length()).strip();
        lines.addAll(fonts.wrap(Typeface.REGULAR, BODY, rest, RIGHT - LEFT));
        for (TextLine line : lines) {
            if (y - step < BOTTOM && open) {
                canvas.endMarked();
                open = false;
            }
            need(step);
            if (!open) {
                begin(element, "P");
                open = true;
            }
            canvas.fillWith(TEXT).text(line, BODY, first ? LEFT + INDENT : LEFT, y - BODY * 1.15);
            first = false;
            y -= step;
        }
        canvas.endMarked();
        y -= 6;
    }

    private void facts(CertificateBlock.Facts facts) throws CannotDrawException {
        if (facts.heading().isPresent()) {
            heading(facts.heading().get());
        }
        COSDictionary table = StructureTree.element(tree.document(), "Table");
        boolean shaded = true;
        for (CertificateBlock.Row row : facts.rows()) {
            row(table, row, shaded);
            shaded = !shaded;
        }
        y -= 8;
    }

    private void table(CertificateBlock.Table table) throws CannotDrawException {
        if (table.heading().isPresent()) {
            heading(table.heading().get());
        }
        new TableLayout(this, fonts, table).draw();
        y -= 8;
    }

    private void heading(String text) throws CannotDrawException {
        need(90);
        y -= 4;
        begin(element("H2"), "H2");
        canvas.fillWith(Emblem.GREEN).text(fonts.line(Typeface.BOLD, text), 13, LEFT, y - 14);
        canvas.endMarked();
        y -= 24;
    }

    private void row(COSDictionary table, CertificateBlock.Row row, boolean shaded) throws CannotDrawException {
        double labelWidth = (RIGHT - LEFT) * LABEL_SHARE;
        List<TextLine> labels = fonts.wrap(Typeface.REGULAR, BODY, row.label(), labelWidth - 2 * CELL);
        List<TextLine> values = fonts.wrap(Typeface.BOLD, BODY, row.value(), RIGHT - LEFT - labelWidth - 2 * CELL);
        double step = BODY * 1.4;
        int lines = Math.max(labels.size(), values.size());
        COSDictionary element = StructureTree.element(table, "TR");
        COSDictionary header = StructureTree.element(element, "TH");
        COSDictionary data = StructureTree.element(element, "TD");
        int done = 0;
        while (done < lines) {
            need(step + 7);
            int fit = Math.min(lines - done, (int) ((y - BOTTOM - 7) / step));
            double height = fit * step + 7;
            canvas.beginArtifact();
            if (shaded && shades()) {
                canvas.fillWith(SHADE)
                        .rectangle(LEFT, y - height, RIGHT - LEFT, height)
                        .fill();
            }
            canvas.strokeWith(RULE, 0.5)
                    .line(LEFT, y - height, RIGHT, y - height)
                    .endMarked();
            cell(header, "TH", labels, done, fit, QUIET, LEFT + CELL);
            cell(data, "TD", values, done, fit, TEXT, LEFT + labelWidth + CELL);
            y -= height;
            done += fit;
        }
    }

    private void cell(
            COSDictionary element, String type, List<TextLine> lines, int from, int count, Ink ink, double x) {
        if (from >= lines.size()) {
            return;
        }
        begin(element, type);
        double step = BODY * 1.4;
        for (int i = from; i < Math.min(from + count, lines.size()); i++) {
            canvas.fillWith(ink).text(lines.get(i), BODY, x, y - 3 - (i - from) * step - BODY * 1.05);
        }
        canvas.endMarked();
    }

    /** Who answers for it, at the left of the room kept for the seal. */
    private void signatory() throws CannotDrawException {
        if (y < ABOVE_SEAL) {
            newSheet();
        }
        if (page.signatory().isEmpty()) {
            return;
        }
        double width = CertificatePdf.SEAL_BOX.x() - LEFT - 16;
        List<TextLine> lines = new ArrayList<>();
        for (int i = 0; i < page.signatory().size(); i++) {
            Typeface face = i == 0 ? Typeface.BOLD : Typeface.REGULAR;
            lines.addAll(fonts.wrap(face, 11, page.signatory().get(i), width));
        }
        double step = 11 * 1.42;
        double height = lines.size() * step;
        if (height > CertificatePdf.SEAL_BOX.height()) {
            throw new CannotDrawException("the signatory's lines do not fit beside the seal");
        }
        double middle = CertificatePdf.SEAL_BOX.y() + CertificatePdf.SEAL_BOX.height() / 2;
        double baseline = middle + height / 2 - 11 * 1.05;
        begin(StructureTree.element(tree.document(), "P"), "P");
        for (TextLine line : lines) {
            canvas.fillWith(TEXT).text(line, 11, LEFT, baseline);
            baseline -= step;
        }
        canvas.endMarked();
    }

    /** Page numbers, once it is known how many there are. */
    private void feet() throws CannotDrawException {
        SealWords words = new SealWords(page.language(), false);
        for (int i = 0; i < sheets.size(); i++) {
            canvas = sheets.get(i).canvas();
            canvas.beginArtifact();
            if (page.mark().isPresent()) {
                corner(page.mark().get().toUpperCase(Locale.ROOT));
            }
            TextLine number = fonts.line(Typeface.REGULAR, words.page(i + 1, sheets.size()));
            TextLine reference = fonts.line(Typeface.REGULAR, page.reference());
            canvas.fillWith(QUIET)
                    .text(reference, 8, LEFT - 18, 42)
                    .text(number, 8, RIGHT + 18 - number.width(8), 42)
                    .endMarked();
        }
    }
}
