package dev.vdx.cli;

import dev.vdx.report.Lang;

/** The command cannot do what was asked: exit code, and why and what to do in both languages. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String english;
    private final String thai;

    private Refusal(int exitCode, String english, String thai) {
        super(english);
        this.exitCode = exitCode;
        this.english = english;
        this.thai = thai;
    }

    /** The arguments are wrong. */
    static Refusal usage(String english, String thai) {
        return new Refusal(Exit.USAGE, english, thai);
    }

    /** A named input is not there or cannot be opened. */
    static Refusal input(String english, String thai) {
        return new Refusal(Exit.INPUT, english, thai);
    }

    static Refusal of(int exitCode, String english, String thai) {
        return new Refusal(exitCode, english, thai);
    }

    int exitCode() {
        return exitCode;
    }

    String in(Lang lang) {
        return lang == Lang.TH ? thai : english;
    }
}
