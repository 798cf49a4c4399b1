package dev.vdx.model;

import java.time.Duration;
import java.util.Optional;

/**
 * When a policy takes revocation data as fresh (EN 319 102-1, 5.2.5 and A.4.2.1, revocation freshness constraints).
 *
 * @param maximumAge how long before the time asked data may have been made at most; where empty its own nextUpdate decides
 * @param withoutNextUpdate the same for data without nextUpdate, where no maximum age is set (RFC 6960, 4.2.2.1)
 * @param clockSkew how far another's clock may run ahead of ours
 */
public record RevocationDemands(Optional<Duration> maximumAge, Duration withoutNextUpdate, Duration clockSkew) {

    /** As the data says; a day without nextUpdate; five minutes. */
    public static final RevocationDemands USUAL =
            new RevocationDemands(Optional.empty(), Duration.ofDays(1), Duration.ofMinutes(5));
}
