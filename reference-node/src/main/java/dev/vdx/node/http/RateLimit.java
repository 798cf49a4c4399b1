package dev.vdx.node.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests a second for each caller, ten seconds' worth of them at once. Remembers the latest callers only;
 * one that is forgotten starts anew. Safe for several threads.
 */
final class RateLimit {
    private static final int BURST_SECONDS = 10;
    private static final int MOST_CALLERS = 10_000;

    private final int perSecond;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    /** Of this many requests a second; 0 for no limit. */
    RateLimit(int perSecond) {
        this(perSecond, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimit(int perSecond, TimeMeter time) {
        this.perSecond = perSecond;
        this.time = time;
    }

    /**
     * Counts a request.
     *
     * @throws RateExceededException if it is one too many
     */
    void take(String caller) throws RateExceededException {
        if (perSecond == 0) {
            return;
        }
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long whole = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds();
            throw new RateExceededException(whole + 1);
        }
    }

    private Bucket bucket(String caller) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    caller,
                    c -> Bucket.builder()
                            .addLimit(limit -> limit.capacity((long) perSecond * BURST_SECONDS)
                                    .refillGreedy(perSecond, Duration.ofSeconds(1)))
                            .withCustomTimePrecision(time)
                            .build());
        }
    }
}
