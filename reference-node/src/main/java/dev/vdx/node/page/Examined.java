package dev.vdx.node.page;

import dev.vdx.model.Change;
import dev.vdx.model.Format;
import dev.vdx.model.SignatureFacts;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.util.Comparator;
import java.util.Optional;

/** What looking at a file came to. */
public final class Examined {
    private final Report report;
    private final Pictures pictures;

    Examined(Report report, Pictures pictures) {
        this.report = report;
        this.pictures = pictures;
    }

    Report report() {
        return report;
    }

    Pictures pictures() {
        return pictures;
    }

    static boolean drawable(Report report) {
        return report.verdict().document().format() == Format.PDF;
    }

    /**
     * The signature whose version of the document is worth holding against the present one: the latest after which
     * something changed that may not have, else the latest after which anything did.
     */
    static Optional<SignatureVerdict> reference(Report report) {
        Comparator<SignatureFacts> byRefusal = Comparator.comparing(
                f -> f.changesAfter().entries().stream().anyMatch(e -> e.verdict() != Change.Verdict.ALLOWED));
        Comparator<SignatureFacts> best =
                byRefusal.thenComparingLong(f -> f.coverage().end());
        return report.verdict().signatures().stream()
                .filter(s -> s.facts().coverage().revision())
                .filter(s -> !s.facts().changesAfter().entries().isEmpty())
                .max(Comparator.comparing(SignatureVerdict::facts, best));
    }
}
