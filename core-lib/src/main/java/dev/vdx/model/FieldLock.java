package dev.vdx.model;

import java.util.Set;

/**
 * Form fields that must not change after a signature (ISO 32000-2, 12.8.2.4 table 256). A name means that field and those
 * below it, never one that merely begins alike.
 *
 * @param action all fields, those named, or all but those named
 * @param names full field names; none with {@link Action#ALL}
 */
public record FieldLock(Action action, Set<String> names) {

    /** Which fields. */
    public enum Action {
        /** Every field. */
        ALL,
        /** Those named. */
        INCLUDE,
        /** All but those named. */
        EXCLUDE
    }

    public FieldLock {
        names = Set.copyOf(names);
    }

    /** Every field. */
    public static FieldLock all() {
        return new FieldLock(Action.ALL, Set.of());
    }

    /** These fields. */
    public static FieldLock including(String... names) {
        return new FieldLock(Action.INCLUDE, Set.of(names));
    }

    /** All fields but these. */
    public static FieldLock excluding(String... names) {
        return new FieldLock(Action.EXCLUDE, Set.of(names));
    }

    /** Whether the field of this full name must stay as it is. */
    public boolean locks(String field) {
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
