package dev.vdx.pdf.change;

import dev.vdx.model.FieldLock;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a signature allows: DocMDP, FieldMDP (ISO 32000-2, 12.8.2) and its field's lock (12.7.5.5). */
public final class PermissionReader {
    private final Revision view;

    /**
     * Reads in one revision.
     *
     * @param view the revision the signature covers, for what it allowed is what stood there
     */
    public PermissionReader(Revision view) {
        this.view = view;
    }

    /** What the signature in this dictionary allows, in this field; one that no field shows has an empty field. */
    public Permissions read(PdfDictionary field, PdfDictionary signature) {
        Permissions all = lock(view.dictionary(field, "Lock"));
        for (PdfObject item : view.array(signature, "Reference").items()) {
            PdfDictionary reference = Revision.asDictionary(view.resolve(item));
            PdfDictionary parameters = view.dictionary(reference, "TransformParams");
            if (view.get(reference, "TransformMethod") instanceof PdfName method) {
                all = all.and(
                        switch (method.value()) {
                            case "DocMDP" -> new Permissions(level(parameters, 2), List.of());
                            case "FieldMDP" -> lock(parameters);
                            default -> Permissions.NONE_STATED;
                        });
            }
        }
        return all;
    }

    private Permissions lock(PdfDictionary dictionary) {
        List<FieldLock> locks = new ArrayList<>();
        if (view.get(dictionary, "Action") instanceof PdfName action) {
            Set<String> names = view.array(dictionary, "Fields").items().stream()
                    .map(view::resolve)
                    .filter(PdfString.class::isInstance)
                    .map(name -> ((PdfString) name).text())
                    .collect(Collectors.toSet());
            locks.add(
                    switch (action.value()) {
                        case "Include" -> new FieldLock(FieldLock.Action.INCLUDE, names);
                        case "Exclude" -> new FieldLock(FieldLock.Action.EXCLUDE, names);
                        // An unknown word locks everything rather than nothing.
                        default -> FieldLock.all();
                    });
        }
        return new Permissions(level(dictionary, 0), locks);
    }

    private int level(PdfDictionary dictionary, int otherwise) {
        return view.get(dictionary, "P") instanceof PdfNumber p
                ? (int) Math.max(1, Math.min(3, p.integer()))
                : otherwise;
    }
}
