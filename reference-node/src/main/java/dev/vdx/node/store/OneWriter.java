package dev.vdx.node.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a database that has one writer. What waits while one transaction is made durable goes into the next together: one
 * wait for the disk for all of it, and each of it still wholly or not at all. First come, first served.
 */
final class OneWriter {
    private static final int MOST_TOGETHER = 64;

    private final Jdbi jdbi;
    /** Guards itself and {@code busy}; empty while nobody writes. */
    private final Queue<Work<?>> waiting = new ArrayDeque<>();

    private boolean busy;

    OneWriter(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Does this work; when it returns it is on the disk. What the work throws is thrown here, and nothing of it is done. It may be
     * done again after it was undone, where another's beside it failed.
     */
    <T> T write(Function<Handle, T> task) {
        Work<T> work = new Work<>(task);
        if (!first(work)) {
            work.turn.acquireUninterruptibly();
        }
        // Whoever's turn it is does its own work and that of those who wait; of them, who is woken later finds it done.
        if (!work.ended) {
            lead();
        }
        return work.result();
    }

    private boolean first(Work<?> work) {
        synchronized (waiting) {
            waiting.add(work);
            boolean first = !busy;
            busy = true;
            return first;
        }
    }

    private void lead() {
        List<Work<?>> batch = new ArrayList<>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && batch.size() < MOST_TOGETHER) {
                batch.add(waiting.remove());
            }
        }
        try {
            together(batch);
        } finally {
            batch.forEach(Work::end);
            next();
            // The first of them is who is here.
            batch.subList(1, batch.size()).forEach(work -> work.turn.release());
        }
    }

    private void next() {
        synchronized (waiting) {
            Work<?> next = waiting.peek();
            if (next == null) {
                busy = false;
            } else {
                next.turn.release();
            }
        }
    }

    private void together(List<Work<?>> batch) {
        List<Work<?>> left = new ArrayList<>(batch);
        while (!left.isEmpty()) {
            try {
                jdbi.useTransaction(handle -> left.forEach(work -> work.run(handle)));
                left.forEach(Work::committed);
                return;
            } catch (RuntimeException e) {
                // One's failure is not the others': they begin anew without it. What is no one's failure is everyone's.
                if (!left.removeIf(Work::failed)) {
                    left.forEach(work -> work.fail(e));
                    return;
                }
            }
        }
    }

    /** Touched by who leads; by who waits for it only before and after. */
    private static final class Work<T> {
        private final Function<Handle, T> task;
        private final Semaphore turn = new Semaphore(0);
        private @Nullable T made;
        private @Nullable RuntimeException failure;
        private boolean committed;
        private boolean ended;

        Work(Function<Handle, T> task) {
            this.task = task;
        }

        void run(Handle handle) {
            try {
                made = task.apply(handle);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        boolean failed() {
            return failure != null;
        }

        void fail(RuntimeException e) {
            failure = e;
        }

        void committed() {
            committed = true;
        }

        void end() {
            ended = true;
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            if (!committed || made == null) {
                throw new IllegalStateException("whoever did this work broke down, or it has no result");
            }
            return made;
        }
    }
}
