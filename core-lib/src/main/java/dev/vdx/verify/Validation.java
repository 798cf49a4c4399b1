package dev.vdx.verify;

import dev.vdx.model.Effect;
import dev.vdx.model.Evidence;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
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

/**
 * Validation after EN 319 102-1: basic signatures (5.3), time-stamps (5.4) and signatures with time (5.5). Pure: the
 * evidence and the time come in as arguments. Thread-safe; remembers certification paths it has validated.
 *
 * <p>Proofs of existence are gathered from the newest document time-stamp backwards: each that passes proves that all it
 * covers existed at its time, and older ones are judged as of then (5.6.3).
 */
public final class Validation {
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
        ProofsOfExistence proofs = new ProofsOfExistence(now);
        Deque<SignatureVerdict> verdicts = new ArrayDeque<>();
        for (int place = document.signatures().size() - 1; place >= 0; place--) {
            SignatureFacts signature = document.signatures().get(place);
            Instant control = proofs.earliestFor(signature, place);
            if (signature.kind() == SignatureKind.DOCUMENT_TIMESTAMP) {
                SignatureVerdict verdict = documentTimestamp(signature, evidence, control, now);
                proofs.add(signature, verdict);
                verdicts.addFirst(verdict);
            } else {
                boolean archived = proofs.coveredByTimestamp(signature, place);
                verdicts.addFirst(signature(signature, archived, evidence, control, now));
            }
        }
        return new Verdict(document, policy, now, List.copyOf(verdicts));
    }

    private SignatureVerdict signature(
            SignatureFacts facts, boolean archived, Evidence evidence, Instant control, Instant now) {
        List<TimestampVerdict> timestamps = timestamps(facts.timestamps(), evidence, control, now);
        Instant best = timestamps.stream()
                .filter(t -> t.passed() && t.facts().kind() != TimestampKind.CONTENT)
                .map(t -> t.facts().time())
                .reduce(control, (a, b) -> a.isBefore(b) ? a : b);
        // A content time-stamp is older than the signature: it proves a time after which it was made, not before.
        Optional<Instant> madeAfter = timestamps.stream()
                .filter(t -> t.passed() && t.facts().kind() == TimestampKind.CONTENT)
                .map(t -> t.facts().time())
                .max(Instant::compareTo);
        BasicValidation.Result result =
                basic.validate(facts.signer(), evidence.signers(), new Moment(best, now, madeAfter));
        List<Finding> findings = new ArrayList<>(documentFormat(facts));
        madeAfter
                .filter(t -> t.isAfter(best))
                .ifPresent(t -> findings.add(Finding.of(FindingCode.TIMESTAMP_BEFORE_CERTIFICATE, best, t)));
        findings.addAll(result.findings());
        timestamps.stream().filter(t -> !t.passed()).forEach(t -> findings.add(ignored(t)));
        return new SignatureVerdict(
                facts,
                LevelNaming.of(facts, timestamps, result.chain(), archived),
                best,
                !best.equals(now),
                result,
                timestamps,
                findings);
    }

    /**
     * From the newest to the oldest: one that passes proves that those it covers existed at its time, and they are judged as of
     * then (5.6.2.3, 5.6.3).
     */
    private List<TimestampVerdict> timestamps(
            List<TimestampFacts> facts, Evidence evidence, Instant control, Instant now) {
        Instant[] proven = new Instant[facts.size()];
        Arrays.fill(proven, control);
        Deque<TimestampVerdict> verdicts = new ArrayDeque<>();
        for (int i = facts.size() - 1; i >= 0; i--) {
            TimestampVerdict verdict = timestamp(facts.get(i), evidence, proven[i], now);
            verdicts.addFirst(verdict);
            if (verdict.passed()) {
                Instant time = facts.get(i).time();
                int newer = i;
                facts.get(i).covers().stream()
                        .filter(older -> older < newer && time.isBefore(proven[older]))
                        .forEach(older -> proven[older] = time);
            }
        }
        return List.copyOf(verdicts);
    }

    private SignatureVerdict documentTimestamp(SignatureFacts facts, Evidence evidence, Instant control, Instant now) {
        BasicValidation.Result result = basic.validate(facts.signer(), evidence.authorities(), Moment.of(control, now));
        List<Finding> findings = new ArrayList<>(documentFormat(facts));
        facts.token().ifPresent(t -> findings.addAll(tokenForm(t)));
        findings.addAll(result.findings());
        return new SignatureVerdict(facts, facts.profile(), control, !control.equals(now), result, List.of(), findings);
    }

    /** Time-stamp validation (5.4): the token's own signature, then that it covers what it should. */
    private TimestampVerdict timestamp(TimestampFacts facts, Evidence evidence, Instant control, Instant now) {
        List<Finding> findings = new ArrayList<>(tokenForm(facts));
        BasicValidation.Result result = basic.validate(facts.signer(), evidence.authorities(), Moment.of(control, now));
        findings.addAll(result.findings());
        return new TimestampVerdict(facts, result.chain(), findings);
    }

    private static List<Finding> tokenForm(TimestampFacts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.findings()
                .forEach(f -> findings.add(
                        f.code() == FindingCode.TIMESTAMP_INVALID
                                ? Finding.of(
                                        FindingCode.SIGNATURE_MALFORMED,
                                        f.details().toArray())
                                : f));
        if (!facts.imprintMatches()) {
            findings.add(Finding.of(FindingCode.DIGEST_MISMATCH));
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
    private static Finding ignored(TimestampVerdict verdict) {
        String authority = verdict.facts().signer().certificate().map(Names::of).orElse("?");
        if (!verdict.facts().imprintMatches()) {
            return Finding.of(FindingCode.TIMESTAMP_IMPRINT_MISMATCH, authority);
        }
        String why = verdict.subIndication().map(Enum::name).orElse("");
        boolean trust = verdict.findings().stream()
                .filter(f -> f.code().effect() != Effect.NONE)
                .allMatch(f -> f.code() == FindingCode.NO_TRUST_GIVEN || f.code() == FindingCode.CHAIN_NOT_FOUND);
        return Finding.of(trust ? FindingCode.TIMESTAMP_NOT_TRUSTED : FindingCode.TIMESTAMP_INVALID, authority, why);
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
