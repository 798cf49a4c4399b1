package dev.vdx.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.EnvelopeJson;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The messages, in and out. */
public final class Messages {
    /** In these words, or the index of them is not used. */
    private static final String UNREAD = "AND direction = 'in' AND fetched IS NULL";

    private final Handle handle;

    Messages(Handle handle) {
        this.handle = handle;
    }

    /** Adds one; false, and nothing happens, where that id went that way before. */
    public boolean add(StoredMessage message) {
        boolean added = insert(message);
        if (added) {
            for (DocumentEntry document : message.envelope().documents()) {
                if (document.byReference()) {
                    hold(message, document.digest());
                }
            }
        }
        return added;
    }

    private void hold(StoredMessage message, Sha256 digest) {
        handle.createUpdate("""
                        INSERT INTO held (direction, message_id, digest) VALUES (:direction, :id, :digest)
                        ON CONFLICT DO NOTHING""")
                .bind("direction", message.direction().label())
                .bind("id", message.envelope().id().toString())
                .bind("digest", digest.hex())
                .execute();
    }

    private boolean insert(StoredMessage message) {
        return handle.createUpdate("""
                                INSERT INTO message (direction, id, kind, peer, digest, size, payload, envelope, state, verdict,
                                    reply_to, replaces, client_key, created)
                                VALUES (:direction, :id, :kind, :peer, :digest, :size, 1, :envelope, :state, :verdict,
                                    :replyTo, :replaces, :clientKey, :created)
                                ON CONFLICT DO NOTHING""")
                        .bind("direction", message.direction().label())
                        .bind("id", message.envelope().id().toString())
                        .bind("kind", message.envelope().kind().label())
                        .bind("peer", message.peer().toString())
                        .bind("digest", message.digest().hex())
                        .bind("size", message.size())
                        .bind("envelope", new String(EnvelopeJson.write(message.envelope()), UTF_8))
                        .bind("state", message.state().label())
                        .bind("verdict", message.verdict())
                        .bind(
                                "replyTo",
                                message.envelope().reference().replyTo().map(MessageId::toString))
                        .bind(
                                "replaces",
                                message.envelope()
                                        .reference()
                                        .supersedes()
                                        .or(() -> message.envelope().reference().revokes())
                                        .map(MessageId::toString))
                        .bind("clientKey", message.clientKey())
                        .bind("created", message.created().toEpochMilli())
                        .execute()
                == 1;
    }

    /** The message of this id that went this way. */
    public Optional<StoredMessage> find(Direction direction, MessageId id) {
        return handle.createQuery("SELECT * FROM message WHERE direction = :direction AND id = :id")
                .bind("direction", direction.label())
                .bind("id", id.toString())
                .map(Messages::message)
                .findOne();
    }

    /** The message the agency's own system calls so. */
    public Optional<StoredMessage> byClientKey(String clientKey) {
        return handle.createQuery("SELECT * FROM message WHERE client_key = :key")
                .bind("key", clientKey)
                .map(Messages::message)
                .findOne();
    }

    /** Messages that answer, correct or revoke this one. */
    public List<StoredMessage> about(MessageId id) {
        return handle.createQuery("SELECT * FROM message WHERE reply_to = :id OR replaces = :id ORDER BY n LIMIT 100")
                .bind("id", id.toString())
                .map(Messages::message)
                .list();
    }

    /**
     * A page of messages, newest first.
     *
     * @param before only those stored before the message of this id
     * @param unread of those that came in, only what the agency's system has not acknowledged
     */
    public List<StoredMessage> list(Direction direction, Optional<MessageId> before, boolean unread, int most) {
        return list(direction, before, unread, Optional.empty(), most);
    }

