package dev.vdx;

import dev.vdx.model.Effect;
import dev.vdx.model.Evidence;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Policy;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.trust.EvidenceSource;
import dev.vdx.trust.ProofSource;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Validation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Raises signatures of one document, and looks whether the level is what was asked for. Not shared. */
final class Raising {
    private static final Validation VALIDATION = new Validation();

    private final Raisable document;
    private final ProofSource proofs;
    private final Clock clock;

    Raising(Raisable document, ProofSource proofs, Clock clock) {
        this.document = document;
        this.proofs = proofs;
        this.clock = clock;
    }

    /** Raises what has a time already to LT or LTA, or as far as it may stay behind. */
    void raise(Level wanted, Which which, Shortfall shortfall) throws SigningException, IOException {
        if (shortfall.took(Level.T, () -> prove(which))) {
            boolean archived = wanted == Level.LTA && shortfall.took(Level.LT, document::archive);
            Optional<SigningException> lacking = lacking(archived, which);
            if (archived && lacking.isPresent()) {
                // The authority may be another than before, of which nothing in the document proves anything yet.
                archived = shortfall.took(Level.LT, () -> prove(which));
                lacking = lacking(archived, which);
            }
            if (lacking.isPresent()) {
                throw lacking.get();
            }
        }
    }

    /** Adds what proves these signatures and their time-stamps: level LT. */
    private void prove(Which which) throws SigningException, IOException {
        SignedDocument chosen = which.of(document.read());
        document.prove(chosen, proofs.gather(chosen, proofs.ends(chosen), clock.instant()));
    }

    /** What keeps the document from LT or LTA as somebody without any network sees it: never is anything lower than asked for. */
    private Optional<SigningException> lacking(boolean archived, Which which) throws SigningException, IOException {
        Level level = archived ? Level.LTA : Level.LT;
        SignedDocument whole = document.read();
        SignedDocument chosen = which.of(whole);
        ProofSource.Ends ends = proofs.ends(chosen);
        Instant now = clock.instant();
        Evidence evidence = EvidenceSource.trusting(ends.signers(), clock)
                .timestampsTrusting(ends.authorities())
                .offline()
                .gather(whole, now);
        List<SignatureVerdict> all =
                VALIDATION.validate(whole, evidence, Policy.STRICT, now).signatures();
        for (SignatureVerdict each :
                all.subList(all.size() - chosen.signatures().size(), all.size())) {
            if (each.facts().kind() == SignatureKind.SIGNATURE) {
                // What proves a counter-signature stands with the signature it is in.
                Level needed = each.facts().counter() ? Level.T : level;
                boolean reached = Levels.of(each).compareTo(needed) >= 0;
                if (each.indication() != Indication.TOTAL_PASSED || !reached) {
                    return Optional.of(new SigningException(
                            SigningProblem.SIGNATURE_NOT_PROVEN, each.facts().id(), why(each)));
                }
            }
        }
        return Optional.empty();
    }

    /** Which signatures of a document are meant. */
    enum Which {
        ALL,
        /** The one made last, with its counter-signatures and the time-stamps after it. */
        NEWEST;

        SignedDocument of(SignedDocument document) {
            if (this == ALL) {
                return document;
            }
            List<SignatureFacts> all = document.signatures();
            int newest = all.size() - 1;
            while (newest > 0
                    && (all.get(newest).kind() != SignatureKind.SIGNATURE
                            || all.get(newest).counter())) {
                newest--;
            }
            return new SignedDocument(document.format(), all.subList(newest, all.size()), document.findings());
        }
    }

    /** What keeps a signature from passing, in a few words. */
    static String why(SignatureVerdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.code().effect() != Effect.NONE)
                .map(finding -> finding.code()
                        + (finding.details().isEmpty() ? "" : ": ")
                        + String.join(", ", finding.details()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "), text -> text.isEmpty() ? "level " + verdict.level() : text));
    }
}
