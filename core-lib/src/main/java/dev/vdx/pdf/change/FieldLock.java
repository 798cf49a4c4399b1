package dev.vdx.pdf.change;

import java.util.Set;

/**
 * Fields that must not change after a signature (ISO 32000-2, 12.8.2.4 table 256). A name means that field and those
 * below it, never one that merely begins alike.
 *
 * @param action all fields, those named, or all but those named
 * @param names full field names
 */
public record FieldLock(Action action, Set<String> names) {

    /** Which fields. */
    public enum Action {
        ALL,
        INCLUDE,
        EXCLUDE
    }

    public FieldLock {
        names = Set.copyOf(names);
    }

    boolean locks(String field) {
        return switch (action) {
            case ALL -> true;
            case INCLUDE -> named(field);
            case EXCLUDE -> !named(field);
        };
    }

    private boolean named(String field) {
        for (int end = field.length(); end > 0; end = field.lastIndexOf('.', end - 1)) {
            if (names.contains(field.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
