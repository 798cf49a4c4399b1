package dev.vdx.node.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a database that has one writer. What waits while one transaction is made durable goes into the next together: one
 * wait for the disk for all of it, and each of it still wholly or not at all.
 */
final class OneWriter {
    private static final int MOST_TOGETHER = 64;
    private static final String SAVEPOINT = "work";

    private final Jdbi jdbi;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Queue<Work<?>> waiting = new ArrayDeque<>();

    OneWriter(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Does this work; when it returns it is on the disk. What the work throws is thrown here, and nothing of it is done. */
    <T> T write(Function<Handle, T> task) {
        Work<T> work = new Work<>(task);
        synchronized (waiting) {
            waiting.add(work);
        }
        writing.lock();
        try {
            if (!work.ended) {
                together(batchWith(work));
            }
        } finally {
            writing.unlock();
        }
        return work.result();
    }

    /** The lock is fair and work is queued before it is asked for, but two may pass each other in between. */
    private List<Work<?>> batchWith(Work<?> own) {
        List<Work<?>> batch = new ArrayList<>();
        synchronized (waiting) {
            waiting.remove(own);
            batch.add(own);
            while (!waiting.isEmpty() && batch.size() < MOST_TOGETHER) {
                batch.add(waiting.remove());
            }
        }
        return batch;
    }

    private void together(List<Work<?>> batch) {
        try {
            if (batch.size() == 1) {
                jdbi.useTransaction(batch.get(0)::run);
            } else {
                jdbi.useTransaction(handle -> batch.forEach(work -> apart(handle, work)));
            }
            batch.forEach(Work::end);
        } catch (RuntimeException e) {
            batch.forEach(work -> work.fail(e));
        }
    }

    /** One's failure is not the others'. */
    private static void apart(Handle handle, Work<?> work) {
        handle.savepoint(SAVEPOINT);
        try {
            work.run(handle);
            handle.releaseSavepoint(SAVEPOINT);
        } catch (RuntimeException e) {
            work.fail(e);
            handle.rollbackToSavepoint(SAVEPOINT);
        }
    }

    /** Only touched by who holds the lock, but for the task. */
    private static final class Work<T> {
        private final Function<Handle, T> task;
        private @Nullable T made;
        private @Nullable RuntimeException failure;
        private boolean ended;

        Work(Function<Handle, T> task) {
            this.task = task;
        }

        void run(Handle handle) {
            made = task.apply(handle);
        }

        void fail(RuntimeException e) {
            if (!ended) {
                failure = e;
                ended = true;
            }
        }

        void end() {
            ended = true;
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            if (made == null) {
                throw new IllegalStateException("work without a result");
            }
            return made;
        }
    }
}
