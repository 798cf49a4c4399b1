package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may change in a page: annotations may be added (ISO 32000-2, 7.7.3.3 and 12.5). */
final class PageRule {
    private final Step step;

    PageRule(Step step) {
        this.step = step;
    }

    Ruling judge(PdfDictionary old, PdfDictionary now) {
        Ruling ruling = Ruling.of(ChangeRule.SAME_VALUE);
        if (now.duplicates()) {
            return Ruling.unexplained("");
        }
        boolean page = old.is("Type", "Page");
        for (String key : step.differing(old, now)) {
            ruling = ruling.and(page ? entry(key, old, now) : node(key, now));
        }
        return ruling;
    }

    /** Nodes of the page tree stay; iText leaves its version number there, which nobody reads. */
    private static Ruling node(String key, PdfDictionary now) {
        return key.equals("ITXT") && (now.get(key) instanceof PdfNumber || now.get(key) instanceof PdfString)
                ? Ruling.of(ChangeRule.METADATA)
                : Ruling.unexplained(key);
    }

    private Ruling entry(String key, PdfDictionary old, PdfDictionary now) {
        return switch (key) {
            case "Annots" -> {
                step.handled(now.get(key));
                yield annotations(step.before().array(old, key), step.after().array(now, key));
            }
            // Tab order and the key into the structure tree are about reaching widgets, not about what is seen.
            case "Tabs", "StructParents" ->
                old.has(key) ? Ruling.unexplained(key) : Ruling.of(ChangeRule.STRUCTURE_FOR_WIDGET);
            default -> Ruling.unexplained(key);
        };
    }

    /** Annotations may be added; those added are judged as objects, and must not have lain there unseen. */
    Ruling annotations(PdfArray old, PdfArray now) {
        List<PdfObject> gone = new ArrayList<>(old.items());
        gone.removeAll(now.items());
        Optional<List<PdfObject>> added = Additions.between(without(old, gone), now);
        if (added.isEmpty()) {
            return Ruling.unexplained("Annots");
        }
        Ruling ruling = Ruling.of(ChangeRule.SAME_VALUE);
        for (PdfObject item : gone) {
            boolean comment = step.before().resolve(item) instanceof PdfDictionary annotation
                    && AnnotationRule.isComment(annotation);
            ruling = ruling.and(comment ? Ruling.of(ChangeRule.ANNOTATION_ALTERED) : Ruling.unexplained("Annots"));
        }
        for (PdfObject item : added.get()) {
            ruling = ruling.and(added(item));
        }
        return ruling;
    }

    private static PdfArray without(PdfArray array, List<PdfObject> gone) {
        return gone.isEmpty()
                ? array
                : new PdfArray(array.items().stream()
                        .filter(item -> !gone.contains(item))
                        .toList());
    }

    private Ruling added(PdfObject item) {
        if (!(step.after().resolve(item) instanceof PdfDictionary annotation)) {
            return Ruling.unexplained("Annots");
        }
        // Someone who had a comment prepared unseen in the signed document could now bring it up.
        boolean unseen = !step.isNew(item) && !RoleRules.isSignature(annotation, step.after());
        if (unseen) {
            return Ruling.unexplained("Annots");
        }
        return annotation.is("Subtype", "Widget") ? Ruling.of(step.signing()) : Ruling.of(ChangeRule.ANNOTATION);
    }
}
