package dev.vdx.node.push;

import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.node.store.Tables;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Takes receipts: verified, for a message of ours, from its addressee; else they change nothing. */
public final class ReceiptTaker {
    private final Peers peers;
    private final Database database;
    private final Steps steps;
    private final Clock clock;

    public ReceiptTaker(Peers peers, Database database, Steps steps, Clock clock) {
        this.peers = peers;
        this.database = database;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Verifies a receipt and keeps it; the same again changes nothing.
     *
     * @throws ExchangeException if it is not sound, or speaks of no message of ours
     */
    public Receipt take(String signed) throws ExchangeException {
        return take(signed, SignedReceipt.claimed(signed));
    }

    /** As {@link #take(String)}, and it must be the technical receipt for this message. */
    Receipt take(String signed, MessageId message) throws ExchangeException {
        Receipt claimed = SignedReceipt.claimed(signed);
        if (!claimed.message().equals(message) || claimed.kind() != ReceiptKind.RECEIVED) {
            throw new ExchangeException(ExchangeProblem.OTHER_MESSAGE, "it is not the receipt for this message");
        }
        return take(signed, claimed);
    }

    private Receipt take(String signed, Receipt claimed) throws ExchangeException {
        StoredMessage message = database.read(t -> t.messages().find(Direction.OUT, claimed.message()))
                .orElseThrow(
                        () -> new ExchangeException(ExchangeProblem.OTHER_MESSAGE, "this node sent no such message"));
        Receipt receipt = SignedReceipt.verify(signed, peers.directory(), clock);
        if (!receipt.isFor(message.envelope(), message.digest())) {
            throw new ExchangeException(
                    ExchangeProblem.OTHER_MESSAGE, "the receipt is for another message, or from another party");
        }
        steps.at(Step.RECEIPT_VERIFIED);
        Instant now = clock.instant();
        database.change(tables -> {
            if (tables.receipts().add(Direction.OUT, receipt.message(), receipt.kind(), signed, now.toEpochMilli())) {
                moved(tables, receipt);
                tables.audit()
                        .add(
                                now,
                                receipt.from().toString(),
                                "receipt." + receipt.kind().label(),
                                receipt.message().toString(),
                                receipt.reason().orElse(""));
            }
            tables.outbox().done(receipt.message());
        });
        steps.at(Step.RECEIPT_COMMITTED);
        return receipt;
    }

    /** A business receipt may overtake the technical one; the state never goes back. */
    private static void moved(Tables tables, Receipt receipt) {
        MessageState state = switch (receipt.kind()) {
            case RECEIVED -> MessageState.DELIVERED;
            case ACCEPTED -> MessageState.ACCEPTED;
            case REJECTED -> MessageState.REJECTED;
        };
        boolean decided = tables.messages()
                .find(Direction.OUT, receipt.message())
                .filter(m -> m.state() == MessageState.ACCEPTED
                        || m.state() == MessageState.REJECTED
                        || m.state() == MessageState.ANSWERED)
                .isPresent();
        if (!decided || receipt.kind() != ReceiptKind.RECEIVED) {
            tables.messages()
                    .state(
                            Direction.OUT,
                            receipt.message(),
                            state,
                            receipt.registerNumber().or(() -> receipt.reason()).or(Optional::empty));
        }
    }
}
