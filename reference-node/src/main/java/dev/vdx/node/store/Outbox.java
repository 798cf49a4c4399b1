package dev.vdx.node.store;

import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.ReceiptKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What is to be sent. A task is leased to one sender at a time; a lease that runs out frees it. */
public final class Outbox {
    private static final String MESSAGE = "message";
    private static final String RECEIPT = "receipt";
    private static final String FETCH = "fetch";

    private final Handle handle;
    private final boolean sqlite;

    Outbox(Handle handle, boolean sqlite) {
        this.handle = handle;
        this.sqlite = sqlite;
    }

    /** Puts a message there. */
    public void add(MessageId message, PartyId peer, Optional<String> conversation, Instant now) {
        add(MESSAGE, message, "", peer, conversation, now);
    }

    /** Puts a receipt there. */
    public void add(MessageId message, ReceiptKind receipt, PartyId peer, Instant now) {
        add(RECEIPT, message, receipt.label(), peer, Optional.empty(), now);
    }

    /** Puts the fetching of a message's documents there. */
    public void addFetch(MessageId message, PartyId peer, Instant now) {
        add(FETCH, message, "", peer, Optional.empty(), now);
    }

    /** Forgets that a message's documents were to be fetched. */
    public void dropFetch(MessageId message) {
        handle.createUpdate("DELETE FROM outbox WHERE what = 'fetch' AND message_id = :message")
                .bind("message", message.toString())
                .execute();
    }

    private void add(
            String what, MessageId message, String receipt, PartyId peer, Optional<String> conversation, Instant now) {
        handle.createUpdate("""
                        INSERT INTO outbox (what, message_id, receipt_kind, peer, conversation, state, attempts, created, due, lease_until)
                        VALUES (:what, :message, :receipt, :peer, :conversation, 'waiting', 0, :now, :now, 0)
                        ON CONFLICT DO NOTHING""")
                .bind("what", what)
                .bind("message", message.toString())
                .bind("receipt", receipt)
                .bind("peer", peer.toString())
                .bind("conversation", conversation)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Whether anything may be taken now. */
    public boolean due(Instant now) {
        return handle.createQuery(
                        "SELECT 1 FROM outbox WHERE state = 'waiting' AND due <= :now AND lease_until <= :now LIMIT 1")
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /**
     * Takes tasks that are due, oldest first. Of a conversation only the first that is not done is taken, so that they
     * arrive in order; a dead one holds up those behind it until it is sent again or dropped.
     *
     * @param owner who takes them
     * @param lease how long nobody else may
     */
    public List<OutboxTask> take(String owner, Instant now, Duration lease, int most) {
        String skipLocked = sqlite ? "" : " FOR UPDATE OF o SKIP LOCKED";
        return handle.createQuery("""
                        UPDATE outbox SET lease_owner = :owner, lease_until = :until WHERE n IN (
                            SELECT o.n FROM outbox o WHERE o.state = 'waiting' AND o.due <= :now AND o.lease_until <= :now
                                AND (o.conversation IS NULL OR NOT EXISTS (SELECT 1 FROM outbox b WHERE b.peer = o.peer
                                    AND b.conversation = o.conversation AND b.n < o.n AND b.state IN ('waiting', 'dead')))
                            ORDER BY o.n LIMIT :most%s)
                        RETURNING n, what, message_id, receipt_kind, peer, attempts, created""".formatted(skipLocked))
                .bind("owner", owner)
                .bind("until", now.plus(lease).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map(Outbox::task)
                .list();
    }

    /** Prolongs this owner's leases of these tasks, unless they ended. */
    public void renew(String owner, Collection<Long> tasks, Instant until) {
        handle.createUpdate("""
                        UPDATE outbox SET lease_until = :until
                        WHERE n IN (<tasks>) AND lease_owner = :owner AND lease_until > 0 AND state = 'waiting'""")
                .bind("until", until.toEpochMilli())
                .bindList("tasks", List.copyOf(tasks))
                .bind("owner", owner)
                .execute();
    }

    /** Ends every lease: right where no other sender can be alive, at the start of a node that has its database alone. */
    public void release() {
        handle.createUpdate("UPDATE outbox SET lease_until = 0 WHERE lease_until > 0 AND state = 'waiting'")
                .execute();
    }

    /** It is done. */
    public void done(OutboxTask task) {
        move(task.n(), "done", Optional.empty());
    }

    /** Every task about this message itself is done: its receipt came. */
    public void done(MessageId message) {
        handle.createUpdate(
                        "UPDATE outbox SET state = 'done', lease_until = 0 WHERE what = 'message' AND message_id = :message")
                .bind("message", message.toString())
                .execute();
    }

    /** It is given up. */
    public void dead(OutboxTask task, String reason) {
        move(task.n(), "dead", Optional.of(reason));
    }

    private void move(long n, String state, Optional<String> reason) {
        handle.createUpdate("""
                        UPDATE outbox SET state = :state, reason = :reason, attempts = attempts + 1, lease_until = 0
                        WHERE n = :n AND state = 'waiting'""")
                .bind("state", state)
                .bind("reason", reason)
                .bind("n", n)
                .execute();
    }

    /** It is tried again then. */
    public void again(OutboxTask task, Instant due, String reason) {
        handle.createUpdate("""
                        UPDATE outbox SET due = :due, reason = :reason, attempts = attempts + 1, lease_until = 0
                        WHERE n = :n AND state = 'waiting'""")
                .bind("due", due.toEpochMilli())
                .bind("reason", reason)
                .bind("n", task.n())
                .execute();
    }

    /** Sends a dead message again, from the start; false where it is not dead. */
    public boolean resend(MessageId message, Instant now) {
        return handle.createUpdate("""
                                UPDATE outbox SET state = 'waiting', attempts = 0, created = :now, due = :now, lease_until = 0
                                WHERE message_id = :message AND what = 'message' AND state = 'dead'""")
                        .bind("now", now.toEpochMilli())
                        .bind("message", message.toString())
                        .execute()
                == 1;
    }

    /** How many tasks stand there: {@code waiting}, {@code dead}. */
    public long count(String state) {
        return handle.createQuery("SELECT COUNT(*) FROM outbox WHERE state = :state")
                .bind("state", state)
                .mapTo(Long.class)
                .one();
    }

    /** Why the message was not sent yet. */
    public Optional<String> reason(MessageId message) {
        return handle.createQuery("SELECT reason FROM outbox WHERE what = 'message' AND message_id = :message")
                .bind("message", message.toString())
                .map((row, context) -> Rows.text(row, "reason"))
                .findOne()
                .flatMap(r -> r);
    }

    private static OutboxTask task(ResultSet row, StatementContext context) throws SQLException {
        String receipt = row.getString("receipt_kind");
        return new OutboxTask(
                row.getLong("n"),
                MessageId.parse(row.getString("message_id")),
                receipt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ReceiptKind.valueOf(receipt.toUpperCase(Locale.ROOT))),
                row.getString("what").equals(FETCH),
                PartyId.parse(row.getString("peer")),
                row.getInt("attempts"),
                Rows.time(row, "created"));
    }
}
