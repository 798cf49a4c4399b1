package dev.vdx;

import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import java.io.IOException;
import java.util.Optional;

/** How far below the level asked for signing or raising stayed, where it may stay below at all. Not shared. */
final class Shortfall {
    private final boolean allowed;
    private Optional<Level> reached = Optional.empty();
    private Optional<SigningException> why = Optional.empty();

    private Shortfall(boolean allowed) {
        this.allowed = allowed;
    }

    /** The level is reached or nothing is. */
    static Shortfall forbidden() {
        return new Shortfall(false);
    }

    /** A lower level will do while a service is down. */
    static Shortfall allowed() {
        return new Shortfall(true);
    }

    /** What brings a document further. */
    interface Step {
        void take() throws SigningException, IOException;
    }

    /**
     * Takes a step.
     *
     * @param until the level that is reached without it
     * @return false where a service that is needed for it does not serve, and it may stay at that
     * @throws SigningException if the step fails otherwise
     */
    boolean took(Level until, Step step) throws SigningException, IOException {
        try {
            step.take();
            return true;
        } catch (SigningException e) {
            stay(until, e);
            return false;
        }
    }

    /**
     * Stays at a level.
     *
     * @throws SigningException this one, if it may not, or waiting would not help
     */
    void stay(Level at, SigningException because) throws SigningException {
        if (!allowed || !because.problem().passes() || Thread.currentThread().isInterrupted()) {
            throw because;
        }
        reached = Optional.of(at);
        why = Optional.of(because);
    }

    /** The level, if it is lower than asked for. */
    Optional<Level> reached() {
        return reached;
    }

    /** Why it is. */
    Optional<SigningException> why() {
        return why;
    }
}
