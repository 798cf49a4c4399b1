package dev.vdx.node.push;

import dev.vdx.exchange.Sha256;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Documents handed in so long ago that no draft is to be expected any more: deleted, unless a message lends them. */
public final class UnsentDocuments {
    private static final int AT_ONCE = 100;

    private final Database database;
    private final Blobs blobs;
    private final Duration keep;
    private final Clock clock;

    /**
     * Makes one.
     *
     * @param keep how long they wait for their draft
     */
    public UnsentDocuments(Database database, Blobs blobs, Duration keep, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Forgets those that are over.
     *
     * @return how many were looked at
     */
    public int clear() {
        Instant then = clock.instant().minus(keep);
        List<Sha256> old = database.read(t -> t.staged().before(then, AT_ONCE));
        for (Sha256 digest : old) {
            // The file goes before the row does: a row without a file only asks for the document again.
            database.change(t -> {
                if (t.staged().remove(digest, then) && !t.messages().needs(digest)) {
                    blobs.delete(digest);
                }
            });
        }
        return old.size();
    }
}
