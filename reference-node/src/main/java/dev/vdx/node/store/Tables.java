package dev.vdx.node.store;

import org.jdbi.v3.core.Handle;

/** The tables within one transaction. */
public final class Tables {
    private final Handle handle;
    private final boolean sqlite;

    Tables(Handle handle, boolean sqlite) {
        this.handle = handle;
        this.sqlite = sqlite;
    }

    /** Messages, in and out. */
    public Messages messages() {
        return new Messages(handle);
    }

    /** Receipts, given and got. */
    public Receipts receipts() {
        return new Receipts(handle);
    }

    /** Messages that wait for their documents. */
    public Fetching fetching() {
        return new Fetching(handle);
    }

    /** What is to be sent. */
    public Outbox outbox() {
        return new Outbox(handle, sqlite);
    }

    /** Documents handed in. */
    public Staged staged() {
        return new Staged(handle);
    }

    /** Keys of the agency's own systems. */
    public ApiKeys apiKeys() {
        return new ApiKeys(handle);
    }

    /** Editions of the directory. */
    public DirectoryRows directory() {
        return new DirectoryRows(handle);
    }

    /** The audit record. */
    public AuditRows audit() {
        return new AuditRows(handle, sqlite);
    }
}
