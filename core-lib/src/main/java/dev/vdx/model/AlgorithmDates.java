package dev.vdx.model;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Until when digest algorithms and keys are acceptable (EN 319 102-1, 5.2.8.4.2 and A.4.2.1, cryptographic constraints). What
 * is not listed never is.
 *
 * @param digests the first instant at which an algorithm is no longer acceptable; {@link #OPEN} where no end is set
 * @param keys by family, from which size in bits a key is acceptable until when
 */
public record AlgorithmDates(
        Map<DigestAlgorithm, Instant> digests, Map<KeyFamily, NavigableMap<Integer, Instant>> keys) {
    /** No end is set. */
    public static final Instant OPEN = Instant.MAX;

    /** At no time. */
    public static final Instant NEVER = Instant.MIN;

    private static final Instant END_2010 = Instant.parse("2011-01-01T00:00:00Z");
    private static final Instant END_2015 = Instant.parse("2016-01-01T00:00:00Z");
    private static final Instant OCTOBER_2019 = Instant.parse("2019-10-01T00:00:00Z");
    private static final Instant END_2028 = Instant.parse("2029-01-01T00:00:00Z");

    /**
     * ETSI TS 119 312 (clauses 5 to 9) and, for what was given up before it, the dates at which earlier editions gave it up.
     */
    public static final AlgorithmDates TS_119_312 = new AlgorithmDates(
            Map.ofEntries(
                    Map.entry(DigestAlgorithm.MD5, Instant.parse("2004-08-01T00:00:00Z")),
                    Map.entry(DigestAlgorithm.SHA1, Instant.parse("2012-08-01T00:00:00Z")),
                    Map.entry(DigestAlgorithm.SHA224, END_2028),
                    Map.entry(DigestAlgorithm.SHA256, OPEN),
                    Map.entry(DigestAlgorithm.SHA384, OPEN),
                    Map.entry(DigestAlgorithm.SHA512, OPEN),
                    Map.entry(DigestAlgorithm.SHA3_256, OPEN),
                    Map.entry(DigestAlgorithm.SHA3_384, OPEN),
                    Map.entry(DigestAlgorithm.SHA3_512, OPEN),
                    Map.entry(DigestAlgorithm.SHAKE256, OPEN)),
            Map.of(
                    KeyFamily.RSA,
                    new TreeMap<>(Map.of(1024, END_2010, 1536, OCTOBER_2019, 1900, END_2028, 3000, OPEN)),
                    KeyFamily.EC,
                    new TreeMap<>(Map.of(224, END_2015, 256, OPEN)),
                    KeyFamily.EDDSA,
                    new TreeMap<>(Map.of(256, OPEN)),
                    KeyFamily.DSA,
                    new TreeMap<>(Map.of(2048, END_2028))));

    public AlgorithmDates {
        digests = Map.copyOf(digests);
        Map<KeyFamily, NavigableMap<Integer, Instant>> copy = new EnumMap<>(KeyFamily.class);
        keys.forEach((family, sizes) -> copy.put(family, Collections.unmodifiableNavigableMap(new TreeMap<>(sizes))));
        keys = Map.copyOf(copy);
    }

    /** The end of a digest algorithm. */
    public Instant end(DigestAlgorithm algorithm) {
        return digests.getOrDefault(algorithm, NEVER);
    }

    /** The end of a key of this size. */
    public Instant end(KeyFamily family, int bits) {
        return Optional.ofNullable(keys.get(family))
                .map(sizes -> sizes.floorEntry(bits))
                .map(Map.Entry::getValue)
                .orElse(NEVER);
    }
}
