package dev.vdx.node;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that do the same again and again, and rest where there is nothing to do. */
final class Workers implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final long AFTER_FAILURE_MILLIS = 1_000;
    private static final long STOP_MILLIS = 15_000;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

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
            while (!stopping) {
                rest(restMillis, name, work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rest(long restMillis, String name, Work work) throws InterruptedException {
        try {
            if (work.run() == 0) {
                Thread.sleep(restMillis);
            }
        } catch (RuntimeException e) {
            LOG.warn("{} failed; it goes on", name, e);
            Thread.sleep(AFTER_FAILURE_MILLIS);
        }
    }

    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
