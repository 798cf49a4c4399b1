package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.List;
import java.util.Set;

/** What may change in form fields and the widgets that show them (ISO 32000-2, 12.7.4 and 12.5.6.19). */
final class FieldRule {
    private static final int READ_ONLY = 1;
    private static final int PASSWORD = 1 << 13;
    private static final int PRINT = 1 << 2;
    private static final int WIDGET_READ_ONLY = 1 << 6;
    private static final int LOCKED = 1 << 7;
    private static final int LOCKED_CONTENTS = 1 << 9;
    /** How a value is written: what is not written yet may be set otherwise, what is may not. */
    private static final Set<String> WRITING = Set.of("I", "DA", "Q", "DS");

    private static final Set<String> SIGNING = Set.of("V", "AP", "AS", "M", "Lock", "SV", "P", "DA", "Q", "MK", "DR");

    private final Step step;

    FieldRule(Step step) {
        this.step = step;
    }

    /** A new field or widget must be there to be signed. */
    Ruling added(int number, PdfDictionary field) {
        String name = FieldTree.fullName(step.after(), field);
        if (field.duplicates() || field.has("AA") || field.has("A")) {
            return Ruling.unexplained("AA");
        }
        boolean signature = RoleRules.isSignature(field, step.after());
        boolean branch = field.has("Kids") && !field.has("Subtype") && !field.has("FT") && !field.has("V");
        boolean widget = step.isKidOfSigning(number) && !field.has("FT") && !field.has("T") && !field.has("V");
        if (!signature && !branch && !widget) {
            return Ruling.unexplained("FT");
        }
        return value(field).and(Ruling.field(step.signing(), name)).and(new CoverRule(step).judge(field));
    }

    /** The signature dictionary of a new signature is new itself; an old one would vouch for what it never saw. */
    private Ruling value(PdfDictionary field) {
        PdfObject value = field.get("V");
        boolean fresh = value == PdfNull.NULL || step.isNew(value) || value instanceof PdfDictionary;
        return fresh ? Ruling.of(step.signing()) : Ruling.unexplained("V");
    }

    Ruling changed(PdfDictionary old, PdfDictionary now) {
        List<String> keys = step.differing(old, now);
        if (now.duplicates()) {
            return Ruling.unexplained("");
        }
        boolean signature = RoleRules.isSignature(old, step.before());
        String name = FieldTree.fullName(step.before(), old);
        if (!signature) {
            return filled(name, keys, old, now);
        }
        boolean signed = step.before().resolve(FieldTree.inherited(step.before(), old, "V")) != PdfNull.NULL;
        if (signed) {
            return keys.isEmpty() ? Ruling.of(ChangeRule.SAME_VALUE) : altered(name, keys.get(0));
        }
        return signed(name, keys, old, now);
    }

    static Ruling altered(String name, String key) {
        return new Ruling(ChangeRule.SIGNED_FIELD_ALTERED, "/" + key, List.of(name));
    }

    private Ruling filled(String name, List<String> keys, PdfDictionary old, PdfDictionary now) {
        boolean replaced = keys.contains("V") && !blank(step.before().get(old, "V"));
        // To empty a filled field is never allowed: it would uncover what the field covered.
        Ruling ruling = Ruling.field(replaced ? ChangeRule.FORM_VALUE_REPLACED : ChangeRule.FORM_VALUE, name);
        for (String key : keys) {
            boolean allowed = switch (key) {
                case "F" -> onlyAdds(old, now, key, PRINT | WIDGET_READ_ONLY | LOCKED | LOCKED_CONTENTS);
                case "Ff" -> onlyAdds(old, now, key, READ_ONLY);
                case "V" ->
                    blank(step.before().get(old, key)) || !blank(step.after().get(now, key));
                case "AS" -> valueChanged(old, now);
                case "AP" -> now.has(key) && !drawnAnew(old, now) && ownAppearance(old);
                case "M" -> true;
                case "RV" -> valueChanged(old, now);
                default ->
                    WRITING.contains(key)
                            && (valueChanged(old, now) || blank(FieldTree.inherited(step.before(), old, "V")));
            };
            if (key.equals("Kids")) {
                step.handled(now.get(key));
                ruling = ruling.and(kids(old, now));
            } else if (!allowed) {
                return Ruling.unexplained(key);
            }
        }
        return saysOtherwise(now) ? Ruling.unexplained("AP") : ruling;
    }

