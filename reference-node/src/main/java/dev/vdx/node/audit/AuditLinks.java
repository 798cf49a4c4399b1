package dev.vdx.node.audit;

import dev.vdx.node.store.AuditRow;
import java.util.Optional;

/** Follows the chain from its start, event by event. */
final class AuditLinks {
    private static final String START = "0".repeat(64);

    private long seq;
    private String previous = START;

    /** Whether this event is the next one, unchanged. */
    boolean follows(AuditRow event) {
        Optional<AuditRow.Link> link = event.link()
                .filter(l -> l.seq() == seq + 1)
                .filter(l -> l.previous().equals(previous))
                .filter(l -> l.hash().equals(AuditChain.hash(l.seq(), previous, event)));
        link.ifPresent(l -> {
            seq = l.seq();
            previous = l.hash();
        });
        return link.isPresent();
    }

    long events() {
        return seq;
    }

    String head() {
        return previous;
    }

    /** What it came to: all is whole, or the chain breaks after the events that were followed. */
    AuditChain.Check check(boolean whole) {
        return new AuditChain.Check(seq, previous, whole ? Optional.empty() : Optional.of(seq + 1));
    }
}
