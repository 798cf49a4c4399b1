package dev.vdx.verify;

import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Indication;
import dev.vdx.model.Outcome;
import dev.vdx.model.Policy;
import dev.vdx.model.SignedDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What validation of one document came to. Only {@link Validation} makes one. */
public final class Verdict {
    private final SignedDocument document;
    private final Policy policy;
    private final Instant time;
    private final List<SignatureVerdict> signatures;

    Verdict(SignedDocument document, Policy policy, Instant time, List<SignatureVerdict> signatures) {
        this.document = document;
        this.policy = policy;
        this.time = time;
        this.signatures = List.copyOf(signatures);
    }

    /** The answer in one word. */
    public Outcome outcome() {
        if (any(Effect.FAILED) || anySignature(Indication.TOTAL_FAILED)) {
            return Outcome.FAILED;
        }
        if (any(Effect.UNREADABLE)) {
            return Outcome.UNREADABLE;
        }
        if (signatures.isEmpty()) {
            return Outcome.UNSIGNED;
        }
        boolean passed = !any(Effect.INDETERMINATE)
                && signatures.stream().allMatch(s -> s.indication() == Indication.TOTAL_PASSED);
        return passed ? Outcome.PASSED : Outcome.INDETERMINATE;
    }

    private boolean any(Effect effect) {
        return document.findings().stream().anyMatch(f -> f.code().effect() == effect);
    }

    private boolean anySignature(Indication indication) {
        return signatures.stream().anyMatch(s -> s.indication() == indication);
    }

    /** The document as read. */
    public SignedDocument document() {
        return document;
    }

    /** What was found about the file as a whole. */
    public List<Finding> findings() {
        return document.findings();
    }

    /** The same with one more finding about the file as a whole; a finding can only make the outcome worse. */
    public Verdict andFound(Finding finding) {
        List<Finding> all =
                Stream.concat(document.findings().stream(), Stream.of(finding)).toList();
        return new Verdict(new SignedDocument(document.format(), document.signatures(), all), policy, time, signatures);
    }

    /** One verdict a signature, oldest first. */
    public List<SignatureVerdict> signatures() {
        return signatures;
    }

    /** The policy it was judged by. */
    public Policy policy() {
        return policy;
    }

    /** The validation time. */
    public Instant time() {
        return time;
    }
}
