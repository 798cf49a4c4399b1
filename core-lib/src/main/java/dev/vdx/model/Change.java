package dev.vdx.model;

/**
 * One object that a later revision added, changed, freed or pointed elsewhere.
 *
 * @param object number and generation, such as {@code 12 0}
 * @param path how it is reached from the trailer, such as {@code /Root/DSS}; empty where it is not reached
 * @param kind what happened to it
 * @param verdict whether a rule allows it
 * @param rule the rule that explains it, or says that none does
 */
public record Change(String object, String path, Kind kind, Verdict verdict, ChangeRule rule) {

    /** What happened to an object. */
    public enum Kind {
        ADDED,
        CHANGED,
        FREED,
        REDIRECTED
    }

    /** Whether it may. */
    public enum Verdict {
        /** A rule explains it. */
        ALLOWED,
        /** A rule explains it, but the signer forbade it (DocMDP, FieldMDP, Lock). */
        FORBIDDEN,
        /** No rule explains it. */
        SUSPICIOUS
    }
}
