package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One revision and the next, with what the rules need to know of both. */
final class Step {
    private static final int MAX_RESTATED_DEPTH = 16;

    private final PdfFile file;
    private final Revision before;
    private final Revision after;
    private final RoleMap roles;
    private final Set<Integer> touched;
    private final Set<Integer> restated = new HashSet<>();
    private final Set<Integer> kids = new HashSet<>();
    private final Set<Integer> redrawn = new HashSet<>();
    private final Set<Integer> handled = new HashSet<>();
    private final Set<Integer> valued = new HashSet<>();
    private @Nullable Set<Integer> shownByOthers;
    private @Nullable RoleMap rolesAfter;
    private @Nullable Set<Integer> covering;
    private ChangeRule signing = ChangeRule.NEW_SIGNATURE;

    Step(PdfFile file, Revision before, Revision after, RoleMap roles, Set<Integer> touched) {
        this.file = file;
        this.before = before;
        this.after = after;
        this.roles = roles;
        this.touched = touched;
    }

    PdfFile file() {
        return file;
    }

    Revision before() {
        return before;
    }

    Revision after() {
        return after;
    }

    RoleMap roles() {
        return roles;
    }

    /** The rule under which this step's new signature fields and what belongs to them stand. */
    ChangeRule signing() {
        return signing;
    }

    void signing(ChangeRule rule) {
        signing = rule;
    }

    /** The rule under which new appearances of widgets stand. */
    ChangeRule appearance() {
        return signing == ChangeRule.DOCUMENT_TIMESTAMP ? signing : ChangeRule.FORM_APPEARANCE;
    }

    /** Whether the later revision by itself still reaches an object. */
    boolean stillReached(int number) {
        RoleMap own = rolesAfter;
        if (own == null) {
            own = RoleMap.of(file, after.index(), after.index());
            rolesAfter = own;
        }
        return own.of(number) != 0;
    }

    /** Whether an object belongs to a comment of this step that lies over what was there before. */
    boolean covers(int number) {
        Set<Integer> known = covering;
        if (known == null) {
            known = Covering.in(this, touched);
            covering = known;
        }
        return known.contains(number);
    }

    /** Whether an object was not there before. */
    boolean isNew(PdfObject reference) {
        return reference instanceof PdfReference r && isNew(r.number());
    }

    boolean isNew(int number) {
        return touched.contains(number) && before.object(number).isEmpty();
    }

    /** Says that an object is a widget of a field that this step signs or puts up for signing. */
    void kidOfSigning(PdfObject reference) {
        if (reference instanceof PdfReference r) {
            kids.add(r.number());
        }
    }

    /** Says that a field gets a value in this step: its widgets may be drawn anew. */
    void redrawn(int number, PdfDictionary field) {
        valued.add(number);
        appearance(after, field.get("AP"), 0, redrawn);
        for (PdfObject kid : after.array(field, "Kids").items()) {
            if (kid instanceof PdfReference reference) {
                valued.add(reference.number());
            }
            appearance(after, Revision.asDictionary(after.resolve(kid)).get("AP"), 0, redrawn);
        }
    }

    private static void appearance(Revision view, PdfObject value, int depth, Set<Integer> reached) {
        boolean first = !(value instanceof PdfReference reference) || reached.add(reference.number());
        if (!first || depth > MAX_RESTATED_DEPTH) {
            return;
        }
        PdfObject resolved = view.resolve(value);
        if (resolved instanceof PdfArray array) {
            array.items().forEach(item -> appearance(view, item, depth + 1, reached));
        } else {
            Revision.asDictionary(resolved)
                    .entries()
                    .values()
                    .forEach(item -> appearance(view, item, depth + 1, reached));
        }
    }

    boolean isRedrawn(int number) {
        return redrawn.contains(number);
    }

    /** Whether what was there before showed an object, other than the fields that get a value in this step. */
    boolean isShownByOthers(int number) {
        Set<Integer> shown = shownByOthers;
        if (shown == null) {
            shown = new HashSet<>();
            for (int other : roles.playing(Role.FIELD.bit() | Role.ANNOTATION.bit())) {
                if (!valued.contains(other)) {
                    PdfDictionary field = before.object(other)
                            .map(object -> Revision.asDictionary(object.value()))
                            .orElse(PdfDictionary.EMPTY);
                    appearance(before, field.get("AP"), 0, shown);
                }
            }
            shownByOthers = shown;
        }
        return shown.contains(number);
    }

    boolean isKidOfSigning(int number) {
        return kids.contains(number);
    }

    /** Says that another object's rule has judged this one too. */
    void handled(PdfObject reference) {
        if (reference instanceof PdfReference r) {
            handled.add(r.number());
        }
    }

    boolean isHandled(int number) {
        return handled.contains(number);
    }

    boolean isRestated(int number) {
        return restated.contains(number);
    }

    /**
     * Whether two values, each in its revision, mean the same. Equal references do: what they lead to is judged by
     * itself. An object that merely spells out again what stood elsewhere is remembered as restated.
     */
    boolean same(PdfObject old, PdfObject now) {
        return same(old, now, 0);
    }

    private boolean same(PdfObject old, PdfObject now, int depth) {
        if (old.equals(now)) {
            return true;
        }
        if (depth > MAX_RESTATED_DEPTH) {
            return false;
        }
        if (old instanceof PdfReference || now instanceof PdfReference) {
            PdfObject oldValue = before.resolve(old);
            PdfObject newValue = after.resolve(now);
            if (oldValue == PdfNull.NULL && newValue == PdfNull.NULL) {
                return true;
            }
            boolean same = sameValue(oldValue, newValue, depth);
            if (same && now instanceof PdfReference reference) {
                restated.add(reference.number());
            }
            return same;
        }
        return sameValue(old, now, depth);
    }

    private boolean sameValue(PdfObject old, PdfObject now, int depth) {
        if (old instanceof PdfArray a && now instanceof PdfArray b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i), depth + 1)) {
                    return false;
                }
            }
            return true;
        } else if (old instanceof PdfDictionary a && now instanceof PdfDictionary b) {
            return !b.duplicates() && differing(a, b, depth + 1).isEmpty();
        } else if (old instanceof PdfStream a && now instanceof PdfStream b) {
            return differing(a.dictionary(), b.dictionary(), depth + 1).isEmpty() && file.sameData(a, b);
        }
        return old.equals(now);
    }

    /** Keys whose values do not mean the same. */
    List<String> differing(PdfDictionary old, PdfDictionary now) {
        return differing(old, now, 0);
    }

    private List<String> differing(PdfDictionary old, PdfDictionary now, int depth) {
        return old.differences(now).stream()
                .filter(key -> !same(old.get(key), now.get(key), depth))
                .toList();
    }

    /** Whether an object means the same in both revisions. */
    boolean unchanged(int number) {
        Optional<IndirectObject> old = before.object(number);
        Optional<IndirectObject> now = after.object(number);
        return old.isPresent()
                && now.isPresent()
                && old.get().reference().equals(now.get().reference())
                && sameValue(old.get().value(), now.get().value(), 0);
    }
}
