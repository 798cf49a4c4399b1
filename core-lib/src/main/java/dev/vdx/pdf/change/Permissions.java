package dev.vdx.pdf.change;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a signature and those before it allow to happen after it (ISO 32000-2, 12.8.2.2 DocMDP, 12.8.2.4 FieldMDP,
 * 12.7.5.5 Lock).
 *
 * @param docMdp 1 nothing, 2 form filling and signing, 3 also annotations; 3 where nobody said
 * @param locks which fields must stay as they are
 */
public record Permissions(int docMdp, List<FieldLock> locks) {

    /** What an approval signature allows that says nothing. */
    public static final Permissions NONE_STATED = new Permissions(3, List.of());

    public Permissions {
        locks = List.copyOf(locks);
    }

    /** Both together: whatever either forbids is forbidden. */
    public Permissions and(Permissions other) {
        List<FieldLock> all = new ArrayList<>(locks);
        other.locks.stream().filter(lock -> !all.contains(lock)).forEach(all::add);
        return new Permissions(Math.min(docMdp, other.docMdp), all);
    }

    Change.Verdict verdict(Judged judged) {
        ChangeLevel level = judged.level();
        if (level == ChangeLevel.SUSPICIOUS) {
            return Change.Verdict.SUSPICIOUS;
        }
        boolean beyond = (docMdp == 1 && level.compareTo(ChangeLevel.LTA) > 0)
                || (docMdp == 2 && level.compareTo(ChangeLevel.FORM) > 0);
        boolean locked = judged.ruling().fields().stream()
                .anyMatch(field -> locks.stream().anyMatch(lock -> lock.locks(field)));
        return beyond || locked ? Change.Verdict.FORBIDDEN : Change.Verdict.ALLOWED;
    }
}
