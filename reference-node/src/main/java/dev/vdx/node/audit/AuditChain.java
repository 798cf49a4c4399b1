package dev.vdx.node.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Sha256;
import dev.vdx.node.store.AuditRow;
import dev.vdx.node.store.AuditRows;
import dev.vdx.node.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit record as a chain: each event's hash covers the event and the hash before it ({@code spec/exchange.md}, 9).
 * Events are written with the change they tell of, and linked here a moment later.
 */
public final class AuditChain {
    /** How many events are linked at once. */
    public static final int BATCH = 500;

    private final Database database;

    public AuditChain(Database database) {
        this.database = database;
    }

    /** Links the events that are not; one process at a time does. Returns how many. */
    public int link() {
        if (database.read(t -> t.audit().unlinked(1)).isEmpty()) {
            return 0;
        }
        return database.write(tables -> {
            AuditRows audit = tables.audit();
            AuditRow.Link head = audit.lockHead();
            List<AuditRow> events = audit.unlinked(BATCH);
            Map<Long, AuditRow.Link> links = new LinkedHashMap<>();
            for (AuditRow event : events) {
                head = new AuditRow.Link(head.seq() + 1, head.hash(), hash(head.seq() + 1, head.hash(), event));
                links.put(event.n(), head);
            }
            if (!events.isEmpty()) {
                audit.link(links);
                audit.moveHead(head);
            }
            return events.size();
        });
    }

    /**
     * What checking came to.
     *
     * @param events how many events are linked
     * @param head hash of the last one; worth writing down elsewhere
     * @param broken the first place where the chain does not hold, if there is one
     */
    public record Check(long events, String head, Optional<Long> broken) {}

    /** Checks every link. */
    public Check check() {
        try {
            return each(event -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes an event that was checked. */
    interface Taker {
        void take(AuditRow event) throws IOException;
    }

    /** Checks every link, giving each sound event on. */
    Check each(Taker taker) throws IOException {
        AuditLinks links = new AuditLinks();
        AuditRow.Link head;
        do {
            for (List<AuditRow> page = page(links.events() + 1); !page.isEmpty(); page = page(links.events() + 1)) {
                for (AuditRow event : page) {
                    if (!links.follows(event)) {
                        return links.check(false);
                    }
                    taker.take(event);
                }
            }
            head = database.read(t -> t.audit().head());
            // While the node runs the chain grows after the last page was read.
        } while (head.seq() > links.events() && !page(links.events() + 1).isEmpty());
        return links.check(head.seq() == links.events() && head.hash().equals(links.head()));
    }

    private List<AuditRow> page(long from) {
        return database.read(t -> t.audit().from(from, BATCH));
    }

    /** Each field with its length in front, so that no two events read the same. */
    static String hash(long seq, String previous, AuditRow event) {
        StringBuilder text = new StringBuilder(256);
        for (String field : List.of(
                Long.toString(seq),
                previous,
                Long.toString(event.at().toEpochMilli()),
                event.actor(),
                event.action(),
                event.subject(),
                event.detail())) {
            text.append(field.length()).append(':').append(field).append('\n');
        }
        return Sha256.of(text.toString().getBytes(UTF_8)).hex();
    }
}
