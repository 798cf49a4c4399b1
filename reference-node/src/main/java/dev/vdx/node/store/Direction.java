package dev.vdx.node.store;

import java.util.Locale;

/** Which way a message went. */
public enum Direction {
    IN,
    OUT;

    /** The word in the database and in addresses. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
