package dev.vdx.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;

/** Sets a table of several columns, its head again on each page it goes on to. */
final class TableLayout {
    private static final double SIZE = 10.5;
    private static final double STEP = SIZE * 1.4;
    private static final double PADDING = 5;
    private static final double AROUND = 7;
    private static final Ink HEAD = new Ink(0.9, 0.94, 0.905);

    private final CertificateLayout layout;
    private final TextFonts fonts;
    private final CertificateBlock.Table table;
    private final double[] lefts;

    TableLayout(CertificateLayout layout, TextFonts fonts, CertificateBlock.Table table) {
        this.layout = layout;
        this.fonts = fonts;
        this.table = table;
        double whole = 0;
        for (CertificateBlock.Column column : table.columns()) {
            whole += column.share();
        }
        lefts = new double[table.columns().size() + 1];
        lefts[0] = CertificateLayout.LEFT;
        for (int i = 0; i < table.columns().size(); i++) {
            lefts[i + 1] = lefts[i]
                    + table.columns().get(i).share() / whole * (CertificateLayout.RIGHT - CertificateLayout.LEFT);
        }
    }

    void draw() throws CannotDrawException {
        COSDictionary element = layout.element("Table");
        List<String> titles =
                table.columns().stream().map(CertificateBlock.Column::title).toList();
        layout.need(STEP * 3 + 2 * AROUND);
        COSDictionary first = StructureTree.element(element, "TR");
        head(titles, Optional.of(first));
        for (List<String> row : table.rows()) {
            List<List<TextLine>> cells = cells(Typeface.REGULAR, row);
            if (layout.need(Math.min(height(cells), CertificateLayout.TALLEST))) {
                head(titles, Optional.empty());
            }
            row(StructureTree.element(element, "TR"), "TD", cells, titles);
        }
    }

    /** Told to those who listen once; again on later pages it is for the eye. */
    private void head(List<String> titles, Optional<COSDictionary> row) throws CannotDrawException {
        List<List<TextLine>> cells = cells(Typeface.BOLD, titles);
        double height = height(cells);
        Canvas canvas = layout.canvas();
        canvas.beginArtifact();
        if (layout.shades()) {
            canvas.fillWith(HEAD)
                    .rectangle(lefts[0], layout.y() - height, lefts[lefts.length - 1] - lefts[0], height)
                    .fill();
        }
        canvas.strokeWith(Emblem.GREEN, 0.8)
                .line(lefts[0], layout.y() - height, lefts[lefts.length - 1], layout.y() - height);
        canvas.endMarked();
        if (row.isPresent()) {
            for (int i = 0; i < cells.size(); i++) {
                COSDictionary cell = StructureTree.element(row.get(), "TH");
                StructureTree.scope(cell, "Column");
                layout.begin(cell, "TH");
                lines(cells.get(i), i, 0, cells.get(i).size(), Emblem.GREEN);
                canvas.endMarked();
            }
        } else {
            canvas.beginArtifact();
            for (int i = 0; i < cells.size(); i++) {
                lines(cells.get(i), i, 0, cells.get(i).size(), Emblem.GREEN);
            }
            canvas.endMarked();
        }
        layout.down(height);
    }

    /** A row that is taller than a page goes on to the next. */
    private void row(COSDictionary row, String type, List<List<TextLine>> cells, List<String> titles)
            throws CannotDrawException {
        List<COSDictionary> elements = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            elements.add(StructureTree.element(row, type));
        }
        int lines = cells.stream().mapToInt(List::size).max().orElse(0);
        int done = 0;
        while (done < lines) {
            if (layout.need(STEP + AROUND)) {
                head(titles, Optional.empty());
            }
            int fit = Math.max(1, Math.min(lines - done, (int) ((layout.room() - AROUND) / STEP)));
            double height = fit * STEP + AROUND;
            Canvas canvas = layout.canvas();
            canvas.beginArtifact();
            canvas.strokeWith(CertificateLayout.RULE, 0.5)
                    .line(lefts[0], layout.y() - height, lefts[lefts.length - 1], layout.y() - height);
            canvas.endMarked();
            for (int i = 0; i < cells.size(); i++) {
                if (done < cells.get(i).size()) {
                    layout.begin(elements.get(i), type);
                    lines(
                            cells.get(i),
                            i,
                            done,
                            Math.min(done + fit, cells.get(i).size()),
                            CertificateLayout.TEXT);
                    canvas.endMarked();
                }
            }
            layout.down(height);
            done += fit;
        }
    }

    private void lines(List<TextLine> lines, int column, int from, int to, Ink ink) {
        boolean right = table.columns().get(column).right();
        for (int i = from; i < to; i++) {
            TextLine line = lines.get(i);
            double x = right ? lefts[column + 1] - PADDING - line.width(SIZE) : lefts[column] + PADDING;
            layout.canvas()
                    .fillWith(ink)
                    .text(line, SIZE, x, layout.y() - AROUND / 2 - (i - from) * STEP - SIZE * 1.05);
        }
    }

    private List<List<TextLine>> cells(Typeface face, List<String> texts) throws CannotDrawException {
        List<List<TextLine>> cells = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            cells.add(fonts.wrap(face, SIZE, texts.get(i), lefts[i + 1] - lefts[i] - 2 * PADDING));
        }
        return cells;
    }

    private static double height(List<List<TextLine>> cells) {
        return cells.stream().mapToInt(List::size).max().orElse(1) * STEP + AROUND;
    }
}
