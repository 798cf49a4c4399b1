package dev.vdx.verify;

import dev.vdx.model.Indication;
import dev.vdx.model.SignatureFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Proofs of existence from document time-stamps that passed (EN 319 102-1, 5.6.2.3): what they cover existed at their time. */
final class ProofsOfExistence {
    private final Instant now;
    private final List<Proof> proofs = new ArrayList<>();

    private record Proof(Instant time, long coveredUpTo, Set<Integer> places) {
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
                    .ifPresent(t ->
                            proofs.add(new Proof(t.time(), timestamp.coverage().end(), t.covers())));
        }
    }

    /**
     * The earliest time at which this is proven to have existed; the validation time where nothing proves more.
     *
     * @param place where it stands in its document
     */
    Instant earliestFor(SignatureFacts signature, int place) {
        return proofs.stream()
                .filter(p -> p.covers(signature, place))
                .map(Proof::time)
                .filter(t -> t.isBefore(now))
                .min(Instant::compareTo)
                .orElse(now);
    }

    boolean coveredByTimestamp(SignatureFacts signature, int place) {
        return proofs.stream().anyMatch(p -> p.covers(signature, place));
    }
}
