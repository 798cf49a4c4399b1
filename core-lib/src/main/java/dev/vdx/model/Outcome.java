package dev.vdx.model;

/** What verification of one file came to; from best to worst is {@link #PASSED}, then {@link #badness()} upwards. */
public enum Outcome {
    /** Every signature is TOTAL-PASSED and every byte is accounted for. */
    PASSED("passed", 0, 0),
    /** A signature is TOTAL-FAILED, a change was not allowed, or a signature was stripped. */
    FAILED("failed", 1, 4),
    /** Not proven either way: no trust, no revocation data, no proof of existence. */
    INDETERMINATE("indeterminate", 2, 1),
    /** Read well, holds no signature. */
    UNSIGNED("unsigned", 3, 2),
    /** Not a format we read, malformed, or over a limit. */
    UNREADABLE("unreadable", 4, 3);

    private final String label;
    private final int exitCode;
    private final int badness;

    Outcome(String label, int exitCode, int badness) {
        this.label = label;
        this.exitCode = exitCode;
        this.badness = badness;
    }

    /** The word used in reports. */
    public String label() {
        return label;
    }

    /** The exit code of {@code vdx verify} for this outcome. */
    public int exitCode() {
        return exitCode;
    }

    /** Order of badness, 0 best: passed, indeterminate, unsigned, unreadable, failed. */
    public int badness() {
        return badness;
    }

    /** The worse of two outcomes. */
    public Outcome worse(Outcome other) {
        return other.badness > badness ? other : this;
    }
}
