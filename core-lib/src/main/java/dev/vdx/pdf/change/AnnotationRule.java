package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import java.util.List;
import java.util.Set;

/** What may change in annotations other than widgets (ISO 32000-2, 12.5). */
final class AnnotationRule {
    /** Kinds that comment on a document. Those that play, print, run or redact are no comments. */
    private static final Set<String> COMMENTS = Set.of(
            "Text",
            "FreeText",
            "Line",
            "Square",
            "Circle",
            "Polygon",
            "PolyLine",
            "Highlight",
            "Underline",
            "Squiggly",
            "StrikeOut",
            "Caret",
            "Stamp",
            "Ink",
            "Popup",
            "Link");

    /** Keys about a comment and its state, not about where it is or what it covers. */
    private static final Set<String> CHANGEABLE = Set.of(
            "Contents", "RC", "M", "Popup", "Open", "State", "StateModel", "Subj", "T", "CreationDate", "NM", "Parent");

    private final Step step;

    AnnotationRule(Step step) {
        this.step = step;
    }

    Ruling added(PdfDictionary annotation) {
        return isComment(annotation) && !annotation.has("AA") && !annotation.duplicates()
                ? Ruling.of(ChangeRule.ANNOTATION)
                : Ruling.unexplained("Subtype");
    }

    static boolean isComment(PdfDictionary annotation) {
        return annotation.get("Subtype") instanceof PdfName kind && COMMENTS.contains(kind.value());
    }

    Ruling changed(PdfDictionary old, PdfDictionary now) {
        if (now.duplicates()) {
            return Ruling.unexplained("");
        }
        Ruling ruling = Ruling.of(ChangeRule.ANNOTATION);
        for (String key : step.differing(old, now)) {
            if (key.equals("Subtype") || key.equals("AA") || !isComment(old)) {
                return Ruling.unexplained(key);
            } else if (!CHANGEABLE.contains(key)) {
                ruling = ruling.and(new Ruling(ChangeRule.ANNOTATION_ALTERED, "/" + key, List.of()));
            }
        }
        return ruling;
    }
}
