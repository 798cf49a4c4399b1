package dev.vdx.node.http;

import java.util.List;

/**
 * Whether a node can do its work.
 *
 * @param troubles why it cannot; empty when it can
 * @param notes what is not as it should be, though it works
 */
public record Readiness(List<String> troubles, List<String> notes) {
    public Readiness {
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }
}
