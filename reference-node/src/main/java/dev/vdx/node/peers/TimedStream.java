package dev.vdx.node.peers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A body that must be whole within a time; after that it breaks, also for a reader who waits in it. */
final class TimedStream extends FilterInputStream {
    private final CompletableFuture<Void> cut;
    private volatile boolean late;

    TimedStream(InputStream body, Duration longest) {
        super(body);
        this.cut = CompletableFuture.runAsync(
                this::cut, CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void cut() {
        late = true;
        try {
            in.close();
        } catch (IOException e) {
            // Whoever reads learns it from the flag.
        }
    }

    @Override
    public int read() throws IOException {
        return timely(in.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return timely(in.read(bytes, offset, length));
    }

    /** A stream closed under its reader looks like one that came to its end. */
    private int timely(int read) throws IOException {
        if (late) {
            throw new IOException("the answer comes too slowly");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        cut.cancel(false);
        super.close();
    }
}
