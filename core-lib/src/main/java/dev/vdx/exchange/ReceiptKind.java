package dev.vdx.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a receipt says. */
public enum ReceiptKind {
    /** The other node stored it, intact, and verified it. */
    RECEIVED,
    /** The other agency took it up under a register number. */
    ACCEPTED,
    /** The other agency refuses it. */
    REJECTED;

    /** The word on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ReceiptKind> of(String label) {
        return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
    }
}