    /** A page of messages, newest first, only those that stand there. */
    public List<StoredMessage> list(
            Direction direction, Optional<MessageId> before, boolean unread, Optional<MessageState> state, int most) {
        return handle.createQuery("""
                        SELECT * FROM message WHERE direction = :direction
                            AND n < COALESCE((SELECT n FROM message WHERE direction = :direction AND id = :before), 9223372036854775807)
                            AND (:state = '' OR state = :state) %s
                        ORDER BY n DESC LIMIT :most""".formatted(unread && direction == Direction.IN ? UNREAD : ""))
                .bind("direction", direction.label())
                .bind("before", before.map(MessageId::toString).orElse(""))
                .bind("state", state.map(MessageState::label).orElse(""))
                .bind("most", most)
                .map(Messages::message)
                .list();
    }

    /** How many went this way and stand there. */
    public long count(Direction direction, MessageState state) {
        return handle.createQuery("SELECT COUNT(*) FROM message WHERE direction = :direction AND state = :state")
                .bind("direction", direction.label())
                .bind("state", state.label())
                .mapTo(Long.class)
                .one();
    }

    private static MessageState state(ResultSet row) throws SQLException {
        return MessageState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    /** Moves it to another state. */
    public void state(Direction direction, MessageId id, MessageState state, Optional<String> note) {
        handle.createUpdate("UPDATE message SET state = :state, note = :note WHERE direction = :direction AND id = :id")
                .bind("state", state.label())
                .bind("note", note)
                .bind("direction", direction.label())
                .bind("id", id.toString())
                .execute();
    }

    /**
     * Moves it to another state, unless it has come further: what is told twice or late, or decided twice, changes nothing.
     *
     * @return whether it was moved
     */
    public boolean advance(
            Direction direction, MessageId id, MessageState state, Optional<String> note, Set<MessageState> further) {
        return handle.createUpdate("""
                                UPDATE message SET state = :state, note = :note
                                WHERE direction = :direction AND id = :id AND state NOT IN (<further>)""")
                        .bind("state", state.label())
                        .bind("note", note)
                        .bind("direction", direction.label())
                        .bind("id", id.toString())
                        .bindList(
                                "further",
                                further.stream().map(MessageState::label).toList())
                        .execute()
                == 1;
    }

    /** The agency's system has it; true the first time. */
    public boolean acknowledge(MessageId id, Instant time) {
        return handle.createUpdate(
                                "UPDATE message SET fetched = :time WHERE direction = 'in' AND id = :id AND fetched IS NULL")
                        .bind("time", time.toEpochMilli())
                        .bind("id", id.toString())
                        .execute()
                == 1;
    }

    /** Notes that its container is gone. */
    public void forgetPayload(Direction direction, MessageId id) {
        handle.createUpdate("UPDATE message SET payload = 0 WHERE direction = :direction AND id = :id")
                .bind("direction", direction.label())
                .bind("id", id.toString())
                .execute();
        handle.createUpdate("DELETE FROM held WHERE direction = :direction AND message_id = :id")
                .bind("direction", direction.label())
                .bind("id", id.toString())
                .execute();
    }

    /** Whether any message still needs this container or document. */
    public boolean needs(Sha256 digest) {
        return handle.createQuery("""
                                SELECT (SELECT COUNT(*) FROM message WHERE digest = :digest AND payload = 1)
                                    + (SELECT COUNT(*) FROM held WHERE digest = :digest)""")
                        .bind("digest", digest.hex())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static StoredMessage message(ResultSet row, StatementContext context) throws SQLException {
        try {
            return new StoredMessage(
                    Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                    EnvelopeJson.read(row.getString("envelope").getBytes(UTF_8)),
                    new Sha256(row.getString("digest")),
                    row.getLong("size"),
                    row.getInt("payload") == 1,
                    state(row),
                    Rows.text(row, "verdict"),
                    Rows.text(row, "note"),
                    Rows.text(row, "client_key"),
                    Rows.time(row, "created"),
                    Rows.optionalTime(row, "fetched"));
        } catch (ExchangeException e) {
            throw new SQLException("the envelope of message " + row.getString("id") + " is damaged", e);
        }
    }
}
