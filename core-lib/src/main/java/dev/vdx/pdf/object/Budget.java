package dev.vdx.pdf.object;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;

/** What is left of the limits for one file: objects looked at and time spent. One thread. */
public final class Budget {
    private static final int LOOK_AT_CLOCK_EVERY = 256;

    private final Limits limits;
    private final long deadline;
    private long objects;

    public Budget(Limits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    /** Spends one object. */
    public void object() {
        if (++objects > limits.objects()) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "objects > " + limits.objects());
        }
        if (objects % LOOK_AT_CLOCK_EVERY == 0) {
            time();
        }
    }

    /** Checks the clock. */
    public void time() {
        if (System.nanoTime() - deadline > 0) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "time > " + limits.time());
        }
    }

    /** Checks a nesting depth. */
    public void depth(int depth) {
        if (depth > limits.depth()) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "depth > " + limits.depth());
        }
    }

    /** Most bytes one structure may decode to: the limit, or less where the heap is small. */
    public long decoded() {
        return Math.min(limits.decoded(), Runtime.getRuntime().maxMemory() / 6);
    }

    /** The limits themselves. */
    public Limits limits() {
        return limits;
    }
}
