package dev.vdx.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.EnvelopeJson;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Messages that came in and wait for their documents by reference. */
public final class Fetching {
    private final Handle handle;

    Fetching(Handle handle) {
        this.handle = handle;
    }

    /**
     * A message that waits.
     *
     * @param envelope what it says of itself
     * @param digest of its container
     * @param size of its container, in bytes
     * @param refused why it will not be taken, to be told to its sender
     */
    public record Waiting(Envelope envelope, Sha256 digest, long size, Optional<Reason> refused) {}

    /** Why a message is not taken, as a problem report says it. */
    public record Reason(int status, String code, String detail) {}

    /** Adds one; false, and nothing happens, where it waits already. */
    public boolean add(Envelope envelope, Sha256 digest, long size, Instant now) {
        return handle.createUpdate("""
                                INSERT INTO fetching (message_id, digest, size, envelope, created)
                                VALUES (:id, :digest, :size, :envelope, :now) ON CONFLICT DO NOTHING""")
                        .bind("id", envelope.id().toString())
                        .bind("digest", digest.hex())
                        .bind("size", size)
                        .bind("envelope", new String(EnvelopeJson.write(envelope), UTF_8))
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** The message of this id. */
    public Optional<Waiting> find(MessageId id) {
        return handle.createQuery("SELECT * FROM fetching WHERE message_id = :id")
                .bind("id", id.toString())
                .map(Fetching::waiting)
                .findOne();
    }

    /** Notes why it will not be taken. */
    public void refuse(MessageId id, Reason reason) {
        handle.createUpdate("""
                        UPDATE fetching SET refused_status = :status, refused_code = :code, refused_detail = :detail
                        WHERE message_id = :id""")
                .bind("status", reason.status())
                .bind("code", reason.code())
                .bind("detail", reason.detail())
                .bind("id", id.toString())
                .execute();
    }

    /** It waits no more. */
    public void remove(MessageId id) {
        handle.createUpdate("DELETE FROM fetching WHERE message_id = :id")
                .bind("id", id.toString())
                .execute();
    }

    private static Waiting waiting(ResultSet row, StatementContext context) throws SQLException {
        int status = row.getInt("refused_status");
        Optional<Reason> refused = row.wasNull()
                ? Optional.empty()
                : Optional.of(new Reason(status, row.getString("refused_code"), row.getString("refused_detail")));
        try {
            return new Waiting(
                    EnvelopeJson.read(row.getString("envelope").getBytes(UTF_8)),
                    new Sha256(row.getString("digest")),
                    row.getLong("size"),
                    refused);
        } catch (ExchangeException e) {
            throw new SQLException("the envelope of a waiting message is damaged", e);
        }
    }
}
