package dev.vdx.node.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One caller's requests do not count against another's, and time brings them back. */
class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    @Test
    void tenSecondsWorthAtOnceThenSoManyASecond() throws Exception {
        RateLimit rate = new RateLimit(2, time);
        for (int i = 0; i < 20; i++) {
            rate.take("a");
        }
        assertEquals(
                1,
                assertThrows(RateExceededException.class, () -> rate.take("a")).seconds());
        assertDoesNotThrow(() -> rate.take("b"));
        nanos.addAndGet(1_000_000_000L);
        rate.take("a");
        rate.take("a");
        assertThrows(RateExceededException.class, () -> rate.take("a"));
    }

    @Test
    void zeroIsNoLimit() throws Exception {
        RateLimit rate = new RateLimit(0, time);
        for (int i = 0; i < 1_000; i++) {
            rate.take("a");
        }
        assertEquals(0, nanos.get());
    }

    @Test
    void anIpv6NetworkIsOneCaller() {
        assertEquals(RemoteAddress.of("2001:db8:0:1::1"), RemoteAddress.of("2001:db8:0:1:ffff::2"));
        assertNotEquals(RemoteAddress.of("2001:db8:0:1::1"), RemoteAddress.of("2001:db8:0:2::1"));
        assertNotEquals(RemoteAddress.of("192.0.2.1"), RemoteAddress.of("192.0.2.2"));
    }
}
