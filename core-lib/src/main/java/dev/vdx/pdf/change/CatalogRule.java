package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;

/** What may change in the document catalog (ISO 32000-2, 7.7.2). */
final class CatalogRule {
    private final Step step;

    CatalogRule(Step step) {
        this.step = step;
    }

    Ruling judge() {
        PdfDictionary old = step.before().catalog();
        PdfDictionary now = step.after().catalog();
        Ruling ruling = Ruling.of(ChangeRule.SAME_VALUE);
        if (now.duplicates()) {
            return Ruling.unexplained("");
        }
        for (String key : step.differing(old, now)) {
            ruling = ruling.and(entry(key, old, now));
        }
        return ruling;
    }

    private Ruling entry(String key, PdfDictionary old, PdfDictionary now) {
        return switch (key) {
            case "AcroForm" -> new FormRule(step).judge();
            case "DSS" -> now.has(key) ? Ruling.of(ChangeRule.VALIDATION_DATA) : Ruling.unexplained(key);
            case "Metadata" -> MetadataRule.judge(step, step.after().get(now, key));
            case "Extensions" -> extensions();
            case "Version" -> version(old, now);
            case "Names" -> names();
            case "Perms" -> permissions();
            default -> Ruling.unexplained(key);
        };
    }

    /** Developer extensions may be added and raised, not removed or lowered (7.12). */
    Ruling extensions() {
        PdfDictionary oldOnes = step.before().dictionary(step.before().catalog(), "Extensions");
        PdfDictionary newOnes = step.after().dictionary(step.after().catalog(), "Extensions");
        for (String developer : oldOnes.keys()) {
            PdfObject oldLevel = step.before().get(step.before().dictionary(oldOnes, developer), "ExtensionLevel");
            PdfObject newLevel = step.after().get(step.after().dictionary(newOnes, developer), "ExtensionLevel");
            boolean kept = !developer.equals("Type") && newOnes.has(developer);
            if (!developer.equals("Type") && (!kept || FormRule.number(newLevel) < FormRule.number(oldLevel))) {
                return Ruling.unexplained("Extensions");
            }
        }
        return Ruling.of(ChangeRule.VERSION_OR_EXTENSIONS);
    }

    /** Named appearances come with new annotations (7.7.4); nothing else may be named. */
    Ruling names() {
        PdfDictionary old = step.before().dictionary(step.before().catalog(), "Names");
        PdfDictionary now = step.after().dictionary(step.after().catalog(), "Names");
        for (String key : step.differing(old, now)) {
            if (!key.equals("AP") || old.has(key)) {
                return Ruling.unexplained("Names/" + key);
            }
        }
        return Ruling.of(ChangeRule.ANNOTATION);
    }

    private Ruling version(PdfDictionary old, PdfDictionary now) {
        PdfObject oldVersion = step.before().get(old, "Version");
        boolean upward = step.after().get(now, "Version") instanceof PdfName to
                && (oldVersion == PdfNull.NULL
                        || (oldVersion instanceof PdfName from && from.value().compareTo(to.value()) < 0));
        return upward ? Ruling.of(ChangeRule.VERSION_OR_EXTENSIONS) : Ruling.unexplained("Version");
    }

    /** A certification or usage right may come with a new signature; none may go (12.8.6). */
    Ruling permissions() {
        PdfDictionary oldOnes = step.before().dictionary(step.before().catalog(), "Perms");
        PdfDictionary newOnes = step.after().dictionary(step.after().catalog(), "Perms");
        for (String key : oldOnes.keys()) {
            if (!step.same(oldOnes.get(key), newOnes.get(key))) {
                return new Ruling(ChangeRule.PERMISSION_REMOVED, "/Perms/" + key, java.util.List.of());
            }
        }
        for (String key : newOnes.keys()) {
            if (!oldOnes.has(key) && !step.isNew(newOnes.get(key))) {
                return Ruling.unexplained("Perms");
            }
        }
        return Ruling.of(step.signing());
    }
}
