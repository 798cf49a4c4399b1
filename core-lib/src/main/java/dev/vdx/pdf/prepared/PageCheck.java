package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.change.Mark;
import dev.vdx.pdf.change.Painter;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Text of a page that nobody sees: not drawn, white on white, or under something that was laid over it. */
final class PageCheck {
    /** Looked at of what lies over and under a text: the largest so many. */
    private static final int MOST_AREAS = 300;

    private static final int MOST_SCANS = 20;
    private static final double MOSTLY = 0.8;
    private static final int HIDDEN = 2;
    private static final int NO_VIEW = 32;

    private final PdfFile file;
    private final Revision last;
    private final PdfPage page;
    private final Notes notes;

    PageCheck(PdfFile file, PdfPage page, Notes notes) {
        this.file = file;
        this.last = file.last();
        this.page = page;
        this.notes = notes;
    }

    void check() {
        Painter painter = new Painter(last, file.budget());
        painter.page(page.dictionary());
        List<Mark> marks = painter.marks();
        unseen(marks);
        covered(marks);
    }

    /** Text without colour or in white, on no darker ground. A text under a scanned image or over it is its reading, not a secret. */
    private void unseen(List<Mark> marks) {
        List<Mark> grounds = new ArrayList<>();
        List<Mark> scans = marks.stream()
                .filter(m -> m.kind() == Mark.Kind.PICTURE || m.kind() == Mark.Kind.SHADE)
                .sorted(Comparator.comparingDouble(Mark::area).reversed())
                .limit(MOST_SCANS)
                .toList();
        for (Mark mark : marks) {
            switch (mark.kind()) {
                case PICTURE, AREA, SHADE -> keepLargest(grounds, mark);
                case WHITE_TEXT -> {
                    if (!liesOn(mark, grounds)) {
                        note(FindingCode.PREPARED_HIDDEN_TEXT, mark);
                    }
                }
                case INVISIBLE_TEXT ->
                    note(
                            liesOn(mark, scans) ? FindingCode.PREPARED_SCANNED_TEXT : FindingCode.PREPARED_HIDDEN_TEXT,
                            mark);
                default -> {
                    // It shows, or hides nothing.
                }
            }
            file.budget().object();
        }
    }

    private void covered(List<Mark> marks) {
        List<Mark> over = new ArrayList<>();
        annotations().forEach(area -> keepLargest(over, area));
        for (int i = marks.size() - 1; i >= 0; i--) {
            Mark mark = marks.get(i);
            switch (mark.kind()) {
                case PICTURE, AREA, WHITE_AREA -> keepLargest(over, mark);
                case TEXT -> {
                    if (liesOn(mark, over)) {
                        note(FindingCode.PREPARED_COVERED_TEXT, mark);
                    }
                }
                default -> {
                    // What nobody sees anyway was told.
                }
            }
            file.budget().object();
        }
    }

    private static void keepLargest(List<Mark> areas, Mark area) {
        if (areas.size() < MOST_AREAS) {
            areas.add(area);
            return;
        }
        int smallest = 0;
        for (int i = 1; i < areas.size(); i++) {
            smallest = areas.get(i).area() < areas.get(smallest).area() ? i : smallest;
        }
        if (areas.get(smallest).area() < area.area()) {
            areas.set(smallest, area);
        }
    }

    private static boolean liesOn(Mark text, List<Mark> areas) {
        return areas.stream().anyMatch(area -> text.coveredBy(area) > MOSTLY);
    }

    private void note(FindingCode code, Mark mark) {
        notes.add(code, page.label(), mark.place(), mark.said());
    }

    /** The annotations and fields that lie over the page with a ground of their own. */
    private List<Mark> annotations() {
        List<Mark> areas = new ArrayList<>();
        for (PdfObject each : last.array(page.dictionary(), "Annots").items()) {
            file.budget().object();
            PdfDictionary annotation = Revision.asDictionary(last.resolve(each));
            int flags = last.get(annotation, "F") instanceof PdfNumber n ? (int) n.integer() : 0;
            boolean shown = (flags & (HIDDEN | NO_VIEW)) == 0 && !annotation.is("Subtype", "Popup");
            Optional<Mark> ground = shown ? ground(annotation) : Optional.empty();
            ground.map(mark -> mark.movedTo(FieldTree.rectangle(last, annotation, "Rect")))
                    .ifPresent(areas::add);
        }
        return areas;
    }

    /** What fills most of an appearance. */
    private Optional<Mark> ground(PdfDictionary annotation) {
        PdfObject normal = last.get(last.dictionary(annotation, "AP"), "N");
        Collection<PdfObject> states =
                normal instanceof PdfDictionary d ? d.entries().values() : List.of(normal);
        for (PdfObject state : states) {
            if (last.resolve(state) instanceof PdfStream form) {
                Painter painter = new Painter(last, file.budget());
                painter.form(form);
                Mark box = painter.box(form);
                Optional<Mark> filled = painter.marks().stream()
                        .filter(m -> m.kind() == Mark.Kind.PICTURE
                                || m.kind() == Mark.Kind.AREA
                                || m.kind() == Mark.Kind.WHITE_AREA)
                        .filter(m -> box.coveredBy(m) > MOSTLY)
                        .findFirst();
                if (filled.isPresent()) {
                    return filled;
                }
            }
        }
        return Optional.empty();
    }
}
