package dev.vdx.cli;

import dev.vdx.model.SigningException;
import java.io.IOException;
import java.util.List;

/** A further part of {@code vdx demo}, found on the class path by {@link java.util.ServiceLoader}: the node tells the exchange. */
public interface DemoChapter {

    /** How many steps it tells. */
    int steps();

    /**
     * Tells it.
     *
     * @throws IOException if what it needs cannot be written or reached
     * @throws SigningException if a key of the sandbox does not sign
     * @throws InterruptedException if the demonstration is stopped
     */
    Ending tell(DemoStage stage, Story story) throws IOException, SigningException, InterruptedException;

    /** What is left when it was told. */
    interface Ending extends AutoCloseable {
        /** Arguments of {@code vdx} to try next, a line each. */
        List<String> tryNext();

        /** What people may open while it stays up, a line each in English; empty unless it was told to stay up. */
        List<String> addresses();

        @Override
        void close();
    }
}
