package dev.vdx.pdf.change;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.ChangeRule;

/**
 * One object that a revision touched, and what the rules say of it.
 *
 * @param number its number; -1 for what is no object
 * @param object its number and generation, or what else it is
 * @param path how it is reached
 * @param kind what happened to it
 * @param ruling the rule that explains it or not
 */
record Judged(int number, String object, String path, Change.Kind kind, Ruling ruling) {

    static Judged bytes(long from, long to) {
        return new Judged(
                -1, "bytes " + from + " to " + to, "", Change.Kind.ADDED, Ruling.of(ChangeRule.UNEXPLAINED_BYTES));
    }

    static Judged suspicious(String what, String path) {
        return new Judged(-1, what, path, Change.Kind.CHANGED, Ruling.of(ChangeRule.UNEXPLAINED));
    }

    static Judged limit(String why) {
        return new Judged(-1, why, "", Change.Kind.CHANGED, Ruling.of(ChangeRule.LIMIT));
    }

    ChangeLevel level() {
        return ruling.rule().level();
    }

    Change as(Change.Verdict verdict) {
        return new Change(object, path + ruling.where(), kind, verdict, ruling.rule());
    }
}
