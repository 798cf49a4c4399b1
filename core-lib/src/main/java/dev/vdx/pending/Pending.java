package dev.vdx.pending;

import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signed document that is at a lower level than was asked for ({@code spec/pending.md}).
 *
 * @param document where it is; its record lies beside it
 * @param sha256 of the document as it is, in lower case hexadecimal
 * @param reached the level it has
 * @param wanted the level that was asked for
 * @param since when it was signed
 * @param reason why it is not at that level yet
 * @param timestamps where time-stamps were asked for, as far as known
 * @param next what is about to take the document's place; present only while that is done
 */
public record Pending(
        Path document,
        String sha256,
        Level reached,
        Level wanted,
        Instant since,
        Reason reason,
        List<URI> timestamps,
        Optional<Next> next) {

    public Pending {
        timestamps = List.copyOf(timestamps);
    }

    /**
     * What failed last.
     *
     * @param problem what the matter was
     * @param details whose, and why
     * @param at when
     */
    public record Reason(SigningProblem problem, List<String> details, Instant at) {
        public Reason {
            details = List.copyOf(details);
        }

        /** What an exception says. */
        public static Reason of(SigningException e, Instant at) {
            return new Reason(e.problem(), e.details(), at);
        }
    }

    /**
     * The document raised.
     *
     * @param sha256 of it, in lower case hexadecimal
     * @param reached its level
     */
    public record Next(String sha256, Level reached) {}

    /** What it lacks. */
    public List<Missing> missing() {
        return Missing.between(reached, wanted);
    }

    /** The same with a newer reason. */
    public Pending because(Reason newer) {
        return new Pending(document, sha256, reached, wanted, since, newer, timestamps, next);
    }

    /** The same with what is about to take its place. */
    public Pending becoming(Next other) {
        return new Pending(document, sha256, reached, wanted, since, reason, timestamps, Optional.of(other));
    }

    /** The same once that has taken its place. */
    public Pending become() {
        return next.map(now -> new Pending(
                        document, now.sha256(), now.reached(), wanted, since, reason, timestamps, Optional.empty()))
                .orElse(this);
    }
}
