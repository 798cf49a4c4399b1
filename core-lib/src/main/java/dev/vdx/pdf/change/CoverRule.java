package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.Revision;

/** A new signature may show itself, but not cover the page it stands on. */
final class CoverRule {
    private static final double MOST_OF_PAGE = 0.5;
    private static final double A4 = 595.0 * 842;
    private static final int MAX_PARENTS = 64;

    private final Step step;

    CoverRule(Step step) {
        this.step = step;
    }

    Ruling judge(PdfDictionary widget) {
        if (!widget.has("AP")
                || area(FieldTree.rectangle(step.after(), widget, "Rect")) <= MOST_OF_PAGE * page(widget)) {
            return Ruling.of(step.signing());
        }
        return Ruling.unexplained("Rect");
    }

    private double page(PdfDictionary widget) {
        Revision view = step.after();
        PdfDictionary at = view.dictionary(widget, "P");
        for (int i = 0; i < MAX_PARENTS && !at.has("MediaBox") && at.has("Parent"); i++) {
            at = view.dictionary(at, "Parent");
        }
        double area = area(FieldTree.rectangle(view, at, "MediaBox"));
        return area > 0 ? area : A4;
    }

    static double area(double[] rectangle) {
        return (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1]);
    }

    /** Whether a widget takes no room on the page. */
    boolean invisible(PdfDictionary widget) {
        return area(FieldTree.rectangle(step.after(), widget, "Rect")) == 0 || hasHiddenFlag(widget);
    }

    private boolean hasHiddenFlag(PdfDictionary widget) {
        return (FormRule.number(step.after().get(widget, "F")) & 2) != 0;
    }

    ChangeRule signingOf(PdfDictionary field) {
        return FieldRule.isTimestamp(step, field) && invisible(field)
                ? ChangeRule.DOCUMENT_TIMESTAMP
                : ChangeRule.NEW_SIGNATURE;
    }
}
