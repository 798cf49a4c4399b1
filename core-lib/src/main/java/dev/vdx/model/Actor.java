package dev.vdx.model;

import java.util.Locale;

/** Whose move it is after a finding. */
public enum Actor {
    /** Whoever signed or issued the document. */
    SIGNER,
    /** Whoever verifies it. */
    VERIFIER,
    /** Whoever runs the certification, time-stamp or exchange service. */
    OPERATOR;

    /** The word used in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
