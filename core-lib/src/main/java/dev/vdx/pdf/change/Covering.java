package dev.vdx.pdf.change;

import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which comments that a step brings or changes lie over what was there before, so that it shows no more: a comment may
 * stand beside the words of a document, mark them or point at them, but not take their place.
 */
final class Covering {
    private static final int MAX_DEPTH = 32;
    /** Boxes that touch by less, in points, lie beside each other. */
    private static final double TOUCH = 2;
    /** Largest side of the icon of a sticky note, in points. */
    private static final double ICON = 32;

    private static final Set<String> MARKS = Set.of("Highlight", "Underline", "Squiggly", "StrikeOut");
    private static final Set<String> OUTLINES = Set.of("Square", "Circle", "Polygon", "PolyLine", "Line", "Ink");
    private static final Set<String> ICONS = Set.of("Text", "Caret");

    private final Step step;
    private final Set<Integer> touched;
    private final Set<Integer> covering = new HashSet<>();
    private final Set<Integer> pages = new HashSet<>();
    private final Map<Integer, List<double[]>> contents = new HashMap<>();

    private Covering(Step step, Set<Integer> touched) {
        this.step = step;
        this.touched = touched;
    }

    /** The numbers of the objects such comments consist of. */
    static Set<Integer> in(Step step, Set<Integer> touched) {
        Covering search = new Covering(step, touched);
        search.node(step.after().catalog().get("Pages"), 0);
        return search.covering;
    }

    private void node(PdfObject item, int depth) {
        step.file().budget().depth(depth);
        step.file().budget().object();
        if (!(item instanceof PdfReference reference)
                || !pages.add(reference.number())
                || !(step.after().resolve(item) instanceof PdfDictionary node)) {
            return;
        }
        for (PdfObject kid : step.after().array(node, "Kids").items()) {
            node(kid, depth + 1);
        }
        for (PdfObject each : step.after().array(node, "Annots").items()) {
            if (each instanceof PdfReference annotation
                    && step.after().resolve(each) instanceof PdfDictionary comment
                    && AnnotationRule.isComment(comment)) {
                Set<Integer> parts = new HashSet<>(Set.of(annotation.number()));
                parts(comment.get("AP"), parts, 0);
                if (parts.stream().anyMatch(touched::contains) && opaque(comment) && covers(reference, annotation)) {
                    covering.addAll(parts);
                }
            }
        }
    }

    private boolean covers(PdfReference page, PdfReference comment) {
        double[] own = FieldTree.rectangle(
                step.after(), Revision.asDictionary(step.after().resolve(comment)), "Rect");
        return Stream.concat(content(page).stream(), annotations(page, comment).stream())
                .anyMatch(box -> overlap(box, own));
    }

    private void parts(PdfObject value, Set<Integer> parts, int depth) {
        boolean seen = value instanceof PdfReference reference && !parts.add(reference.number());
        if (seen || depth > MAX_DEPTH) {
            return;
        }
        PdfObject resolved = step.after().resolve(value);
        if (resolved instanceof PdfArray array) {
            array.items().forEach(item -> parts(item, parts, depth + 1));
        } else {
            Revision.asDictionary(resolved).entries().values().forEach(item -> parts(item, parts, depth + 1));
        }
    }

    /** Whether what lies under it might not be seen. */
    private boolean opaque(PdfDictionary comment) {
        Look look = Look.of(step.after(), step.file().budget(), comment);
        if (kind(comment, ICONS)) {
            double[] r = FieldTree.rectangle(step.after(), comment, "Rect");
            boolean small = r[2] - r[0] <= ICON && r[3] - r[1] <= ICON;
            return !look.absent() && !(small && look.says().isEmpty() && look.readable() && !look.pictures());
        } else if (kind(comment, MARKS) || comment.is("Subtype", "Popup") || comment.is("Subtype", "Link")) {
            return look.covers();
        } else if (kind(comment, OUTLINES)) {
            return look.covers() || step.after().array(comment, "IC").size() > 0;
        }
        return true;
    }

    private static boolean kind(PdfDictionary comment, Set<String> kinds) {
        return kinds.stream().anyMatch(kind -> comment.is("Subtype", kind));
    }

    /** Where the page painted; everywhere, where it cannot be told. */
    private List<double[]> content(PdfReference page) {
        List<double[]> known = contents.get(page.number());
        if (known == null) {
            known = painted(Revision.asDictionary(step.before().resolve(page)));
            contents.put(page.number(), known);
        }
        return known;
    }

    private List<double[]> painted(PdfDictionary page) {
        Painter painter = new Painter(step.before(), step.file().budget());
        try {
            painter.page(page);
            return painter.boxes();
        } catch (PdfException e) {
            if (e.limit()) {
                throw e;
            }
            return List.of(Painter.everywhere());
        }
    }

    private List<double[]> annotations(PdfReference page, PdfReference but) {
        Revision view = step.before();
        List<double[]> shown = new ArrayList<>();
        for (PdfObject each :
                view.array(Revision.asDictionary(view.resolve(page)), "Annots").items()) {
            PdfDictionary annotation = Revision.asDictionary(view.resolve(each));
            if (!each.equals(but) && annotation.has("AP") && !annotation.is("Subtype", "Popup")) {
                shown.add(FieldTree.rectangle(view, annotation, "Rect"));
            }
        }
        return shown;
    }

    private static boolean overlap(double[] a, double[] b) {
        return Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > TOUCH
                && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > TOUCH;
    }
}
