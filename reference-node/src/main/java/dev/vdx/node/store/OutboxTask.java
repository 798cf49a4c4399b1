package dev.vdx.node.store;

import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.ReceiptKind;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to be sent.
 *
 * @param n its place in the order
 * @param message the message, or the message a receipt is for
 * @param receipt which receipt; absent for the message itself
 * @param fetch whether documents of a message that came in are to be fetched, instead of sending
 * @param peer to whom
 * @param attempts how often it was tried
 * @param created when it was put there
 */
public record OutboxTask(
        long n,
        MessageId message,
        Optional<ReceiptKind> receipt,
        boolean fetch,
        PartyId peer,
        int attempts,
        Instant created) {}
