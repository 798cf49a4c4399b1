package dev.vdx.node.store;

import java.util.Locale;

/** Where a message stands. */
public enum MessageState {
    /** Out: waits to be sent, or to be sent again. */
    QUEUED,
    /** Out: the other node has it and has not yet given a receipt. */
    PENDING,
    /** Out: the other node's receipt is here. In: ours is given. */
    DELIVERED,
    /** The receiving agency took it up. */
    ACCEPTED,
    /** The receiving agency refused it. */
    REJECTED,
    /** Out: given up, with a reason; can be sent again. */
    DEAD,
    /** In, a request: a person looks at it. */
    REVIEW,
    /** A request that was answered. */
    ANSWERED,
    /** In: its large documents are still being fetched. */
    FETCHING;

    /** The word in the database and in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
