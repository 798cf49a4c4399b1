package dev.vdx.verify;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Level;
import dev.vdx.model.Reaction;
import dev.vdx.model.SignatureDemands;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signature acceptance by the verifier's policy (EN 319 102-1, 5.2.8.4.1 and 5.5.4). It can only add findings, or tell a warning as a
 * mere note: nothing that decides an indication ever goes away.
 */
record PolicyCheck(SignatureDemands demands) {

    /** What the policy finds wanting in a signature of this level. */
    List<Finding> wanting(
            String name, Level level, boolean timeProven, Instant best, Optional<Instant> claimed, List<Finding> told) {
        List<Finding> findings = new ArrayList<>();
        boolean reached = level.compareTo(demands.level()) >= 0 && (demands.level() == Level.B || timeProven);
        if (!reached) {
            findings.add(Finding.of(FindingCode.LEVEL_TOO_LOW, name, demands.level()));
        }
        demands.timestampDelay()
                .filter(most -> late(most, timeProven, best, claimed))
                .ifPresent(most -> findings.add(Finding.of(
                        FindingCode.TIMESTAMP_TOO_LATE,
                        claimed.map(Instant::toString).orElse(""),
                        timeProven ? best : "",
                        most)));
        told.stream()
                .filter(f -> demands.departures().get(f.code()) == Reaction.REFUSE)
                .forEach(f -> findings.add(Finding.of(FindingCode.DEPARTURE_REFUSED, f.code())));
        return findings;
    }

    /** 5.5.4: without a claimed time, or a proven one, the delay is not known. */
    private static boolean late(Duration most, boolean timeProven, Instant best, Optional<Instant> claimed) {
        return !timeProven || claimed.isEmpty() || best.isAfter(claimed.get().plus(most));
    }

    /** The same findings, those the policy expects as notes. */
    List<Finding> weighed(List<Finding> findings) {
        return findings.stream()
                .map(f -> demands.departures().get(f.code()) == Reaction.ACCEPT ? f.expected() : f)
                .toList();
    }
}
