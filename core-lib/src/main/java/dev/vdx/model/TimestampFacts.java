package dev.vdx.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A time-stamp token as found (RFC 3161, 2.4.2).
 *
 * @param kind what it covers
 * @param time genTime
 * @param policy dotted identifier of the authority's policy
 * @param imprintAlgorithm digest algorithm of the message imprint, if it is one we know
 * @param imprintMatches whether the imprint equals the digest of what it should cover
 * @param signer the authority's signature over the token
 * @param validationData certificates and revocation data that came inside the token
 * @param findings what is wrong about its form
 * @param covers what it proves to have existed beside what its kind says, by places before its own: other time-stamps of its
 *     signature, in {@link SignatureFacts#timestamps()}; for a time-stamp of a container or document the signatures whose validation
 *     data it covers too, in {@link SignedDocument#signatures()}
 * @param token the token itself
 */
public record TimestampFacts(
        TimestampKind kind,
        Instant time,
        String policy,
        Optional<DigestAlgorithm> imprintAlgorithm,
        boolean imprintMatches,
        SignerFacts signer,
        ValidationData validationData,
        List<Finding> findings,
        Set<Integer> covers,
        Encoded token) {

    public TimestampFacts {
        findings = List.copyOf(findings);
        covers = Set.copyOf(covers);
    }

    /** Whether it is of what it should cover, and its authority's signature verifies; not whether anybody trusts that one. */
    public boolean holds() {
        return imprintMatches && signer.signatureMatches();
    }

    /** The same, covering all these, which stand before it; not those that claim to be newer. */
    public TimestampFacts coveringAll(List<TimestampFacts> before) {
        return covering(IntStream.range(0, before.size())
                .filter(place -> !before.get(place).time().isAfter(time))
                .boxed()
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The time-stamps of a counter-signature, and behind them those of the signature it signs that cover it with all that.
     *
     * @param own over its value
     * @param archives oldest first
     */
    public static List<TimestampFacts> archivedBy(List<TimestampFacts> own, List<TimestampFacts> archives) {
        List<TimestampFacts> all = new ArrayList<>(own);
        archives.forEach(each -> all.add(each.coveringAll(all)));
        return all;
    }

    /** The same, covering these. */
    public TimestampFacts covering(Set<Integer> places) {
        return new TimestampFacts(
                kind, time, policy, imprintAlgorithm, imprintMatches, signer, validationData, findings, places, token);
    }
}
