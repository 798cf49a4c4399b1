package dev.vdx.model;

/** What a finding does to the indication of the signature, or to the outcome of the file, that it speaks of. */
public enum Effect {
    /** Nothing. */
    NONE,
    /** INDETERMINATE. */
    INDETERMINATE,
    /** TOTAL-FAILED; for a whole file, {@link Outcome#FAILED}. */
    FAILED,
    /** The file is {@link Outcome#UNREADABLE}. */
    UNREADABLE
}
