package dev.vdx.model;

/** Main status indication (EN 319 102-1, 5.1.3 table 5; PASSED and FAILED are those of building blocks). */
public enum Indication {
    TOTAL_PASSED("TOTAL-PASSED"),
    TOTAL_FAILED("TOTAL-FAILED"),
    INDETERMINATE("INDETERMINATE"),
    PASSED("PASSED"),
    FAILED("FAILED");

    private final String label;

    Indication(String label) {
        this.label = label;
    }

    /** The standard's spelling. */
    public String label() {
        return label;
    }
}
