package dev.vdx.trust;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** When a time-stamp authority may be asked again: as it wished itself, and by a limit known beforehand. */
final class Standing {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration UNSAID = Duration.ofMinutes(1);
    private static final Duration LATELY = Duration.ofSeconds(30);
    private static final int MOST_DIGITS = 9;

    private final Deque<Instant> asked = new ArrayDeque<>();
    private Instant restingUntil = Instant.MIN;
    private Instant failed = Instant.MIN;

    /** Counts a request that is about to be sent; or says why it must not be. */
    synchronized Optional<String> asking(Instant now, int limit) {
        if (now.isBefore(restingUntil)) {
            return Optional.of("it asked to be left alone until " + restingUntil);
        }
        if (limit == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        while (!asked.isEmpty() && !asked.getFirst().plus(DAY).isAfter(now)) {
            asked.removeFirst();
        }
        if (asked.size() >= limit) {
            return Optional.of("its limit of " + limit + " in 24 hours is used up until "
                    + asked.getFirst().plus(DAY));
        }
        asked.addLast(now);
        return Optional.empty();
    }

    /** Leaves it alone for as long as it says (RFC 9110, 10.2.3), at most a day; a minute where it does not say. */
    synchronized void rest(Instant now, Optional<String> retryAfter) {
        Instant until = retryAfter.flatMap(text -> time(text.strip(), now)).orElse(now.plus(UNSAID));
        Instant longest = now.plus(DAY);
        restingUntil = until.isAfter(longest) ? longest : until;
    }

    private static Optional<Instant> time(String text, Instant now) {
        if (text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return Optional.of(now.plusSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    synchronized void failed(Instant now) {
        failed = now;
    }

    synchronized boolean failedLately(Instant now) {
        return failed.isAfter(Instant.MIN) && now.isBefore(failed.plus(LATELY));
    }
}
