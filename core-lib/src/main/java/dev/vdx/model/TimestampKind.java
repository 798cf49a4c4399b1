package dev.vdx.model;

import java.util.Locale;

/** What a time-stamp token covers. */
public enum TimestampKind {
    /** The content, made before the signature. */
    CONTENT,
    /** The signature value. */
    SIGNATURE,
    /** The signature with its validation data. */
    ARCHIVE,
    /** A whole document revision. */
    DOCUMENT,
    /** What an evidence record is over, or what its time-stamp before is (RFC 4998). */
    EVIDENCE;

    /** The word used in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
