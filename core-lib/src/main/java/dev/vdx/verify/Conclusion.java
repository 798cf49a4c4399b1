package dev.vdx.verify;

import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Indication;
import dev.vdx.model.SubIndication;
import java.util.List;
import java.util.Optional;

/** Indication and sub-indication that findings come to (EN 319 102-1, 5.1.3): a failure outweighs doubt, the first of each kind names it. */
record Conclusion(Indication indication, Optional<SubIndication> subIndication) {

    static Conclusion total(List<Finding> findings) {
        return of(findings, Indication.TOTAL_PASSED, Indication.TOTAL_FAILED);
    }

    static Conclusion block(List<Finding> findings) {
        return of(findings, Indication.PASSED, Indication.FAILED);
    }

    private static Conclusion of(List<Finding> findings, Indication passed, Indication failed) {
        return first(findings, Effect.FAILED)
                .map(f -> new Conclusion(failed, f.code().subIndication()))
                .or(() -> first(findings, Effect.INDETERMINATE)
                        .map(f -> new Conclusion(
                                Indication.INDETERMINATE, f.code().subIndication())))
                .orElse(new Conclusion(passed, Optional.empty()));
    }

    private static Optional<Finding> first(List<Finding> findings, Effect effect) {
        return findings.stream().filter(f -> f.code().effect() == effect).findFirst();
    }
}
