package dev.vdx.node.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what is left of a body that was answered unread. A connection closed with bytes still coming is reset, and whoever sends first and listens after
 * then never sees why it was refused (RFC 9112 section 9.6).
 */
final class UnreadBodies extends Handler.Wrapper {
    private static final long MOST = 64L << 20;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Rest rest = new Rest(request);
        return super.handle(rest, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                forgetBrokenParts(request);
                rest.take(System.nanoTime() + MOST_NANOS, super::succeeded);
            }
        });
    }

    /** Jetty 12.1.13 looks for parts to clean up, throws where they could not be read, and leaves the connection hanging. */
    private static void forgetBrokenParts(Request request) {
        String name = MultiPartFormData.class.getName();
        if (request.getAttribute(name) instanceof CompletableFuture<?> parts && parts.isCompletedExceptionally()) {
            request.removeAttribute(name);
        }
    }

    private static final class Rest extends Request.Wrapper {
        private long bytes;

        Rest(Request request) {
            super(request);
        }

        /** What has come already; unlike Jetty's own, a body that goes on coming is not given up. */
        @Override
        public boolean consumeAvailable() {
            Content.Chunk chunk = next();
            while (chunk != null && !chunk.isLast() && bytes < MOST) {
                chunk = next();
            }
            return chunk != null && chunk.isLast() && !Content.Chunk.isFailure(chunk);
        }

        private Content.@Nullable Chunk next() {
            Content.Chunk chunk = read();
            if (chunk != null) {
                bytes += chunk.remaining();
                chunk.release();
            }
            return chunk;
        }

        void take(long until, Runnable then) {
            while (bytes < MOST && System.nanoTime() - until < 0) {
                Content.Chunk chunk = next();
                if (chunk == null) {
                    demand(() -> take(until, then));
                    return;
                }
                if (chunk.isLast()) {
                    break;
                }
            }
            then.run();
        }
    }
}
