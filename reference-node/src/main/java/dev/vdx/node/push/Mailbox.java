package dev.vdx.node.push;

import dev.vdx.exchange.MessageId;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.StoredMessage;
import java.time.Clock;
import java.util.Optional;

/** What the agency does with stored messages, short of deciding on them. */
public final class Mailbox {
    private final Database database;
    private final Clock clock;

    public Mailbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The message of this id that went this way.
     *
     * @throws Refusal if there is none
     */
    public StoredMessage message(Direction direction, MessageId id) throws Refusal {
        return database.read(t -> t.messages().find(direction, id))
                .orElseThrow(() -> new Refusal(404, "no-such-message", "no message of this id went that way"));
    }

    /**
     * Notes that the agency has a message that came in; once is enough.
     *
     * @param actor who says so
     * @throws Refusal if there is no such message
     */
    public void acknowledge(MessageId id, String actor) throws Refusal {
        message(Direction.IN, id);
        database.change(t -> {
            if (t.messages().acknowledge(id, clock.instant())) {
                t.audit().add(clock.instant(), actor, "message.acknowledged", id.toString(), "");
            }
        });
    }

    /**
     * Sends a message again that was given up.
     *
     * @param actor who asks for it
     * @throws Refusal if it was not given up
     */
    public void resend(MessageId id, String actor) throws Refusal {
        boolean again = database.write(t -> {
            boolean found = t.outbox().resend(id, clock.instant());
            if (found) {
                t.messages().state(Direction.OUT, id, MessageState.QUEUED, Optional.empty());
                t.audit().add(clock.instant(), actor, "message.resent", id.toString(), "");
            }
            return found;
        });
        if (!again) {
            throw new Refusal(409, "not-dead", "only a message that was given up can be sent again");
        }
    }
}
