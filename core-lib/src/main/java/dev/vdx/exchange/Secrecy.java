package dev.vdx.exchange;

import java.util.Arrays;
import java.util.Optional;

/** How secret a letter is, with the codes of e-CMS (TH e-GIF). */
public enum Secrecy {
    NORMAL("001"),
    SECRET("002"),
    VERY_SECRET("003"),
    MOST_SECRET("004");

    private final String code;

    Secrecy(String code) {
        this.code = code;
    }

    /** The code of e-CMS. */
    public String code() {
        return code;
    }

    static Optional<Secrecy> of(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
    }
}
