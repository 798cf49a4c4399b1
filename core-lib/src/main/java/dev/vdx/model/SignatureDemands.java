package dev.vdx.model;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy demands of each signature (EN 319 102-1, 5.2.8.4.1 and A.4.2.1, signature elements constraints).
 *
 * @param level the least level; from T on the time must also be proven by a time-stamp that passed
 * @param departures what becomes of a signature with a finding of {@link #DEPARTURES}; a warning where nothing is said
 * @param timestampDelay how long after the claimed signing time the proven one may be at most (5.5.4, time-stamp delay)
 * @param certificatePolicies dotted identifiers of which the signer's path must be valid for one (RFC 5280, 6.1.1 c); any where
 *     empty
 */
public record SignatureDemands(
        Level level,
        Map<FindingCode, Reaction> departures,
        Optional<Duration> timestampDelay,
        Set<String> certificatePolicies) {

    /** Findings that by themselves warn only, and that a policy may refuse or accept. */
    public static final Set<FindingCode> DEPARTURES = Set.copyOf(EnumSet.of(
            FindingCode.NOT_BASELINE,
            FindingCode.SIGNING_TIME_IN_SIGNATURE,
            FindingCode.REVOCATION_IN_SIGNATURE,
            FindingCode.TIMESTAMP_BEFORE_SIGNATURE,
            FindingCode.SIGNING_CERTIFICATE_ATTRIBUTE_MISSING,
            FindingCode.ATTRIBUTES_NOT_DER,
            FindingCode.CLAIMED_TIME_IN_FUTURE));

    /** Every level; every departure is a warning. */
    public static final SignatureDemands NONE = new SignatureDemands(Level.B, Map.of(), Optional.empty(), Set.of());

    public SignatureDemands {
        if (!DEPARTURES.containsAll(departures.keySet())) {
            throw new IllegalArgumentException("no policy decides about one of " + departures.keySet());
        }
        Map<FindingCode, Reaction> all = new EnumMap<>(FindingCode.class);
        DEPARTURES.forEach(code -> all.put(code, Reaction.WARN));
        all.putAll(departures);
        departures = Map.copyOf(all);
        certificatePolicies = Set.copyOf(certificatePolicies);
    }
}
