package dev.vdx.verify;

import dev.vdx.model.Finding;
import dev.vdx.model.Indication;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SubIndication;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What validation of one signature came to (EN 319 102-1, 5.1.4). */
public final class SignatureVerdict {
    private final SignatureFacts facts;
    private final String level;
    private final Conclusion conclusion;
    private final Instant bestSignatureTime;
    private final boolean timeProven;
    private final List<ChainStatus> chain;
    private final Optional<X509Certificate> anchor;
    private final List<TimestampVerdict> timestamps;
    private final List<Finding> findings;
    private final List<Step> steps;

    SignatureVerdict(
            SignatureFacts facts,
            String level,
            Instant bestSignatureTime,
            boolean timeProven,
            BasicValidation.Result result,
            List<TimestampVerdict> timestamps,
            List<Finding> findings,
            List<Step> steps) {
        this.facts = facts;
        this.level = level;
        this.conclusion = Conclusion.total(findings);
        this.bestSignatureTime = bestSignatureTime;
        this.timeProven = timeProven;
        this.chain = List.copyOf(result.chain());
        this.anchor = result.anchor();
        this.timestamps = List.copyOf(timestamps);
        this.findings = List.copyOf(findings);
        this.steps = List.copyOf(steps);
    }

    /** The signature as its format room found it. */
    public SignatureFacts facts() {
        return facts;
    }

    /** The level it has, such as {@code PAdES-BASELINE-T}. */
    public String level() {
        return level;
    }

    /** TOTAL-PASSED, TOTAL-FAILED or INDETERMINATE. */
    public Indication indication() {
        return conclusion.indication();
    }

    /** Why, where it did not pass. */
    public Optional<SubIndication> subIndication() {
        return conclusion.subIndication();
    }

    /** The earliest time at which the signature is proven to have existed; the validation time where nothing proves more. */
    public Instant bestSignatureTime() {
        return bestSignatureTime;
    }

    /** Whether a time-stamp that passed proves that time. */
    public boolean timeProven() {
        return timeProven;
    }

    /** The chain that was judged, signing certificate first, without the anchor; empty where none was found. */
    public List<ChainStatus> chain() {
        return chain;
    }

    /** The trust anchor the chain ends at. */
    public Optional<X509Certificate> anchor() {
        return anchor;
    }

    /** The time-stamps over this signature. */
    public List<TimestampVerdict> timestamps() {
        return timestamps;
    }

    /** Everything found, in the order of the building blocks. */
    public List<Finding> findings() {
        return findings;
    }

    /** Every step validation took to come to this, in its order, where they were asked for; empty where not. */
    public List<Step> steps() {
        return steps;
    }
}
