package dev.vdx.path;

import dev.vdx.model.Indication;
import dev.vdx.model.SubIndication;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * One rule of path validation: how a path keeps it, and its twin that breaks it.
 *
 * @param name what it is about
 * @param clause where it stands
 * @param fits whether it can be broken by the certificate at this place of a path
 * @param kept makes the path touch the rule and keep it
 * @param broken makes the path break it
 * @param indication what a broken one comes to (EN 319 102-1, 5.2.6.4)
 * @param why its sub-indication
 */
record Rule(
        String name,
        String clause,
        BiPredicate<Plan, Integer> fits,
        BiConsumer<Plan, Integer> kept,
        BiConsumer<Plan, Integer> broken,
        Indication indication,
        SubIndication why) {

    static final BiPredicate<Plan, Integer> AUTHORITY = (plan, place) -> place > 0 && place < plan.leaf();
    static final BiPredicate<Plan, Integer> LEAF = (plan, place) -> place == plan.leaf();
    static final BiPredicate<Plan, Integer> ANY = (plan, place) -> place > 0;
    static final BiPredicate<Plan, Integer> ANCHOR = (plan, place) -> place == 0;

    static Rule rule(
            String name,
            String clause,
            BiPredicate<Plan, Integer> fits,
            SubIndication why,
            BiConsumer<Plan, Integer> kept,
            BiConsumer<Plan, Integer> broken) {
        return new Rule(name, clause, fits, kept, broken, Indication.INDETERMINATE, why);
    }

    Rule failing() {
        return new Rule(name, clause, fits, kept, broken, Indication.TOTAL_FAILED, why);
    }
}
