package dev.vdx.node.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Sha256;
import dev.vdx.node.store.AuditRow;
import dev.vdx.node.store.AuditRows;
import dev.vdx.node.store.Database;
import java.util.List;
import java.util.Optional;

/**
 * The audit record as a chain: each event's hash covers the event and the hash before it ({@code spec/exchange.md}, 9).
 * Events are written with the change they tell of, and linked here a moment later.
 */
public final class AuditChain {
    private static final int BATCH = 500;
    private static final String START = "0".repeat(64);

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
            for (AuditRow event : events) {
                AuditRow.Link link =
                        new AuditRow.Link(head.seq() + 1, head.hash(), hash(head.seq() + 1, head.hash(), event));
                audit.link(event, link);
                head = link;
            }
            if (!events.isEmpty()) {
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
        String previous = START;
        long seq = 0;
        List<AuditRow> page = page(1);
        while (!page.isEmpty()) {
            for (AuditRow event : page) {
                AuditRow.Link link = event.link().orElseThrow();
                if (link.seq() != seq + 1
                        || !link.previous().equals(previous)
                        || !link.hash().equals(hash(link.seq(), previous, event))) {
                    return new Check(seq, previous, Optional.of(seq + 1));
                }
                seq = link.seq();
                previous = link.hash();
            }
            page = page(seq + 1);
        }
        AuditRow.Link head = database.read(t -> t.audit().head());
        boolean whole = head.seq() == seq && head.hash().equals(previous);
        return new Check(seq, previous, whole ? Optional.empty() : Optional.of(seq + 1));
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
