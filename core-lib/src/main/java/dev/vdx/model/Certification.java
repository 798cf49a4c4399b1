package dev.vdx.model;

/** What the author of a PDF allows after a certification signature (DocMDP; ISO 32000-2, 12.8.2.2 table 257). */
public enum Certification {
    /** Nothing; validation data and document time-stamps may come all the same. */
    NO_CHANGES(1),
    /** Filling in forms, and signing. */
    FORM_FILLING(2),
    /** That, and comments: made, changed and removed. */
    ANNOTATIONS(3);

    private final int permission;

    Certification(int permission) {
        this.permission = permission;
    }

    /** Entry {@code P} of the transform parameters. */
    public int permission() {
        return permission;
    }
}
