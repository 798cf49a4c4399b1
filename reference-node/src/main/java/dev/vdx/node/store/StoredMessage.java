package dev.vdx.node.store;

import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it is stored.
 *
 * @param direction which way it went
 * @param envelope what it says of itself
 * @param digest of its container
 * @param size of its container, in bytes
 * @param payload whether the container is still there
 * @param state where it stands
 * @param verdict for one that came in, what verification of its documents came to
 * @param note for people: why it is dead, or rejected
 * @param clientKey what the agency's own system called it, so that it is not made twice
 * @param created when it was stored
 * @param fetched when the agency's system acknowledged it
 */
public record StoredMessage(
        Direction direction,
        Envelope envelope,
        Sha256 digest,
        long size,
        boolean payload,
        MessageState state,
        Optional<String> verdict,
        Optional<String> note,
        Optional<String> clientKey,
        Instant created,
        Optional<Instant> fetched) {

    /** A new one. */
    public StoredMessage(
            Direction direction,
            Envelope envelope,
            Sha256 digest,
            long size,
            MessageState state,
            Optional<String> verdict,
            Optional<String> clientKey,
            Instant created) {
        this(
                direction,
                envelope,
                digest,
                size,
                true,
                state,
                verdict,
                Optional.empty(),
                clientKey,
                created,
                Optional.empty());
    }

    /** The other party. */
    public PartyId peer() {
        return direction == Direction.IN ? envelope.from() : envelope.to();
    }
}
