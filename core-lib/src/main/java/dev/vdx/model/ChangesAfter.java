package dev.vdx.model;

import java.util.List;

/**
 * What changed in a document after a signature.
 *
 * @param level the worst of the entries
 * @param entries every object that changed; long lists are cut at the reader's limit, the worst first
 */
public record ChangesAfter(ChangeLevel level, List<Change> entries) {

    /** Nothing changed. */
    public static final ChangesAfter NONE = new ChangesAfter(ChangeLevel.NONE, List.of());

    public ChangesAfter {
        entries = List.copyOf(entries);
    }

    /** Whether every change is explained and permitted. */
    public boolean permitted() {
        return level != ChangeLevel.SUSPICIOUS && entries.stream().allMatch(e -> e.verdict() == Change.Verdict.ALLOWED);
    }
}
