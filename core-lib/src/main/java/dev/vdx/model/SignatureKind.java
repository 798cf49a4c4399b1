package dev.vdx.model;

/** What a signature in a document is for. */
public enum SignatureKind {
    /** Somebody signed or sealed. */
    SIGNATURE("signature"),
    /** A time-stamp authority certified the time (EN 319 142-1, 5.4.3). */
    DOCUMENT_TIMESTAMP("documentTimestamp");

    private final String label;

    SignatureKind(String label) {
        this.label = label;
    }

    /** The word used in reports. */
    public String label() {
        return label;
    }
}
