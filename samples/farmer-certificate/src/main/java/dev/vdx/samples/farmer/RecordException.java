package dev.vdx.samples.farmer;

import org.jspecify.annotations.Nullable;

/** A record that cannot be used; the message says where and why. */
final class RecordException extends Exception {
    private static final long serialVersionUID = 1L;

    RecordException(String why) {
        this(why, null);
    }

    RecordException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
