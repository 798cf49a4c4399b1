package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfBoolean;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import java.util.List;
import java.util.Optional;

/** What may change in the form dictionary and its list of fields (ISO 32000-2, 12.7.3). */
final class FormRule {
    private final Step step;

    FormRule(Step step) {
        this.step = step;
    }

    Ruling judge() {
        PdfDictionary old = step.before().dictionary(step.before().catalog(), "AcroForm");
        PdfDictionary now = step.after().dictionary(step.after().catalog(), "AcroForm");
        Ruling ruling = Ruling.of(ChangeRule.SAME_VALUE);
        if (now.duplicates()) {
            return Ruling.unexplained("AcroForm");
        }
        for (String key : step.differing(old, now)) {
            ruling = ruling.and(entry(key, old, now));
        }
        return ruling;
    }

    private Ruling entry(String key, PdfDictionary old, PdfDictionary now) {
        return switch (key) {
            case "Fields" -> {
                step.handled(now.get(key));
                yield fields(step.before().array(old, key), step.after().array(now, key));
            }
            case "SigFlags" ->
                signatureFlags(step.before().get(old, key), step.after().get(now, key));
            case "DR" -> resources(step.before().get(old, key), step.after().get(now, key));
            case "DA" -> old.has(key) ? Ruling.unexplained(key) : Ruling.of(step.signing());
            // To ask for fresh appearances of what the fields hold is to draw what was signed anew.
            case "NeedAppearances" ->
                step.after().get(now, key).equals(PdfBoolean.TRUE)
                        ? Ruling.unexplained(key)
                        : Ruling.of(step.signing());
            default -> Ruling.unexplained(key);
        };
    }

    /** Fields may be added; those added are judged as objects, and must not have been there unlisted. */
    Ruling fields(PdfArray old, PdfArray now) {
        Optional<List<PdfObject>> added = Additions.between(old, now);
        if (added.isEmpty()) {
            return Ruling.unexplained("Fields");
        }
        boolean allNew = added.get().stream().allMatch(step::isNew);
        return allNew ? Ruling.of(step.signing()) : Ruling.unexplained("Fields");
    }

    private static Ruling signatureFlags(PdfObject old, PdfObject now) {
        long cleared = number(old) & ~number(now);
        return cleared == 0 ? Ruling.of(ChangeRule.SAME_VALUE) : Ruling.unexplained("SigFlags");
    }

    /** Resources may be added by new names. Fonts stay, for fields are drawn with them; drawings no field draws on. */
    Ruling resources(PdfObject old, PdfObject now) {
        return keeps(old, now, 0) ? Ruling.of(ChangeRule.FORM_APPEARANCE) : Ruling.unexplained("DR");
    }

    private boolean keeps(PdfObject old, PdfObject now, int depth) {
        PdfObject from = step.before().resolve(old);
        PdfObject to = step.after().resolve(now);
        if (depth < 2 && from instanceof PdfDictionary a && to instanceof PdfDictionary b) {
            return a.keys().stream()
                    .filter(key -> depth > 0 || !key.equals("XObject"))
                    .allMatch(key -> keeps(a.get(key), b.get(key), depth + 1));
        } else if (from instanceof PdfArray && to instanceof PdfArray) {
            return true;
        }
        return from == PdfNull.NULL || step.same(old, now);
    }

    static long number(PdfObject object) {
        return object instanceof PdfNumber n ? n.integer() : 0;
    }
}
