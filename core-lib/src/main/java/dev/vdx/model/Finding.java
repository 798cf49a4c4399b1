package dev.vdx.model;

import java.util.List;

/**
 * One thing verification found. The code is stable, its meaning never changes; the words are made from it, in the
 * reader's language, by the report room.
 *
 * @param code what was found
 * @param details what fills the placeholders of the code's message, in order: names of certificates by subject, times
 *     in RFC 3339, names of fields; never personal numbers
 */
public record Finding(FindingCode code, List<String> details) {

    public Finding {
        details = List.copyOf(details);
    }

    /** A finding of this code. */
    public static Finding of(FindingCode code, Object... details) {
        return new Finding(
                code, java.util.Arrays.stream(details).map(String::valueOf).toList());
    }
}
