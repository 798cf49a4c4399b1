package dev.vdx.trust;

import java.time.Duration;

/**
 * What the network may cost one document.
 *
 * @param each longest time for one fetch
 * @param total longest time for all
 * @param fetches most fetches
 * @param answer largest certificate file or OCSP answer, in bytes
 * @param list largest CRL, in bytes
 */
public record FetchLimits(Duration each, Duration total, int fetches, int answer, int list) {

    /** For networks of any honest kind. */
    public static final FetchLimits DEFAULT =
            new FetchLimits(Duration.ofSeconds(8), Duration.ofSeconds(30), 60, 128 << 10, 16 << 20);

    /** The same with another time for one fetch. */
    public FetchLimits withEach(Duration longest) {
        return new FetchLimits(longest, total, fetches, answer, list);
    }
}
