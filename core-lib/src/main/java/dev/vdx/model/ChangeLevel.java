package dev.vdx.model;

/** The worst kind of change after a signature; ordered from harmless to suspicious. */
public enum ChangeLevel {
    /** Nothing changed. */
    NONE,
    /** Validation data and time-stamps only. */
    LTA,
    /** New signatures and form values. */
    FORM,
    /** Annotations. */
    ANNOTATION,
    /** Something no rule explains. */
    SUSPICIOUS
}
