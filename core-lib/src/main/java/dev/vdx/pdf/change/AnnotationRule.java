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

    /** Keys about the state of a comment, not about what it says, where it is or what it covers. */
    private static final Set<String> CHANGEABLE =
            Set.of("M", "Popup", "Open", "State", "StateModel", "CreationDate", "NM", "Parent");

    /** Actions that only lead somewhere (12.6.4). */
    private static final Set<String> LEADING = Set.of("URI", "GoTo");

    private final Step step;

    AnnotationRule(Step step) {
        this.step = step;
    }

    Ruling added(int number, PdfDictionary annotation) {
        if (!isComment(annotation) || annotation.has("AA") || annotation.duplicates()) {
            return Ruling.unexplained("Subtype");
        }
        return action(annotation) ? beside(number) : Ruling.unexplained("A");
    }

    private boolean action(PdfDictionary annotation) {
        PdfDictionary action = step.after().dictionary(annotation, "A");
        boolean leads = step.after().get(action, "S") instanceof PdfName kind && LEADING.contains(kind.value());
        return !annotation.has("A") || (leads && !action.has("Next"));
    }

    /** Whether an object belongs to a comment that covers nothing. */
    Ruling beside(int number) {
        return step.covers(number)
                ? new Ruling(ChangeRule.CONTENT_COVERED, "", List.of())
                : Ruling.of(ChangeRule.ANNOTATION);
    }

    static boolean isComment(PdfDictionary annotation) {
        return annotation.get("Subtype") instanceof PdfName kind && COMMENTS.contains(kind.value());
    }

    Ruling changed(int number, PdfDictionary old, PdfDictionary now) {
        if (now.duplicates()) {
            return Ruling.unexplained("");
        }
        Ruling ruling = beside(number);
        for (String key : step.differing(old, now)) {
            if (key.equals("Subtype") || key.equals("AA") || (key.equals("A") && !action(now)) || !isComment(old)) {
                return Ruling.unexplained(key);
            } else if (!CHANGEABLE.contains(key)) {
                ruling = ruling.and(new Ruling(ChangeRule.ANNOTATION_ALTERED, "/" + key, List.of()));
            }
        }
        return ruling;
    }
}
