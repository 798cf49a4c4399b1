package dev.vdx.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a policy makes of a departure from the standard's profile. */
public enum Reaction {
    /** The signature is not accepted: INDETERMINATE / SIG_CONSTRAINTS_FAILURE. */
    REFUSE,
    /** The reader is warned. */
    WARN,
    /** It is told, and as the policy expects it. */
    ACCEPT;

    /** The word used in policies. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reaction with this word. */
    public static Optional<Reaction> ofLabel(String label) {
        return Arrays.stream(values()).filter(r -> r.label().equals(label)).findFirst();
    }
}
