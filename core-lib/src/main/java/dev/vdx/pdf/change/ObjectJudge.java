package dev.vdx.pdf.change;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.List;
import java.util.Optional;

/** Judges one touched object: every role it plays must explain its change. */
final class ObjectJudge {
    private static final List<Role> ROLES = List.of(Role.values());

    private static final int UNSEEN = Role.VALIDATION_DATA.bit()
            | Role.INFO.bit()
            | Role.METADATA.bit()
            | Role.EXTENSIONS.bit()
            | Role.MENTIONED.bit();

    private final Step step;
    private final Frozen frozen;

    ObjectJudge(Step step, Frozen frozen) {
        this.step = step;
        this.frozen = frozen;
    }

    Judged judge(int number) {
        Optional<IndirectObject> old = step.before().object(number);
        Optional<IndirectObject> now = step.after().object(number);
        Change.Kind kind = kind(old, now);
        return new Judged(
                number,
                now.or(() -> old).map(o -> o.reference().toString()).orElse(number + " 0"),
                step.roles().path(number),
                kind,
                ruling(number, old, now));
    }

    private Change.Kind kind(Optional<IndirectObject> old, Optional<IndirectObject> now) {
        if (now.isEmpty()) {
            return Change.Kind.FREED;
        } else if (old.isEmpty()) {
            return Change.Kind.ADDED;
        }
        boolean elsewhere =
                now.get().start() >= 0 && now.get().start() < step.after().start();
        return elsewhere ? Change.Kind.REDIRECTED : Change.Kind.CHANGED;
    }

    private Ruling ruling(int number, Optional<IndirectObject> old, Optional<IndirectObject> now) {
        int roles = step.roles().of(number);
        if (old.isEmpty() && now.isEmpty()) {
            return Ruling.of(ChangeRule.CROSS_REFERENCE);
        } else if (step.unchanged(number)) {
            return Ruling.of(ChangeRule.SAME_VALUE);
        } else if (old.isPresent() && frozen.field(number).isPresent()) {
            return FieldRule.altered(frozen.field(number).get(), "");
        } else if (roles == 0) {
            return unreached(number, old);
        } else if (now.isEmpty()) {
            return freed(number);
        } else if (old.isEmpty() && step.roles().dangled(number) && (roles & ~UNSEEN) != 0 && !Role.CONTENT.in(roles)) {
            // The signed document referred to it already: it was prepared to come alive.
            return Ruling.unexplained("");
        }
        Ruling ruling = Ruling.of(ChangeRule.SAME_VALUE);
        PdfObject from = old.map(IndirectObject::value).orElse(PdfNull.NULL);
        for (Role role : ROLES) {
            if (role.in(roles)) {
                ruling = ruling.and(as(role, number, roles, from, now.get().value()));
            }
        }
        return ruling;
    }

    /** What no revision reaches is never seen, unless it is the container of what is. */
    private Ruling unreached(int number, Optional<IndirectObject> old) {
        boolean container = old.isPresent()
                && old.get().value() instanceof PdfStream s
                && s.dictionary().is("Type", "ObjStm");
        if (container) {
            return step.file().containsObjects(number, step.before().index())
                    ? Ruling.unexplained("")
                    : Ruling.of(ChangeRule.CROSS_REFERENCE);
        }
        PdfDictionary now = step.after()
                .object(number)
                .map(o -> Revision.asDictionary(o.value()))
                .orElse(PdfDictionary.EMPTY);
        boolean crossReference = now.is("Type", "ObjStm") || now.is("Type", "XRef");
        return Ruling.of(crossReference ? ChangeRule.CROSS_REFERENCE : ChangeRule.UNREACHABLE);
    }

    private Ruling freed(int number) {
        return step.stillReached(number) ? Ruling.unexplained("") : Ruling.of(ChangeRule.UNREACHABLE);
    }

