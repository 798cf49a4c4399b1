package dev.vdx.cli;

import java.io.Closeable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work that is stopped by Ctrl-C or SIGTERM come to an end that leaves nothing unfinished. */
final class StopHook implements Closeable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private StopHook(Runnable stop) {
        this.hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "vdx-stop");
    }

    /** Tells the work to stop, and waits until this is closed. */
    static StopHook of(Runnable stop) {
        StopHook stopping = new StopHook(stop);
        Runtime.getRuntime().addShutdownHook(stopping.hook);
        return stopping;
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is what stopped us.
        }
    }
}
