package dev.vdx.node.store;

import dev.vdx.exchange.Sha256;
import java.time.Instant;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Documents the agency's system handed in, before a message takes them. */
public final class Staged {
    private final Handle handle;

    Staged(Handle handle) {
        this.handle = handle;
    }

    /** Notes one. */
    public void add(Sha256 digest, long size, Instant now) {
        handle.createUpdate("""
                        INSERT INTO staged (digest, size, created) VALUES (:digest, :size, :now)
                        ON CONFLICT (digest) DO UPDATE SET created = :now""")
                .bind("digest", digest.hex())
                .bind("size", size)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** The size of one, if it is there. */
    public OptionalLong size(Sha256 digest) {
        return handle.createQuery("SELECT size FROM staged WHERE digest = :digest")
                .bind("digest", digest.hex())
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
