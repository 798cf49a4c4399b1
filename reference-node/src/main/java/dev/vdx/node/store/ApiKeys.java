package dev.vdx.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Keys of the agency's own systems; of the secret only its hash. */
public final class ApiKeys {
    private final Handle handle;

    ApiKeys(Handle handle) {
        this.handle = handle;
    }

    /** Adds one. */
    public void add(ApiKeyRow key) {
        handle.createUpdate("""
                        INSERT INTO api_key (id, hash, name, scopes, created)
                        VALUES (:id, :hash, :name, :scopes, :created)""")
                .bind("id", key.id())
                .bind("hash", key.hash())
                .bind("name", key.name())
                .bind("scopes", String.join(" ", key.scopes()))
                .bind("created", key.created().toEpochMilli())
                .execute();
    }

    /** The key of this id. */
    public Optional<ApiKeyRow> find(String id) {
        return handle.createQuery("SELECT * FROM api_key WHERE id = :id")
                .bind("id", id)
                .map(ApiKeys::row)
                .findOne();
    }

    /** Every key, oldest first. */
    public List<ApiKeyRow> list() {
        return handle.createQuery("SELECT * FROM api_key ORDER BY created, id")
                .map(ApiKeys::row)
                .list();
    }

    private static ApiKeyRow row(ResultSet row, StatementContext context) throws SQLException {
        return new ApiKeyRow(
                row.getString("id"),
                row.getString("hash"),
                row.getString("name"),
                List.of(row.getString("scopes").split(" ")),
                Rows.time(row, "created"),
                Rows.optionalTime(row, "revoked"));
    }

    /** Takes one back; false where there is none. */
    public boolean revoke(String id, Instant now) {
        return handle.createUpdate("UPDATE api_key SET revoked = :now WHERE id = :id AND revoked IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("id", id)
                        .execute()
                == 1;
    }
}
