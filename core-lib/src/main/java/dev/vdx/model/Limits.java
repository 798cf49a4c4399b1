package dev.vdx.model;

import java.time.Duration;

/**
 * What a reader may spend on one file before it gives up with {@link FindingCode#LIMIT_EXCEEDED}.
 *
 * @param bytes largest file, in bytes
 * @param objects most objects (PDF objects, container entries, JSON members) looked at
 * @param depth deepest nesting
 * @param decoded most bytes that decompression may yield for one structure
 * @param signatures most signatures
 * @param time longest time spent reading
 */
public record Limits(long bytes, int objects, int depth, long decoded, int signatures, Duration time) {

    /** For documents of any honest kind. */
    public static final Limits DEFAULT = new Limits(8L << 30, 2_000_000, 256, 64L << 20, 1_000, Duration.ofSeconds(60));
}
