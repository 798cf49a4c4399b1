package dev.vdx.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259, 3). */
sealed interface JsonValue {

    /** Members in the order they stand. */
    record Members(Map<String, JsonValue> all) implements JsonValue {
        static final Members NONE = new Members(Map.of());

        public Members {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }

        boolean has(String name) {
            return all.containsKey(name);
        }

        Optional<JsonValue> get(String name) {
            return Optional.ofNullable(all.get(name));
        }

        /** The member if it is there and a string. */
        Optional<String> text(String name) {
            return get(name).flatMap(value -> value instanceof Text t ? Optional.of(t.value()) : Optional.empty());
        }

        /** The elements of the member if it is there and an array; else none. */
        List<JsonValue> elements(String name) {
            return get(name)
                    .map(value -> value instanceof Elements e ? e.all() : List.<JsonValue>of())
                    .orElse(List.of());
        }

        /** The members of the member if it is there and an object; else none. */
        Members members(String name) {
            return get(name).map(value -> value instanceof Members m ? m : NONE).orElse(NONE);
        }
    }

    /** An array. */
    record Elements(List<JsonValue> all) implements JsonValue {
        public Elements {
            all = List.copyOf(all);
        }
    }

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A number as it is written. */
    record Numeral(String written) implements JsonValue {}

    /** {@code true}, {@code false} or {@code null}. */
    enum Word implements JsonValue {
        TRUE("true"),
        FALSE("false"),
        NULL("null");

        private final String written;

        Word(String written) {
            this.written = written;
        }

        String written() {
            return written;
        }
    }
}
