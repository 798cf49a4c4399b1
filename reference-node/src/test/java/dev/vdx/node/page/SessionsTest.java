package dev.vdx.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Sessions end by themselves. */
class SessionsTest {
    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final Sessions sessions =
            new Sessions(((InstantSource) () -> now).withZone(ZoneOffset.UTC), new SecureRandom());

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void aSessionInUseLastsAndAnIdleOneEnds() {
        String secret = sessions.open("ab");
        for (int i = 0; i < 6; i++) {
            pass(Duration.ofMinutes(29));
            assertEquals("ab", sessions.find(secret).orElseThrow().key());
        }
        pass(Duration.ofMinutes(30));
        assertTrue(sessions.find(secret).isEmpty());
    }

    @Test
    void noSessionLastsLongerThanAWorkingDay() {
        String secret = sessions.open("ab");
        for (int i = 0; i < 26; i++) {
            pass(Duration.ofMinutes(20));
            assertTrue(sessions.find(secret).isPresent());
        }
        pass(Duration.ofMinutes(20));
        assertTrue(sessions.find(secret).isEmpty());
    }

    @Test
    void theOldestGivesWayWhenThereAreTooMany() {
        String first = sessions.open("first");
        for (int i = 0; i < 1_000; i++) {
            pass(Duration.ofMillis(1));
            sessions.open("other");
        }
        assertTrue(sessions.find(first).isEmpty());
        assertFalse(sessions.find("guessed").isPresent());
    }
}
