package dev.vdx.asic;

import dev.vdx.cms.EvidenceRecord;
import dev.vdx.model.Finding;
import dev.vdx.model.TimestampFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A time-stamp of a container that stands by itself, or one of an evidence record.
 *
 * @param part the entry it is in
 * @param id what it is called
 * @param covered what it covers
 * @param overData whether it is over that itself; in an evidence record it may be over the time-stamp before only
 * @param token as found, covering those of its own evidence record by their places there; empty where it is none
 * @param findings what is wrong with it
 */
record TimeAssertion(
        String part,
        String id,
        Covered covered,
        boolean overData,
        Optional<TimestampFacts> token,
        List<Finding> findings) {
    private static final String OF_A_CONTAINER = "ASiC-TimeAssertion";

    TimeAssertion {
        findings = List.copyOf(findings);
    }

    /** Whether it is of an evidence record, or should be. */
    boolean evidence() {
        return TimeAssertions.isRecord(part);
    }

    /** The profile it is written in. */
    String profile() {
        return evidence() ? EvidenceRecord.PROFILE : OF_A_CONTAINER;
    }

    /** What is none is older than all. */
    Instant time() {
        return token.map(TimestampFacts::time).orElse(Instant.MIN);
    }
}
