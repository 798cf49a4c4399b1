package dev.vdx.node.push;

/** What becomes of a message whose documents' own signatures do not pass. */
public enum DocumentPolicy {
    /** Taken, with the verdict noted. */
    NOTE,
    /** Refused where one failed or was stripped. */
    REFUSE,
    /** Refused unless each that is signed passes. */
    STRICT
}
