package dev.vdx.pdf.change;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.ChangesAfter;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every step from the first signed revision to the last, each compared once, whatever the number of signatures. Denied
 * unless a rule explains it ({@code spec/pdf-changes.md}).
 */
public final class ChangeReview {
    private static final int MAX_ENTRIES = 1000;

    private final int first;
    private final List<List<Judged>> steps = new ArrayList<>();
    private final List<Judged> tail;

    private ChangeReview(int first, List<Judged> tail) {
        this.first = first;
        this.tail = tail;
    }

    /**
     * Compares revision by revision.
     *
     * @param first index of the earliest revision that is signed
     */
    public static ChangeReview of(PdfFile file, int first) {
        List<Revision> revisions = file.revisions();
        ChangeReview review = new ChangeReview(first, new ByteReview(file).tail());
        if (first == revisions.size() - 1) {
            return review;
        }
        try {
            RoleMap roles = RoleMap.of(file, first, revisions.size() - 1);
            Frozen frozen = new Frozen();
            frozen.freezeAll(revisions.get(first), file.budget());
            StepReview step = new StepReview(file, roles, frozen);
            for (int i = first + 1; i < revisions.size(); i++) {
                review.steps.add(step.review(revisions.get(i - 1), revisions.get(i)));
            }
        } catch (PdfException e) {
            review.steps.add(List.of(Judged.limit(e.toString())));
        }
        return review;
    }

    /**
     * What happened after a signature.
     *
     * @param revision index of the revision it covers
     * @param wholeFile whether it covers every byte
     * @param permissions what it and those before it allow
     */
    public ChangesAfter after(int revision, boolean wholeFile, Permissions permissions) {
        List<Change> entries = new ArrayList<>();
        ChangeLevel level = ChangeLevel.NONE;
        for (int i = Math.max(0, revision - first); i < steps.size(); i++) {
            for (Judged judged : steps.get(i)) {
                Change.Verdict verdict = permissions.verdict(judged);
                ChangeLevel own = verdict == Change.Verdict.SUSPICIOUS ? ChangeLevel.SUSPICIOUS : judged.level();
                level = own.compareTo(level) > 0 ? own : level;
                entries.add(judged.as(verdict));
            }
        }
        for (Judged judged : wholeFile ? List.<Judged>of() : tail) {
            level = judged.level();
            entries.add(judged.as(Change.Verdict.SUSPICIOUS));
        }
        if (entries.size() > MAX_ENTRIES) {
            entries.sort(Comparator.comparing(Change::verdict).reversed());
            return new ChangesAfter(level, entries.subList(0, MAX_ENTRIES));
        }
        return new ChangesAfter(level, entries);
    }
}
