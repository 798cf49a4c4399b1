package dev.vdx.node.push;

import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.model.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * What a node takes.
 *
 * @param largest largest message, in bytes
 * @param skew how far a sender's clock may run ahead
 * @param oldest how old a message may be that was not seen before
 * @param documents what becomes of documents whose own signatures do not pass
 */
public record ReceiverRules(long largest, Duration skew, Duration oldest, DocumentPolicy documents) {

    /** Refuses what was made too long ago, or too far ahead of our clock. */
    public void requireTimely(Instant made, Instant now) throws ExchangeException {
        if (made.isAfter(now.plus(skew))) {
            throw new ExchangeException(
                    ExchangeProblem.CLOCK,
                    "it was made " + Duration.between(now, made).toSeconds() + " s ahead of this node's clock");
        }
        if (made.isBefore(now.minus(oldest))) {
            throw new ExchangeException(ExchangeProblem.CLOCK, "it is older than " + oldest);
        }
    }

    /** Refuses what was not made just now. */
    void requireFresh(Instant made, Instant now) throws ExchangeException {
        if (Duration.between(made, now).abs().compareTo(skew) > 0) {
            throw new ExchangeException(
                    ExchangeProblem.CLOCK, "it was not made within " + skew + " of this node's clock");
        }
    }

    void requireAcceptable(Outcome verdict) throws Refusal {
        boolean refused = switch (documents) {
            case NOTE -> false;
            case REFUSE -> verdict == Outcome.FAILED || verdict == Outcome.UNREADABLE;
            case STRICT -> verdict != Outcome.PASSED && verdict != Outcome.UNSIGNED;
        };
        if (refused) {
            throw new Refusal(422, "document-refused", "a document's own signature came to " + verdict.label());
        }
    }
}
