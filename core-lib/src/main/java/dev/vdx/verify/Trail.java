package dev.vdx.verify;

import dev.vdx.model.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Keeps the steps of one signature's validation while it happens, where somebody wants to know them. */
final class Trail {
    /** Keeps nothing. */
    static final Trail NONE = new Trail(false, 0, List.of());

    private final boolean kept;
    private final int timestamp;
    private final List<Step> steps;

    private Trail(boolean kept, int timestamp, List<Step> steps) {
        this.kept = kept;
        this.timestamp = timestamp;
        this.steps = steps;
    }

    static Trail of(boolean kept) {
        return kept ? new Trail(true, 0, new ArrayList<>()) : NONE;
    }

    /** The same, for what is done about a time-stamp. */
    Trail about(int number) {
        return kept ? new Trail(true, number, steps) : NONE;
    }

    /** Whether anybody wants to know: what is costly to tell is not even put together otherwise. */
    boolean kept() {
        return kept;
    }

    /**
     * A step that found this, which is given back.
     *
     * @param details asked for only where steps are kept
     */
    List<Finding> step(Block block, List<Finding> found, Supplier<Object[]> details) {
        if (kept) {
            step(block, Conclusion.block(found), found, details.get());
        }
        return found;
    }

    /** A step that came to this. */
    void step(Block block, Conclusion conclusion, List<Finding> found, Object... details) {
        if (kept) {
            steps.add(new Step(
                    block,
                    timestamp,
                    conclusion.indication(),
                    conclusion.subIndication(),
                    Arrays.stream(details).map(String::valueOf).toList(),
                    found));
        }
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
