package dev.vdx.model;

import java.util.List;

/**
 * One thing verification found. The code is stable, its meaning never changes; the words are made from it, in the
 * reader's language, by the report room.
 *
 * @param code what was found
 * @param severity how much it weighs: as its code, or less where the verifier's policy expects it
 * @param details what fills the placeholders of the code's message, in order: names of certificates by subject, times
 *     in RFC 3339, names of fields; never personal numbers
 */
public record Finding(FindingCode code, Severity severity, List<String> details) {

    public Finding {
        details = List.copyOf(details);
    }

    /** A finding of this code. */
    public static Finding of(FindingCode code, Object... details) {
        return new Finding(
                code,
                code.severity(),
                java.util.Arrays.stream(details).map(String::valueOf).toList());
    }

    /** The same as a policy expects it. */
    public Finding expected() {
        return new Finding(code, Severity.INFO, details);
    }
}
