package dev.vdx.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language reports are written in. */
public enum Lang {
    /** English. */
    EN,
    /** Thai. */
    TH;

    /** The language with this code, {@code en} or {@code th}. */
    public static Optional<Lang> ofCode(String code) {
        return Arrays.stream(values()).filter(l -> l.code().equals(code)).findFirst();
    }

    /** ISO 639-1 code. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
