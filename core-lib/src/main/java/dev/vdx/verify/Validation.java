package dev.vdx.verify;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Effect;
import dev.vdx.model.Evidence;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Policy;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Validation after EN 319 102-1: basic signatures (5.3), time-stamps (5.4) and signatures with time (5.5). Pure: the
 * evidence and the time come in as arguments. Thread-safe; remembers certification paths it has validated.
 *
 * <p>Proofs of existence are gathered from the newest document time-stamp backwards: each that passes proves that all it
 * covers existed at its time, and older ones are judged as of then (5.6.3).
 */
public final class Validation {
    private static final Conclusion PASSED = new Conclusion(Indication.PASSED, Optional.empty());

    private final BasicValidation basic = new BasicValidation();

    /**
     * Judges a document.
     *
     * @param document as its format room read it
     * @param evidence what the trust room found
     * @param policy the verifier's demands
     * @param now the validation time
     */
    public Verdict validate(SignedDocument document, Evidence evidence, Policy policy, Instant now) {
        return validate(document, evidence, policy, now, false);
    }

    /**
     * Judges a document, and keeps every step on the way where that is asked for ({@link SignatureVerdict#steps()}).
     *
     * @param explained whether to keep them
     */
    public Verdict validate(SignedDocument document, Evidence evidence, Policy policy, Instant now, boolean explained) {
        Judging judging = new Judging(
                evidence,
                Demands.ofSigners(policy),
                Demands.ofAuthorities(policy),
                new PolicyCheck(policy.signature()),
                now,
                explained);
        ProofsOfExistence proofs = new ProofsOfExistence(now);
        Deque<SignatureVerdict> verdicts = new ArrayDeque<>();
        for (int place = document.signatures().size() - 1; place >= 0; place--) {
            SignatureFacts signature = document.signatures().get(place);
            Trail trail = Trail.of(explained);
            Instant control = proofs.earliestFor(signature, place, trail);
            if (signature.kind() == SignatureKind.DOCUMENT_TIMESTAMP) {
                SignatureVerdict verdict = documentTimestamp(signature, judging, control, trail);
                proofs.add(signature, verdict);
                verdicts.addFirst(verdict);
            } else {
                Covered covered = new Covered(proofs.coveredByTimestamp(signature, place), proofs.archived(place));
                verdicts.addFirst(
                        signature(signature, stampedBefore(document, place), covered, judging, control, trail));
            }
        }
        return new Verdict(document, policy, now, List.copyOf(verdicts));
    }

    /** What one document is judged by. */
    private record Judging(
            Evidence evidence,
            Demands ofSigners,
            Demands ofAuthorities,
            PolicyCheck policy,
            Instant now,
            boolean explained) {}

    /** Whether a document time-stamp covers a signature, and whether one covers its validation data too. */
    record Covered(boolean timed, boolean archived) {}

    /** A document time-stamp before the first signature of a PDF proves a time of the content, not of the signature. */
    private static Optional<Finding> stampedBefore(SignedDocument document, int place) {
        List<SignatureFacts> before = document.signatures().subList(0, place);
        boolean stampsOnly = document.format() == Format.PDF
                && !before.isEmpty()
                && before.stream().allMatch(s -> s.kind() == SignatureKind.DOCUMENT_TIMESTAMP);
        return stampsOnly
                ? Optional.of(Finding.of(
                        FindingCode.TIMESTAMP_BEFORE_SIGNATURE,
                        before.get(place - 1).id()))
                : Optional.empty();
    }

    private SignatureVerdict signature(
            SignatureFacts facts,
            Optional<Finding> before,
            Covered covered,
            Judging judging,
            Instant control,
            Trail trail) {
        Instant now = judging.now();
        List<Finding> findings = new ArrayList<>(trail.step(
                Block.DOCUMENT,
                Stream.concat(documentFormat(facts).stream(), before.stream()).toList(),
                () -> changed(facts)));
        List<TimestampVerdict> timestamps = timestamps(facts, judging, control, trail);
        Instant best = timestamps.stream()
                .filter(t -> t.passed() && t.facts().kind() != TimestampKind.CONTENT)
                .map(t -> t.facts().time())
                .reduce(control, (a, b) -> a.isBefore(b) ? a : b);
        boolean proven = !best.equals(now);
        // A content time-stamp is older than the signature: it proves a time after which it was made, not before.
        Optional<Instant> madeAfter = timestamps.stream()
                .filter(t -> t.passed() && t.facts().kind() == TimestampKind.CONTENT)
                .map(t -> t.facts().time())
                .max(Instant::compareTo);
        List<Finding> order = madeAfter
                .filter(t -> t.isAfter(best))
                .map(t -> List.of(Finding.of(FindingCode.TIMESTAMP_BEFORE_CERTIFICATE, best, t)))
                .orElse(List.of());
        findings.addAll(trail.step(Block.TIME, order, () ->
                new Object[] {best, proven, madeAfter.map(Instant::toString).orElse("")}));
        BasicValidation.Result result = basic.validate(
                facts.signer(),
                judging.evidence().signers(),
                new Moment(best, now, madeAfter),
                judging.ofSigners(),
                trail);
        findings.addAll(result.findings());
        timestamps.stream()
                .filter(t -> !t.passed())
                .flatMap(t -> ignored(t).stream())
                .forEach(findings::add);
        Level level = LevelNaming.level(facts, timestamps, result.chain(), covered);
        String name = facts.profile() + "-" + level;
        Optional<Instant> claimed = facts.signer().claimedSigningTime();
        findings.addAll(
                trail.step(Block.POLICY, judging.policy().wanting(name, level, proven, best, claimed, findings), () ->
                        new Object[] {name}));
        List<Finding> weighed = judging.policy().weighed(findings);
        conclude(trail, weighed);
        return new SignatureVerdict(facts, name, best, proven, result, timestamps, weighed, trail.steps());
    }

