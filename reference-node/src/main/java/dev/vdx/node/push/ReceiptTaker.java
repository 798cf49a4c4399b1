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
import java.util.EnumSet;
import java.util.Set;

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
        MessageId id = SignedReceipt.claimed(signed).message();
        StoredMessage message = database.read(t -> t.messages().find(Direction.OUT, id))
                .orElseThrow(
                        () -> new ExchangeException(ExchangeProblem.OTHER_MESSAGE, "this node sent no such message"));
        return keep(signed, verified(signed, message));
    }

    /** As {@link #take(String)}, and it must be the technical receipt for this message. */
    Receipt take(String signed, StoredMessage message) throws ExchangeException {
        Receipt receipt = verified(signed, message);
        if (receipt.kind() != ReceiptKind.RECEIVED) {
            throw new ExchangeException(ExchangeProblem.OTHER_MESSAGE, "it is not the technical receipt");
        }
        return keep(signed, receipt);
    }

    private Receipt verified(String signed, StoredMessage message) throws ExchangeException {
        Receipt receipt = SignedReceipt.verify(signed, peers.directory(), clock);
        if (!receipt.isFor(message.envelope(), message.digest())) {
            throw new ExchangeException(
                    ExchangeProblem.OTHER_MESSAGE, "the receipt is for another message, or from another party");
        }
        return receipt;
    }

    private Receipt keep(String signed, Receipt receipt) {
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
        Set<MessageState> further = receipt.kind() == ReceiptKind.RECEIVED
                ? EnumSet.of(MessageState.ACCEPTED, MessageState.REJECTED, MessageState.ANSWERED)
                : EnumSet.of(MessageState.ANSWERED);
        tables.messages()
                .advance(
                        Direction.OUT,
                        receipt.message(),
                        state,
                        receipt.registerNumber().or(receipt::reason),
                        further);
    }
}
