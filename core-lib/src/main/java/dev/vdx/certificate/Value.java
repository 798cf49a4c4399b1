package dev.vdx.certificate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a record is made of. */
sealed interface Value {

    /**
     * A text, a number as it was written, or true or false.
     *
     * @param quoted whether it is a text
     */
    record Text(String text, boolean quoted) implements Value {
        static Text of(String text) {
            return new Text(text, true);
        }
    }

    /** Named values, in order. */
    record Group(Map<String, Value> members) implements Value {
        public Group {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** Values of one name, in order; none of them is a list. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** What it is, in a word. */
    default String kind() {
        return this instanceof Group ? "an object" : this instanceof Items ? "a list" : "a value";
    }
}
