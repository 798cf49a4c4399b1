package dev.vdx.pdf.change;

import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects that signed fields consist of: field, widgets, signature dictionary, appearance. None may change. */
final class Frozen {
    private static final Set<String> UPWARD = Set.of("P", "Parent", "Data", "StructParent");

    private final Map<Integer, String> fields = new HashMap<>();

    /** Freezes every signed field of a revision. */
    void freezeAll(Revision revision, dev.vdx.pdf.object.Budget budget) {
        for (FormField field : FieldTree.fields(revision, budget)) {
            if (field.isSignature() && field.dictionary().has("V")) {
                freeze(revision, field.number(), field.dictionary());
            }
        }
    }

    /** Freezes one field if it is a signed one. */
    void freeze(Revision revision, int number, PdfDictionary field) {
        boolean signed =
                RoleRules.isSignature(field, revision) && FieldTree.inherited(revision, field, "V") != PdfNull.NULL;
        if (signed) {
            String name = FieldTree.fullName(revision, field);
            if (number >= 0) {
                fields.putIfAbsent(number, name);
            }
            inside(revision, field, name, 0);
        }
    }

    /** The name of the signed field an object belongs to. */
    Optional<String> field(int number) {
        return Optional.ofNullable(fields.get(number));
    }

    private void inside(Revision revision, PdfObject value, String name, int depth) {
        if (depth > 32) {
            return;
        } else if (value instanceof PdfReference reference) {
            if (fields.putIfAbsent(reference.number(), name) == null) {
                inside(revision, revision.resolve(reference), name, depth + 1);
            }
        } else if (value instanceof PdfArray array) {
            array.items().forEach(item -> inside(revision, item, name, depth + 1));
        } else if (value instanceof PdfDictionary || value instanceof PdfStream) {
            Revision.asDictionary(value).entries().forEach((key, inner) -> {
                if (!UPWARD.contains(key)) {
                    inside(revision, inner, name, depth + 1);
                }
            });
        }
    }
}
