package dev.vdx.node;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that do the same again and again, and rest where there is nothing to do. */
final class Workers implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final long AFTER_FAILURE_MILLIS = 1_000;
    private static final long STOP_MILLIS = 15_000;

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Work that says how much of it there was. */
    interface Work {
        int run() throws InterruptedException;
    }

    void add(String name, long restMillis, Work work) {
        Thread thread = new Thread(() -> loop(name, restMillis, work), "vdx-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void loop(String name, long restMillis, Work work) {
        try {
            while (stopping.getCount() > 0) {
                rest(restMillis, name, work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(long restMillis, String name, Work work) throws InterruptedException {
        try {
            if (work.run() == 0) {
                pause(restMillis);
            }
        } catch (RuntimeException e) {
            LOG.warn("{} failed; it goes on", name, e);
            pause(AFTER_FAILURE_MILLIS);
        }
    }

    /** Sleeps, but not through a stop. */
    private void pause(long millis) throws InterruptedException {
        if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
            LOG.trace("stopping");
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        for (Thread thread : threads) {
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
