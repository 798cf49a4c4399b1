package dev.vdx.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a message does. */
public enum MessageKind {
    /** Hands over documents. */
    DOCUMENT,
    /** Asks for a document. */
    REQUEST,
    /** Answers a request with documents. */
    ANSWER,
    /** Says what is wrong in an earlier message, and may bring what takes its place. */
    CORRECTION,
    /** Takes back an earlier message. */
    REVOCATION;

    /** The word on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MessageKind> of(String label) {
        return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
    }
}
