package dev.vdx.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a receipt says ({@code spec/schema/receipt.schema.json}); signed, it proves that the other side had the message.
 *
 * @param kind received, accepted or rejected
 * @param message which message
 * @param digest of that message's container, as it was received
 * @param from who gives the receipt: the message's addressee
 * @param to who gets it: the message's sender
 * @param time when, by the giver's clock, whole milliseconds
 * @param verdict for a received message: what verification of its documents came to ({@code passed}, {@code unsigned}, …)
 * @param registerNumber for an accepted one: the number it has in the register (เลขรับ)
 * @param reason for a rejected one: a code
 * @param text for people
 */
public record Receipt(
        ReceiptKind kind,
        MessageId message,
        Sha256 digest,
        PartyId from,
        PartyId to,
        Instant time,
        Optional<String> verdict,
        Optional<String> registerNumber,
        Optional<String> reason,
        Optional<String> text) {

    public Receipt {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        boolean sound = switch (kind) {
            case RECEIVED -> verdict.isPresent() && registerNumber.isEmpty() && reason.isEmpty();
            case ACCEPTED -> registerNumber.isPresent() && verdict.isEmpty() && reason.isEmpty();
            case REJECTED -> reason.isPresent() && verdict.isEmpty() && registerNumber.isEmpty();
        };
        if (!sound) {
            throw new IllegalArgumentException(
                    "received has a verdict, accepted a register number, rejected a reason, and none another's");
        }
    }

    /** A technical receipt for this message. */
    public static Receipt received(Envelope message, Sha256 digest, Instant time, String verdict) {
        return new Receipt(
                ReceiptKind.RECEIVED,
                message.id(),
                digest,
                message.to(),
                message.from(),
                time,
                Optional.of(verdict),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The agency took it up. */
    public static Receipt accepted(
            Envelope message, Sha256 digest, Instant time, String registerNumber, Optional<String> text) {
        return new Receipt(
                ReceiptKind.ACCEPTED,
                message.id(),
                digest,
                message.to(),
                message.from(),
                time,
                Optional.empty(),
                Optional.of(registerNumber),
                Optional.empty(),
                text);
    }

    /** The agency refuses it. */
    public static Receipt rejected(
            Envelope message, Sha256 digest, Instant time, String reason, Optional<String> text) {
        return new Receipt(
                ReceiptKind.REJECTED,
                message.id(),
                digest,
                message.to(),
                message.from(),
                time,
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason),
                text);
    }

    /** Whether it is a receipt for this message, given by its addressee. */
    public boolean isFor(Envelope envelope, Sha256 containerDigest) {
        return message.equals(envelope.id())
                && digest.equals(containerDigest)
                && from.equals(envelope.to())
                && to.equals(envelope.from());
    }
}