    /** Whether the widget of a text field shows other words than the field has, or any where it has none. */
    private boolean saysOtherwise(PdfDictionary now) {
        Revision view = step.after();
        boolean text = FieldTree.inherited(view, now, "FT") instanceof PdfName type && type.is("Tx");
        boolean secret = (FormRule.number(FieldTree.inherited(view, now, "Ff")) & PASSWORD) != 0;
        if (!text || secret || !now.has("AP")) {
            return false;
        }
        Look look = Look.of(view, step.file().budget(), now);
        PdfObject value = FieldTree.inherited(view, now, "V");
        if (blank(value)) {
            return !look.blank();
        }
        boolean told =
                value instanceof PdfString && look.readable() && !look.says().isBlank();
        return told && !look.shows(((PdfString) value).text());
    }

    private Ruling kids(PdfDictionary old, PdfDictionary now) {
        PdfArray before = step.before().array(old, "Kids");
        return new FormRule(step).fields(before, step.after().array(now, "Kids"));
    }

    private boolean valueChanged(PdfDictionary old, PdfDictionary now) {
        return !step.same(FieldTree.inherited(step.before(), old, "V"), FieldTree.inherited(step.after(), now, "V"));
    }

    /** A new picture of a value that stayed shows something else. */
    private boolean drawnAnew(PdfDictionary old, PdfDictionary now) {
        boolean text = FieldTree.inherited(step.before(), old, "FT") instanceof PdfName type
                && (type.is("Tx") || type.is("Ch"));
        boolean empty = text && blank(FieldTree.inherited(step.before(), old, "V"));
        return old.has("AP") && !empty && !valueChanged(old, now);
    }

    /** An appearance that something else shows too is not the field's to replace. */
    private boolean ownAppearance(PdfDictionary old) {
        PdfObject appearance = old.get("AP");
        PdfObject normal = step.before().dictionary(old, "AP").get("N");
        return !Role.CONTENT.in(step.roles().of(number(appearance)))
                && !Role.CONTENT.in(step.roles().of(number(normal)));
    }

    private static boolean blank(PdfObject value) {
        return value == PdfNull.NULL
                || (value instanceof PdfName name && name.is("Off"))
                || (value instanceof PdfString string && string.text().isBlank())
                || (value instanceof PdfArray array && array.size() == 0);
    }

    private Ruling signed(String name, List<String> keys, PdfDictionary old, PdfDictionary now) {
        Ruling ruling = Ruling.field(step.signing(), name);
        for (String key : keys) {
            boolean allowed = switch (key) {
                case "F" -> onlyAdds(old, now, key, PRINT | WIDGET_READ_ONLY | LOCKED | LOCKED_CONTENTS);
                case "Ff" -> onlyAdds(old, now, key, READ_ONLY);
                case "V" -> step.isNew(now.get(key)) || now.get(key) instanceof PdfDictionary;
                case "AP" -> ownAppearance(old);
                default -> SIGNING.contains(key);
            };
            if (key.equals("Kids")) {
                step.handled(now.get(key));
                ruling = ruling.and(kids(old, now));
            } else if (!allowed || (!now.has(key) && !key.equals("MK"))) {
                return Ruling.unexplained(key);
            }
        }
        return keys.contains("AP") ? ruling.and(new CoverRule(step).judge(now)) : ruling;
    }

    private boolean onlyAdds(PdfDictionary old, PdfDictionary now, String key, int flags) {
        long before = FormRule.number(step.before().get(old, key));
        long after = FormRule.number(step.after().get(now, key));
        return (before & ~after) == 0 && (after & ~before & ~flags) == 0;
    }

    /** Whether a field is signed by a document time-stamp. */
    static boolean isTimestamp(Step step, PdfDictionary field) {
        PdfDictionary value = step.after().dictionary(field, "V");
        return value.is("SubFilter", "ETSI.RFC3161") || value.is("Type", "DocTimeStamp");
    }

    private static int number(PdfObject value) {
        return value instanceof PdfReference reference ? reference.number() : -1;
    }
}
