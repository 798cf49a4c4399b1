package dev.vdx.verify;

import dev.vdx.model.Finding;
import dev.vdx.model.Indication;
import dev.vdx.model.SubIndication;
import dev.vdx.model.TimestampFacts;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What validation of one time-stamp token came to (EN 319 102-1, 5.4). */
public final class TimestampVerdict {
    private final TimestampFacts facts;
    private final Conclusion conclusion;
    private final List<ChainStatus> chain;
    private final Optional<X509Certificate> anchor;
    private final List<Finding> findings;

    TimestampVerdict(TimestampFacts facts, BasicValidation.Result result, List<Finding> findings) {
        this.facts = facts;
        this.conclusion = Conclusion.block(findings);
        this.chain = List.copyOf(result.chain());
        this.anchor = result.anchor();
        this.findings = List.copyOf(findings);
    }

    /** The token as found. */
    public TimestampFacts facts() {
        return facts;
    }

    /** PASSED, FAILED or INDETERMINATE. */
    public Indication indication() {
        return conclusion.indication();
    }

    /** Why, where it did not pass. */
    public Optional<SubIndication> subIndication() {
        return conclusion.subIndication();
    }

    /** The authority's chain that was judged, its certificate first. */
    public List<ChainStatus> chain() {
        return chain;
    }

    /** The trust anchor that chain ends at. */
    public Optional<X509Certificate> anchor() {
        return anchor;
    }

    /** Everything found about it. */
    public List<Finding> findings() {
        return findings;
    }

    boolean passed() {
        return conclusion.indication() == Indication.PASSED;
    }
}
