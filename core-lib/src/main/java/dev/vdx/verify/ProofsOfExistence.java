package dev.vdx.verify;

import dev.vdx.model.Indication;
import dev.vdx.model.SignatureFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Proofs of existence from document time-stamps that passed (EN 319 102-1, 5.6.2.3): what they cover existed at their time. */
final class ProofsOfExistence {
    private final Instant now;
    private final List<Proof> proofs = new ArrayList<>();

    private record Proof(String id, Instant time, long coveredUpTo, Set<Integer> places) {
        boolean covers(SignatureFacts signature, int place) {
            return coveredUpTo > signature.coverage().end() || places.contains(place);
        }
    }

    ProofsOfExistence(Instant now) {
        this.now = now;
    }

    void add(SignatureFacts timestamp, SignatureVerdict verdict) {
        if (verdict.indication() == Indication.TOTAL_PASSED) {
            timestamp
                    .token()
                    .ifPresent(t -> proofs.add(new Proof(
                            timestamp.id(), t.time(), timestamp.coverage().end(), t.covers())));
        }
    }

    /**
     * The earliest time at which this is proven to have existed; the validation time where nothing proves more.
     *
     * @param place where it stands in its document
     * @param trail keeps what proves it
     */
    Instant earliestFor(SignatureFacts signature, int place, Trail trail) {
        return proofs.stream()
                .filter(p -> p.covers(signature, place))
                .filter(p -> p.time.isBefore(now))
                .min(Comparator.comparing(Proof::time))
                .map(p -> {
                    trail.step(
                            Block.PROOF,
                            new Conclusion(Indication.PASSED, Optional.empty()),
                            List.of(),
                            p.time,
                            p.id,
                            0);
                    return p.time;
                })
                .orElse(now);
    }

    boolean coveredByTimestamp(SignatureFacts signature, int place) {
        return proofs.stream().anyMatch(p -> p.covers(signature, place));
    }

    /** Whether a time-stamp covers its validation data too. */
    boolean archived(int place) {
        return proofs.stream().anyMatch(p -> p.places.contains(place));
    }
}
