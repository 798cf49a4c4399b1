package dev.vdx.seal;

import org.jspecify.annotations.Nullable;

/** Something cannot be drawn as asked; the message says what, for the caller. */
final class CannotDrawException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotDrawException(String why) {
        this(why, null);
    }

    CannotDrawException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
