package dev.vdx.exchange;

import java.util.Arrays;
import java.util.Optional;

/** How urgent a letter is, with the codes of e-CMS (TH e-GIF). */
public enum Speed {
    NORMAL("001"),
    URGENT("002"),
    VERY_URGENT("003"),
    MOST_URGENT("004");

    private final String code;

    Speed(String code) {
        this.code = code;
    }

    /** The code of e-CMS. */
    public String code() {
        return code;
    }

    static Optional<Speed> of(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
    }
}
