package dev.vdx.node.store;

import dev.vdx.exchange.Sha256;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Editions of the directory that were good. */
public final class DirectoryRows {
    private final Handle handle;

    DirectoryRows(Handle handle) {
        this.handle = handle;
    }

    /** Keeps one. */
    public void add(long sequence, String signed, Sha256 digest, Instant now) {
        handle.createUpdate("""
                        INSERT INTO directory (sequence, body, digest, created) VALUES (:sequence, :body, :digest, :now)
                        ON CONFLICT DO NOTHING""")
                .bind("sequence", sequence)
                .bind("body", signed)
                .bind("digest", digest.hex())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** The newest, as it was signed. */
    public Optional<String> newest() {
        return handle.createQuery("SELECT body FROM directory ORDER BY sequence DESC LIMIT 1")
                .mapTo(String.class)
                .findOne();
    }
}
