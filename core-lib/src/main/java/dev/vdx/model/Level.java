package dev.vdx.model;

/** Baseline level (EN 319 142-1, 6; EN 319 122-1, 6; TS 119 182-1, 6). */
public enum Level {
    /** Basic signature. */
    B,
    /** With a trusted time. */
    T,
    /** With the certificates and revocation data needed later. */
    LT,
    /** With archive or document time-stamps over these. */
    LTA
}
