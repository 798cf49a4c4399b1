package dev.vdx.node.peers;

import java.io.IOException;
import java.util.Optional;

/** Where editions of the directory come from. Used by one thread at a time. */
public interface DirectorySource {
    /** Largest directory, in bytes. */
    int LARGEST = 16 << 20;

    /**
     * The edition that is there now, as it was signed; empty where it is the one given before.
     *
     * @throws IOException if there is none to be had just now
     */
    Optional<String> read() throws IOException;

    /** What was read last is refused, so the next read gives it again. */
    default void refused() {}
}