    private static void conclude(Trail trail, List<Finding> findings) {
        if (trail.kept()) {
            trail.step(Block.CONCLUSION, Conclusion.total(findings), List.of());
        }
    }

    private static Object[] changed(SignatureFacts facts) {
        return new Object[] {
            facts.coverage().wholeFile(),
            facts.changesAfter().level().name(),
            facts.changesAfter().entries().size()
        };
    }

    /**
     * From the newest to the oldest: one that passes proves that those it covers existed at its time, and they are judged as of
     * then (5.6.2.3, 5.6.3).
     */
    private List<TimestampVerdict> timestamps(SignatureFacts signature, Judging judging, Instant control, Trail trail) {
        List<TimestampFacts> facts = signature.timestamps();
        boolean contentLacks = contentLacks(signature);
        Instant[] proven = new Instant[facts.size()];
        Arrays.fill(proven, control);
        Deque<TimestampVerdict> verdicts = new ArrayDeque<>();
        for (int i = facts.size() - 1; i >= 0; i--) {
            boolean lacks = contentLacks && facts.get(i).kind() != TimestampKind.SIGNATURE;
            TimestampVerdict verdict = timestamp(facts.get(i), lacks, judging, proven[i], trail.about(i + 1));
            verdicts.addFirst(verdict);
            if (verdict.passed()) {
                Instant time = facts.get(i).time();
                int newer = i;
                facts.get(i).covers().stream()
                        .filter(older -> older < newer && time.isBefore(proven[older]))
                        .forEach(older -> {
                            proven[older] = time;
                            tellProof(trail.about(older + 1), facts.get(newer), newer + 1);
                        });
            }
        }
        return List.copyOf(verdicts);
    }

    private static void tellProof(Trail trail, TimestampFacts by, int number) {
        if (trail.kept()) {
            trail.step(Block.PROOF, PASSED, List.of(), by.time(), authority(by.signer()), number);
        }
    }

    private SignatureVerdict documentTimestamp(SignatureFacts facts, Judging judging, Instant control, Trail trail) {
        Moment moment = Moment.of(control, judging.now());
        List<Finding> findings =
                new ArrayList<>(trail.step(Block.DOCUMENT, documentFormat(facts), () -> changed(facts)));
        facts.token().ifPresent(t -> findings.addAll(imprint(t, false, moment, judging, trail)));
        BasicValidation.Result result = basic.validate(
                facts.signer(), judging.evidence().authorities(), moment, judging.ofAuthorities(), trail);
        findings.addAll(result.findings());
        conclude(trail, findings);
        return new SignatureVerdict(
                facts, facts.profile(), control, moment.proven(), result, List.of(), findings, trail.steps());
    }

    /** Time-stamp validation (5.4): the token's own signature, then that it covers what it should. */
    private TimestampVerdict timestamp(
            TimestampFacts facts, boolean lacks, Judging judging, Instant control, Trail trail) {
        Moment moment = Moment.of(control, judging.now());
        List<Finding> findings = new ArrayList<>(imprint(facts, lacks, moment, judging, trail));
        BasicValidation.Result result = basic.validate(
                facts.signer(), judging.evidence().authorities(), moment, judging.ofAuthorities(), trail);
        findings.addAll(result.findings());
        TimestampVerdict verdict = new TimestampVerdict(facts, result, findings);
        if (trail.kept()) {
            trail.step(
                    Block.TIMESTAMP,
                    Conclusion.block(findings),
                    List.of(),
                    facts.kind().name(),
                    facts.time(),
                    authority(facts.signer()));
        }
        return verdict;
    }

