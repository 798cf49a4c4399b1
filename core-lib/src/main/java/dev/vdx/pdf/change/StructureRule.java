package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import java.util.Set;

/** The structure tree may grow by elements for new widgets (ISO 32000-2, 14.7); it may not say other things. */
final class StructureRule {
    private static final Set<String> GROWING = Set.of("K", "Nums", "Kids", "Limits", "ParentTreeNextKey");
    private static final Set<String> SPEAKING = Set.of("ActualText", "E");

    private final Step step;

    StructureRule(Step step) {
        this.step = step;
    }

    Ruling judge(PdfObject old, PdfObject now) {
        boolean explained;
        if (old == PdfNull.NULL) {
            explained = added(now);
        } else if (old instanceof PdfArray a && now instanceof PdfArray b) {
            explained = grown(a, b);
        } else {
            explained = old instanceof PdfDictionary a && now instanceof PdfDictionary b && changed(a, b);
        }
        return explained ? Ruling.of(ChangeRule.STRUCTURE_FOR_WIDGET) : Ruling.unexplained("StructTreeRoot");
    }

    private static boolean added(PdfObject now) {
        return now instanceof PdfArray
                || (now instanceof PdfDictionary element
                        && !element.duplicates()
                        && (!element.has("Alt") || element.is("S", "Form"))
                        && SPEAKING.stream().noneMatch(element::has));
    }

    private boolean changed(PdfDictionary old, PdfDictionary now) {
        if (now.duplicates()) {
            return false;
        }
        for (String key : step.differing(old, now)) {
            boolean grown = switch (key) {
                case "ParentTreeNextKey" ->
                    FormRule.number(step.after().get(now, key))
                            >= FormRule.number(step.before().get(old, key));
                case "Limits" -> step.after().get(now, key) instanceof PdfArray;
                default ->
                    grown(
                            list(step.before().get(old, key), old.get(key)),
                            list(step.after().get(now, key), now.get(key)));
            };
            if (!GROWING.contains(key) || !grown) {
                return false;
            }
        }
        return true;
    }

    /** A single kid may become a list of kids. */
    private static PdfArray list(PdfObject resolved, PdfObject direct) {
        if (resolved instanceof PdfArray array) {
            return array;
        }
        return resolved == PdfNull.NULL ? PdfArray.EMPTY : PdfArray.of(direct);
    }

    /** Everything stays, in its order; what is added is no marked content of a page and no text. */
    private static boolean grown(PdfArray old, PdfArray now) {
        return Additions.between(old, now)
                .filter(added -> added.stream().noneMatch(StructureRule::speaks))
                .isPresent();
    }

    private static boolean speaks(PdfObject item) {
        return item instanceof PdfString
                || item instanceof PdfStream
                || (item instanceof PdfDictionary d && d.is("Type", "MCR"))
                || (item instanceof PdfNumber n && n.integer() < 0);
    }
}
