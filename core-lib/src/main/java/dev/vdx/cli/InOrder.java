package dev.vdx.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Numbered pieces of work done on all processors, their results taken one by one in order; few wait to be taken. */
final class InOrder {
    private static final int AHEAD = 4;
    private static final int LONGEST_SECONDS = 15;

    private InOrder() {}

    /** One piece of work. */
    interface Work<T> {
        T of(int number) throws Refusal;
    }

    /** Takes one result. */
    interface Taker<T> {
        void take(int number, T result) throws Refusal;
    }

    /** Does the pieces from 0; the first refusal ends it. */
    static <T> void run(int count, Work<T> work, Taker<T> taker) throws Refusal {
        int threads = Math.min(count, Runtime.getRuntime().availableProcessors());
        if (threads <= 1) {
            for (int at = 0; at < count; at++) {
                taker.take(at, work.of(at));
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, InOrder::daemon);
        Deque<Future<T>> waiting = new ArrayDeque<>();
        try {
            int next = 0;
            for (int at = 0; at < count; at++) {
                for (; next < count && waiting.size() < AHEAD * threads; next++) {
                    int number = next;
                    waiting.add(pool.submit(() -> work.of(number)));
                }
                taker.take(at, result(waiting.remove()));
            }
        } finally {
            waiting.forEach(each -> each.cancel(false));
            end(pool);
        }
    }

    /** What is under way comes to its end, so that nothing stays half done. */
    private static void end(ExecutorService pool) {
        pool.shutdown();
        try {
            pool.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vdx-files");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> T result(Future<T> future) throws Refusal {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.input("stopped", "หยุดการทำงานแล้ว");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            } else if (e.getCause() instanceof RuntimeException defect) {
                throw defect;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e);
        }
    }
}
