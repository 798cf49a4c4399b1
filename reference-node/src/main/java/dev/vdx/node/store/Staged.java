package dev.vdx.node.store;

import dev.vdx.exchange.Sha256;
import java.time.Instant;
import java.util.List;
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

    /** Those handed in before then, the oldest first, at most so many. */
    public List<Sha256> before(Instant then, int most) {
        return handle.createQuery("SELECT digest FROM staged WHERE created < :then ORDER BY created LIMIT :most")
                .bind("then", then.toEpochMilli())
                .bind("most", most)
                .mapTo(String.class)
                .map(Sha256::new)
                .list();
    }

    /**
     * Notes that one is used now; whoever would remove it waits for the end of this transaction, and then finds it young.
     *
     * @return whether it is still there
     */
    public boolean touch(Sha256 digest, Instant now) {
        return handle.createUpdate("UPDATE staged SET created = :now WHERE digest = :digest")
                        .bind("digest", digest.hex())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /**
     * Forgets one that was handed in, or used, before then.
     *
     * @return whether it did
     */
    public boolean remove(Sha256 digest, Instant then) {
        return handle.createUpdate("DELETE FROM staged WHERE digest = :digest AND created < :then")
                        .bind("digest", digest.hex())
                        .bind("then", then.toEpochMilli())
                        .execute()
                == 1;
    }
}
