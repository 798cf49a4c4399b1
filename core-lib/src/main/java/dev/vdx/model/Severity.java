package dev.vdx.model;

import java.util.Locale;

/** How much a finding weighs. */
public enum Severity {
    /** Worth knowing; changes nothing. */
    INFO,
    /** Departs from the standard or from good practice; does not decide the verdict. */
    WARNING,
    /** Decides the verdict. */
    ERROR;

    /** The word used in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
