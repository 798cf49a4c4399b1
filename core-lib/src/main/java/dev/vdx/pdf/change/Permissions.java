package dev.vdx.pdf.change;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.FieldLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a signature and those before it allow to happen after it (ISO 32000-2, 12.8.2.2 DocMDP, 12.8.2.4 FieldMDP,
 * 12.7.5.5 Lock).
 *
 * @param docMdp 1 nothing, 2 form filling and signing, 3 also annotations, 0 where nobody said
 * @param locks which fields must stay as they are
 */
public record Permissions(int docMdp, List<FieldLock> locks) {

    /** What an approval signature allows that says nothing. */
    public static final Permissions NONE_STATED = new Permissions(0, List.of());

    /** Changes to what the signer saw: allowed where a signer says so, not by silence. */
    private static final Set<ChangeRule> STATED_ONLY =
            Set.of(ChangeRule.ANNOTATION_ALTERED, ChangeRule.FORM_VALUE_REPLACED);

    public Permissions {
        locks = List.copyOf(locks);
    }

    /** Both together: whatever either forbids is forbidden. */
    public Permissions and(Permissions other) {
        List<FieldLock> all = new ArrayList<>(locks);
        other.locks.stream().filter(lock -> !all.contains(lock)).forEach(all::add);
        return new Permissions(stricter(docMdp, other.docMdp), all);
    }

    private static int stricter(int a, int b) {
        return a == 0 || b == 0 ? Math.max(a, b) : Math.min(a, b);
    }

    /** Whether another signature may follow at all (12.8.2.2). */
    public boolean allowSigning() {
        return docMdp != 1;
    }

    /** Whether a field must stay as it is, which signing it would change. */
    public boolean lock(String field) {
        return locks.stream().anyMatch(lock -> lock.locks(field));
    }

    static boolean statedOnly(ChangeRule rule) {
        return STATED_ONLY.contains(rule);
    }

    Change.Verdict verdict(Judged judged) {
        ChangeLevel level = judged.level();
        boolean needsPermission = statedOnly(judged.ruling().rule());
        if (level == ChangeLevel.SUSPICIOUS || (needsPermission && docMdp == 0)) {
            return Change.Verdict.SUSPICIOUS;
        }
        boolean beyond = (docMdp == 1 && level.compareTo(ChangeLevel.LTA) > 0)
                || (docMdp == 2 && level.compareTo(ChangeLevel.FORM) > 0);
        // A lock is of what the form holds; time-stamps and validation data are allowed whoever certified (12.8.2.2).
        boolean locked = level.compareTo(ChangeLevel.LTA) > 0
                && judged.ruling().fields().stream().anyMatch(this::lock);
        return beyond || locked ? Change.Verdict.FORBIDDEN : Change.Verdict.ALLOWED;
    }
}
