package dev.vdx.node.store;

import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.ReceiptKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Signed receipts: those we gave for messages that came in, those we were given for messages that went out. */
public final class Receipts {
    private final Handle handle;

    Receipts(Handle handle) {
        this.handle = handle;
    }

    /**
     * A signed receipt.
     *
     * @param kind what it says
     * @param body as it was signed
     */
    public record SignedReceiptRow(ReceiptKind kind, String body) {}

    /**
     * Adds one; false, and nothing happens, where there is one of that kind.
     *
     * @param direction which way the message went
     */
    public boolean add(Direction direction, MessageId message, ReceiptKind kind, String body, long created) {
        return handle.createUpdate("""
                                INSERT INTO receipt (direction, message_id, kind, body, created)
                                VALUES (:direction, :message, :kind, :body, :created) ON CONFLICT DO NOTHING""")
                        .bind("direction", direction.label())
                        .bind("message", message.toString())
                        .bind("kind", kind.label())
                        .bind("body", body)
                        .bind("created", created)
                        .execute()
                == 1;
    }

    /** The receipt of this kind. */
    public Optional<String> find(Direction direction, MessageId message, ReceiptKind kind) {
        return of(direction, message).stream()
                .filter(r -> r.kind() == kind)
                .map(SignedReceiptRow::body)
                .findFirst();
    }

    /** Every receipt for a message, in the order they were made. */
    public List<SignedReceiptRow> of(Direction direction, MessageId message) {
        return handle.createQuery("""
                        SELECT kind, body FROM receipt WHERE direction = :direction AND message_id = :message
                        ORDER BY created, kind DESC""")
                .bind("direction", direction.label())
                .bind("message", message.toString())
                .map((row, context) -> new SignedReceiptRow(
                        ReceiptKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("body")))
                .list();
    }
}
