package dev.vdx;

import dev.vdx.model.SigningException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Several threads that do numbered pieces of work; the first failure stops them all. */
final class Crew {
    private final int threads;

    /** One piece of work. */
    interface Work {
        void at(int number) throws SigningException, IOException;
    }

    Crew(int threads) {
        this.threads = threads;
    }

    /**
     * Does the pieces from 0; when this returns or throws, nobody works any more.
     *
     * @throws InterruptedIOException if this thread was interrupted
     */
    void each(int count, Work work) throws SigningException, IOException {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Callable<Boolean> worker = () -> {
            boolean done = false;
            try {
                for (int at = next.getAndIncrement(); at < count && !stop.get(); at = next.getAndIncrement()) {
                    work.at(at);
                }
                done = true;
            } finally {
                stop.compareAndSet(false, !done);
            }
            return done;
        };
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, Math.max(1, count)));
        List<Future<Boolean>> futures = Stream.generate(() -> pool.submit(worker))
                .limit(Math.min(threads, Math.max(1, count)))
                .toList();
        try {
            for (Future<Boolean> each : futures) {
                each.get();
            }
        } catch (InterruptedException e) {
            stop.set(true);
            InterruptedIOException interrupted = new InterruptedIOException("stopped");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            stop.set(true);
            throw failure(e);
        } finally {
            end(pool);
        }
    }

    /** Not by interrupting them, which would close what they read and look like a fault of the disk. */
    private static void end(ExecutorService pool) {
        pool.shutdown();
        boolean interrupted = Thread.interrupted();
        while (!pool.isTerminated()) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException failure(ExecutionException e) throws SigningException {
        Throwable cause = e.getCause();
        if (cause instanceof SigningException signing) {
            throw signing;
        } else if (cause instanceof IOException io) {
            return io;
        } else if (cause instanceof RuntimeException runtime) {
            throw runtime;
        } else if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
