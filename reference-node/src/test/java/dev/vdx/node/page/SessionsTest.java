package dev.vdx.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Sessions end by themselves. */
class SessionsTest {
    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-24T01:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    private final Ticking clock = new Ticking();
    private final Sessions sessions = new Sessions(clock, new SecureRandom());

    @Test
    void aSessionInUseLastsAndAnIdleOneEnds() {
        String secret = sessions.open("ab");
        for (int i = 0; i < 6; i++) {
            clock.pass(Duration.ofMinutes(29));
            assertEquals("ab", sessions.find(secret).orElseThrow().key());
        }
        clock.pass(Duration.ofMinutes(30));
        assertTrue(sessions.find(secret).isEmpty());
    }

    @Test
    void noSessionLastsLongerThanAWorkingDay() {
        String secret = sessions.open("ab");
        for (int i = 0; i < 26; i++) {
            clock.pass(Duration.ofMinutes(20));
            assertTrue(sessions.find(secret).isPresent());
        }
        clock.pass(Duration.ofMinutes(20));
        assertTrue(sessions.find(secret).isEmpty());
    }

    @Test
    void theOldestGivesWayWhenThereAreTooMany() {
        String first = sessions.open("first");
        for (int i = 0; i < 1_000; i++) {
            clock.pass(Duration.ofMillis(1));
            sessions.open("other");
        }
        assertTrue(sessions.find(first).isEmpty());
        assertFalse(sessions.find("guessed").isPresent());
    }
}
