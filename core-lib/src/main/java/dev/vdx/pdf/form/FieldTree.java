package dev.vdx.pdf.form;

import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Walks the fields of a form (ISO 32000-2, 12.7.3 and 12.7.4) once each, whatever circles they make. */
public final class FieldTree {
    private static final int MAX_PARENTS = 64;

    private final Revision revision;
    private final Budget budget;
    private final Set<Integer> seen = new HashSet<>();
    private final List<FormField> fields = new ArrayList<>();

    private FieldTree(Revision revision, Budget budget) {
        this.revision = revision;
        this.budget = budget;
    }

    /**
     * Every field of a revision, in the order of the form.
     *
     * @throws dev.vdx.pdf.object.PdfException over a limit
     */
    public static List<FormField> fields(Revision revision, Budget budget) {
        FieldTree tree = new FieldTree(revision, budget);
        PdfDictionary form = revision.dictionary(revision.catalog(), "AcroForm");
        for (PdfObject field : revision.array(form, "Fields").items()) {
            tree.walk(field, "", "", 0);
        }
        return List.copyOf(tree.fields);
    }

    private void walk(PdfObject item, String parent, String inherited, int depth) {
        budget.depth(depth);
        budget.object();
        int number = item instanceof PdfReference reference ? reference.number() : -1;
        if (number >= 0 && !seen.add(number)) {
            return;
        }
        if (!(revision.resolve(item) instanceof PdfDictionary field)) {
            return;
        }
        String name = joined(parent, partialName(revision, field));
        String type = revision.get(field, "FT") instanceof PdfName own ? own.value() : inherited;
        List<PdfObject> children = new ArrayList<>();
        List<PdfDictionary> widgets = new ArrayList<>();
        if (field.is("Subtype", "Widget")) {
            widgets.add(field);
        }
        for (PdfObject kid : revision.array(field, "Kids").items()) {
            if (!(revision.resolve(kid) instanceof PdfDictionary child)) {
                continue;
            }
            if (child.has("T") || child.has("Kids")) {
                children.add(kid);
            } else {
                widgets.add(child);
            }
        }
        if (children.isEmpty()) {
            fields.add(new FormField(number, name, type, field, widgets));
        }
        for (PdfObject child : children) {
            walk(child, name, type, depth + 1);
        }
    }

    /** The full name of a field found by itself, by way of its parents. */
    public static String fullName(Revision revision, PdfDictionary field) {
        String name = partialName(revision, field);
        PdfDictionary at = field;
        for (int i = 0; i < MAX_PARENTS && at.has("Parent"); i++) {
            at = revision.dictionary(at, "Parent");
            name = joined(partialName(revision, at), name);
        }
        return name;
    }

    /** A value of a field found by itself, inherited where it has none of its own. */
    public static PdfObject inherited(Revision revision, PdfDictionary field, String key) {
        PdfDictionary at = field;
        for (int i = 0; i < MAX_PARENTS && !at.has(key) && at.has("Parent"); i++) {
            at = revision.dictionary(at, "Parent");
        }
        return revision.get(at, key);
    }

    /** A rectangle (7.9.5): lower left and upper right corner; all 0 where it has none. */
    public static double[] rectangle(Revision revision, PdfDictionary dictionary, String key) {
        PdfArray array = revision.array(dictionary, key);
        double[] r = new double[4];
        for (int i = 0; i < 4; i++) {
            r[i] = i < array.size() && revision.resolve(array.get(i)) instanceof PdfNumber number ? number.value() : 0;
        }
        return new double[] {Math.min(r[0], r[2]), Math.min(r[1], r[3]), Math.max(r[0], r[2]), Math.max(r[1], r[3])};
    }

    private static String partialName(Revision revision, PdfDictionary field) {
        return revision.get(field, "T") instanceof PdfString t ? t.text() : "";
    }

    private static String joined(String parent, String name) {
        return parent.isEmpty() ? name : name.isEmpty() ? parent : parent + "." + name;
    }
}