    private Ruling as(Role role, int number, int roles, PdfObject old, PdfObject now) {
        PdfDictionary from = old instanceof PdfDictionary d ? d : PdfDictionary.EMPTY;
        return switch (role) {
            case CATALOG -> old == PdfNull.NULL ? Ruling.unexplained("") : new CatalogRule(step).judge();
            case PAGES -> now instanceof PdfDictionary to ? new PageRule(step).judge(from, to) : Ruling.unexplained("");
            case ANNOTATIONS ->
                step.isHandled(number)
                        ? Ruling.of(ChangeRule.SAME_VALUE)
                        : new PageRule(step).annotations(array(old), array(now));
            case FIELDS ->
                step.isHandled(number)
                        ? Ruling.of(ChangeRule.SAME_VALUE)
                        : new FormRule(step).fields(array(old), array(now));
            case FORM -> new FormRule(step).judge();
            case FORM_RESOURCES -> new FormRule(step).resources(old, now);
            case ANNOTATION, FIELD -> annotation(number, roles, old, now);
            case WIDGET_APPEARANCE -> widgetAppearance(number, old);
            case ANNOTATION_APPEARANCE ->
                new AnnotationRule(step)
                        .beside(number)
                        .and(Ruling.of(old == PdfNull.NULL ? ChangeRule.ANNOTATION : ChangeRule.ANNOTATION_ALTERED));
            case NAMES -> new CatalogRule(step).names();
            case VALUE -> old == PdfNull.NULL ? Ruling.of(ChangeRule.FORM_VALUE) : Ruling.unexplained("V");
            case SIGNATURE -> old == PdfNull.NULL ? Ruling.of(step.signing()) : Ruling.unexplained("V");
            case LOCK -> old == PdfNull.NULL ? Ruling.of(step.signing()) : Ruling.unexplained("Lock");
            case PERMISSIONS -> new CatalogRule(step).permissions();
            case VALIDATION_DATA -> Ruling.of(ChangeRule.VALIDATION_DATA);
            case EXTENSIONS -> new CatalogRule(step).extensions();
            case INFO -> Ruling.of(ChangeRule.METADATA);
            case METADATA -> MetadataRule.judge(step, now);
            case STRUCTURE -> new StructureRule(step).judge(old, now);
            case MENTIONED -> Ruling.of(ChangeRule.SAME_VALUE);
            case CONTENT -> content(number, roles);
        };
    }

    /** An appearance drawn over in place belongs to a field that is being filled or signed, and to nobody else. */
    private Ruling widgetAppearance(int number, PdfObject old) {
        if (old == PdfNull.NULL) {
            return Ruling.of(step.appearance());
        }
        if (step.isRedrawn(number) && step.isShownByOthers(number)) {
            return Ruling.of(ChangeRule.REFERENCED_ELSEWHERE);
        }
        return step.isRedrawn(number) ? Ruling.of(ChangeRule.FORM_APPEARANCE) : Ruling.unexplained("AP");
    }

    private Ruling content(int number, int roles) {
        if (step.isRestated(number)) {
            return Ruling.of(ChangeRule.SAME_VALUE);
        }
        return roles == Role.CONTENT.bit() ? Ruling.unexplained("") : Ruling.of(ChangeRule.REFERENCED_ELSEWHERE);
    }

    private Ruling annotation(int number, int roles, PdfObject old, PdfObject now) {
        if (!(now instanceof PdfDictionary to)) {
            return Ruling.unexplained("");
        }
        boolean widget = Role.FIELD.in(roles);
        if (old == PdfNull.NULL) {
            return widget ? new FieldRule(step).added(number, to) : new AnnotationRule(step).added(number, to);
        } else if (!(old instanceof PdfDictionary from)) {
            return Ruling.unexplained("");
        } else {
            return widget ? new FieldRule(step).changed(from, to) : new AnnotationRule(step).changed(number, from, to);
        }
    }

    private static PdfArray array(PdfObject object) {
        return object instanceof PdfArray array ? array : PdfArray.EMPTY;
    }
}
