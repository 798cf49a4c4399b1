package dev.vdx.node.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An event of the audit record.
 *
 * @param n its place in the database
 * @param at when
 * @param actor who: a party, an API key, {@code node}, {@code operator}
 * @param action what was done, such as {@code message.received}
 * @param subject to what, mostly a message's id
 * @param detail digests, codes, counts; no personal data
 * @param link its place in the chain; absent for the moment until the chain is closed over it
 */
public record AuditRow(
        long n, Instant at, String actor, String action, String subject, String detail, Optional<Link> link) {

    /**
     * Where an event stands in the chain.
     *
     * @param seq counts from 1 without a gap
     * @param previous hash of the event before
     * @param hash of this one
     */
    public record Link(long seq, String previous, String hash) {}
}
