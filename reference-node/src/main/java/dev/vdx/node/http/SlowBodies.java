package dev.vdx.node.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Cuts bodies that drip: after some seconds' grace each must have come at a least rate, on average. */
final class SlowBodies extends Handler.Wrapper {
    private static final long GRACE_SECONDS = 5;

    private final long slowest;

    /** Of this many bytes a second; 0 for no limit. */
    SlowBodies(long slowest) {
        this.slowest = slowest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Timed(request), response, callback);
    }

    private final class Timed extends Request.Wrapper {
        private final long begun = System.nanoTime();
        private long bytes;

        Timed(Request request) {
            super(request);
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes += chunk.remaining();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            if (seconds >= GRACE_SECONDS && bytes < slowest * seconds && !chunk.isLast()) {
                chunk.release();
                return Content.Chunk.from(new TimeoutException("a body comes too slowly"), true);
            }
            return chunk;
        }
    }
}
