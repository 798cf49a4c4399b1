package dev.vdx.pdf.prepared;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Findings in the order they were made, each once, not more than so many. */
final class Notes {
    private static final int LONGEST = 60;

    private final int most;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private boolean cut;

    Notes(int most) {
        this.most = most;
    }

    /**
     * Adds a finding.
     *
     * @param page its number; empty where it is about none
     * @param place corners on the page; empty where it has none
     * @param what what was found, in a few words
     */
    void add(FindingCode code, String page, String place, String what) {
        if (findings.size() >= most) {
            cut = true;
            return;
        }
        int[] points = what.codePoints().limit(LONGEST).toArray();
        String shown = new String(points, 0, points.length);
        findings.add(Finding.of(code, page, place, shown.length() < what.length() ? shown + "…" : shown));
    }

    List<Finding> all() {
        List<Finding> all = new ArrayList<>(findings);
        if (cut) {
            all.add(Finding.of(FindingCode.PREPARED_NOT_CHECKED, "", "", "findings > " + most));
        }
        return List.copyOf(all);
    }
}
