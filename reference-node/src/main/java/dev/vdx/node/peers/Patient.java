package dev.vdx.node.peers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A body another node sends: where nothing comes for that long, or only drips, reading it fails. */
final class Patient extends FilterInputStream {
    /** Bytes that must come within each span of patience, unless the body ends. */
    private static final long LEAST = 1024;

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vdx-patience");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> watch;
    private final AtomicLong count = new AtomicLong();
    private long before;
    private volatile boolean tooSlow;

    Patient(InputStream in, Duration patience) {
        super(in);
        long millis = patience.toMillis();
        this.watch = WATCH.scheduleAtFixedRate(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = count.get();
        if (now - before < LEAST) {
            tooSlow = true;
            try {
                in.close();
            } catch (IOException e) {
                // Who reads is told by tooSlow.
                watch.cancel(false);
            }
        }
        before = now;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n;
        try {
            n = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw tooSlow ? slow() : e;
        }
        if (tooSlow) {
            throw slow();
        }
        if (n > 0) {
            count.addAndGet(n);
        }
        return n;
    }

    private static IOException slow() {
        return new SocketTimeoutException("the other node sends too slowly");
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }
}
