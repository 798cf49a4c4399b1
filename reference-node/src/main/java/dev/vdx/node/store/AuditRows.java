package dev.vdx.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The audit record. Rows are added and linked, never changed or removed. */
public final class AuditRows {
    private final Handle handle;
    private final boolean sqlite;

    AuditRows(Handle handle, boolean sqlite) {
        this.handle = handle;
        this.sqlite = sqlite;
    }

    /** Adds an event. */
    public void add(Instant at, String actor, String action, String subject, String detail) {
        handle.createUpdate("""
                        INSERT INTO audit (at, actor, action, subject, detail)
                        VALUES (:at, :actor, :action, :subject, :detail)""")
                .bind("at", at.toEpochMilli())
                .bind("actor", actor)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }

    /** Where the chain ends; others wait until this transaction is over. */
    public AuditRow.Link lockHead() {
        return head(sqlite ? "" : " FOR UPDATE");
    }

    /** Where the chain ends. */
    public AuditRow.Link head() {
        return head("");
    }

    private AuditRow.Link head(String lock) {
        return handle.createQuery("SELECT seq, hash FROM audit_head WHERE id = 1" + lock)
                .map((row, context) -> new AuditRow.Link(row.getLong("seq"), "", row.getString("hash")))
                .one();
    }

    /** Events the chain is not closed over yet, oldest first. */
    public List<AuditRow> unlinked(int most) {
        return handle.createQuery("SELECT * FROM audit WHERE seq IS NULL ORDER BY n LIMIT :most")
                .bind("most", most)
                .map(AuditRows::row)
                .list();
    }

    /** Links an event. */
    public void link(AuditRow event, AuditRow.Link link) {
        handle.createUpdate("UPDATE audit SET seq = :seq, previous = :previous, hash = :hash WHERE n = :n")
                .bind("seq", link.seq())
                .bind("previous", link.previous())
                .bind("hash", link.hash())
                .bind("n", event.n())
                .execute();
    }

    /** Moves the end of the chain to this link. */
    public void moveHead(AuditRow.Link link) {
        handle.createUpdate("UPDATE audit_head SET seq = :seq, hash = :hash WHERE id = 1")
                .bind("seq", link.seq())
                .bind("hash", link.hash())
                .execute();
    }

    /** Linked events from this place in the chain, in its order. */
    public List<AuditRow> from(long seq, int most) {
        return handle.createQuery("SELECT * FROM audit WHERE seq >= :seq ORDER BY seq LIMIT :most")
                .bind("seq", seq)
                .bind("most", most)
                .map(AuditRows::row)
                .list();
    }

    /** Events about this subject, oldest first. */
    public List<AuditRow> about(String subject) {
        return handle.createQuery("SELECT * FROM audit WHERE subject = :subject ORDER BY n LIMIT 200")
                .bind("subject", subject)
                .map(AuditRows::row)
                .list();
    }

    private static AuditRow row(ResultSet row, StatementContext context) throws SQLException {
        long seq = row.getLong("seq");
        Optional<AuditRow.Link> link = row.wasNull()
                ? Optional.empty()
                : Optional.of(new AuditRow.Link(seq, row.getString("previous"), row.getString("hash")));
        return new AuditRow(
                row.getLong("n"),
                Rows.time(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                link);
    }
}