    /**
     * 5.4.4 and 5.6.2.3: the imprint is of what it should cover, by an algorithm that was sound when the token is proven to exist.
     *
     * @param lacks whether not all of what it should cover is here
     */
    private static List<Finding> imprint(
            TimestampFacts facts, boolean lacks, Moment moment, Judging judging, Trail trail) {
        List<Finding> findings = tokenForm(facts, lacks);
        facts.imprintAlgorithm()
                .flatMap(a -> judging.ofAuthorities().algorithms().unacceptable(a, moment.control()))
                .ifPresent(w -> findings.add(Finding.of(moment.weak(), w, authority(facts.signer()))));
        return trail.step(Block.IMPRINT, findings, () -> new Object[] {
            facts.kind().name(),
            facts.time(),
            authority(facts.signer()),
            facts.imprintAlgorithm().map(DigestAlgorithm::jcaName).orElse("")
        });
    }

    private static String authority(SignerFacts signer) {
        return signer.certificate().map(Names::of).orElse("?");
    }

    /** Whether what was signed is not here, so that nothing tells what an archive or content time-stamp is of (5.4.4). */
    private static boolean contentLacks(SignatureFacts signature) {
        return Stream.concat(signature.findings().stream(), signature.signer().findings().stream())
                .anyMatch(f -> f.code() == FindingCode.SIGNED_DATA_NOT_FOUND);
    }

    private static List<Finding> tokenForm(TimestampFacts facts, boolean lacks) {
        List<Finding> findings = new ArrayList<>();
        facts.findings()
                .forEach(f -> findings.add(
                        f.code() == FindingCode.TIMESTAMP_INVALID
                                ? Finding.of(
                                        FindingCode.SIGNATURE_MALFORMED,
                                        f.details().toArray())
                                : f));
        if (!facts.imprintMatches()) {
            findings.add(Finding.of(lacks ? FindingCode.SIGNED_DATA_NOT_FOUND : FindingCode.DIGEST_MISMATCH));
        }
        return orMalformed(findings, facts.signer());
    }

    /** What could not be read is never sound, whatever its format room found. */
    private static List<Finding> orMalformed(List<Finding> findings, SignerFacts signer) {
        boolean told = findings.stream().anyMatch(f -> f.code().effect() != Effect.NONE);
        if (signer.equals(SignerFacts.UNREAD) && !told) {
            findings.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "nothing of it could be read"));
        }
        return findings;
    }

    /** 5.5.4, 4: a time-stamp that does not pass proves nothing; it is reported and otherwise left aside. */
    private static Optional<Finding> ignored(TimestampVerdict verdict) {
        String authority = authority(verdict.facts().signer());
        if (verdict.findings().stream().anyMatch(f -> f.code() == FindingCode.SIGNED_DATA_NOT_FOUND)) {
            // The signature says so itself, and what to do.
            return Optional.empty();
        }
        if (!verdict.facts().imprintMatches()) {
            return Optional.of(Finding.of(FindingCode.TIMESTAMP_IMPRINT_MISMATCH, authority));
        }
        String why = verdict.subIndication().map(Enum::name).orElse("");
        boolean trust = verdict.findings().stream()
                .filter(f -> f.code().effect() != Effect.NONE)
                .allMatch(f -> f.code() == FindingCode.NO_TRUST_GIVEN || f.code() == FindingCode.CHAIN_NOT_FOUND);
        return Optional.of(
                Finding.of(trust ? FindingCode.TIMESTAMP_NOT_TRUSTED : FindingCode.TIMESTAMP_INVALID, authority, why));
    }

    /** 5.2.2 for the document's own format: what the format room found, and what changed after signing. */
    private static List<Finding> documentFormat(SignatureFacts facts) {
        List<Finding> findings = new ArrayList<>(facts.findings());
        boolean said = findings.stream().anyMatch(f -> f.code() == FindingCode.CHANGED_AFTER_SIGNING);
        if (!facts.changesAfter().permitted() && !said) {
            findings.add(Finding.of(
                    FindingCode.CHANGED_AFTER_SIGNING,
                    facts.changesAfter().entries().stream()
                            .filter(e -> e.verdict() != dev.vdx.model.Change.Verdict.ALLOWED)
                            .findFirst()
                            .map(e -> e.path().isEmpty() ? e.object() : e.path())
                            .orElse("?")));
        }
        if (!facts.coverage().revision()
                && findings.stream().noneMatch(f -> f.code().effect() == Effect.FAILED)) {
            findings.add(Finding.of(FindingCode.REVISION_NOT_COVERED, facts.id()));
        }
        return orMalformed(findings, facts.signer());
    }
}
