package dev.vdx.node.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again: twice as long each time, with jitter, until it is given up.
 *
 * @param first wait after the first attempt
 * @param longest longest wait
 * @param giveUp how long to go on
 * @param lease how long a node that fell silent keeps what it was sending
 */
public record Retries(Duration first, Duration longest, Duration giveUp, Duration lease) {

    /** When to try again after this many attempts; empty when it is time to give up. */
    Optional<Instant> next(int attempts, Instant created, Instant now, Optional<Long> wish, RandomGenerator random) {
        if (now.isAfter(created.plus(giveUp))) {
            return Optional.empty();
        }
        long wait = first.toMillis() << Math.min(attempts, 20);
        long bounded = Math.max(1, Math.min(wait, longest.toMillis()));
        long jittered = bounded / 2 + random.nextLong(bounded / 2 + 1);
        long asked = Math.min(wish.orElse(0L) * 1000, longest.toMillis());
        return Optional.of(now.plusMillis(Math.max(jittered, asked)));
    }
}
