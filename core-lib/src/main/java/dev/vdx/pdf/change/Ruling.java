package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the rules say of one changed object.
 *
 * @param rule the rule that explains it, or that it broke
 * @param where the key that decided, such as {@code /Contents}; empty for the object as a whole
 * @param fields names of the form fields whose value it changes
 */
record Ruling(ChangeRule rule, String where, List<String> fields) {

    Ruling {
        fields = List.copyOf(fields);
    }

    static Ruling of(ChangeRule rule) {
        return new Ruling(rule, "", List.of());
    }

    static Ruling unexplained(String key) {
        return new Ruling(ChangeRule.UNEXPLAINED, key.isEmpty() ? "" : "/" + key, List.of());
    }

    static Ruling field(ChangeRule rule, String name) {
        return new Ruling(rule, "", List.of(name));
    }

    /** Both together: the worse rule, or the one that says more, and all the fields. */
    Ruling and(Ruling other) {
        int order = other.rule.level().compareTo(rule.level());
        boolean says = rule == ChangeRule.SAME_VALUE || Permissions.statedOnly(other.rule);
        Ruling worse = order > 0 || (order == 0 && says) ? other : this;
        return new Ruling(
                worse.rule,
                worse.where,
                Stream.concat(fields.stream(), other.fields.stream()).distinct().toList());
    }
}
