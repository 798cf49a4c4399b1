package dev.vdx.node.http;

import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener: what both have in common, errors above all. Nobody outside sees a stack trace. */
public final class Listener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int STOP_MILLIS = 10_000;

    private final Javalin javalin;

    private Listener(Javalin javalin) {
        this.javalin = javalin;
    }

    static Listener start(Endpoint endpoint, Consumer<JavalinConfig> routes) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.maxRequestSize = Body.MOST_JSON;
            config.http.defaultContentType = "application/json";
            config.router.treatMultipleSlashesAsSingleSlash = false;
            config.jetty.modifyServer(server -> {
                server.setStopTimeout(STOP_MILLIS);
                server.setErrorHandler(new WireErrors());
                // A request under way is answered before the listener stops; new ones are refused meanwhile.
                server.insertHandler(new GracefulHandler());
                server.insertHandler(new UnreadBodies());
                server.insertHandler(new SlowBodies(endpoint.slowest()));
            });
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setRequestHeaderSize(16 << 10);
            });
            config.jetty.addConnector(Connectors.of(endpoint));
            RateLimit rate = new RateLimit(endpoint.rate());
            config.routes.before(ctx -> {
                ctx.header("X-Content-Type-Options", "nosniff");
                rate.take(RemoteAddress.of(ctx.ip()));
                if (ctx.req().getContentLengthLong() > endpoint.largest()) {
                    throw new Refusal(413, "over-limit", "this node takes " + endpoint.largest() + " bytes");
                }
            });
            errors(config);
            routes.accept(config);
        });
        javalin.start();
        return new Listener(javalin);
    }

    private static void errors(JavalinConfig config) {
        config.routes.exception(Refusal.class, (e, ctx) -> {
            LOG.info("{} {} refused: {} {}", ctx.method(), ctx.endpoint().path, e.status(), e.code());
            Problem.answer(ctx, e.status(), e.code(), e.detail());
        });
        config.routes.exception(RateExceededException.class, (e, ctx) -> {
            LOG.info("{} asks too much", ctx.ip());
            ctx.header("Retry-After", Long.toString(e.seconds()));
            Problem.answer(ctx, 429, "too-many-requests", String.valueOf(e.getMessage()));
        });
        config.routes.exception(StoreException.class, (e, ctx) -> {
            LOG.error("the store does not work", e);
            Problem.answer(
                    ctx,
                    e.full() ? 507 : 503,
                    e.full() ? "store-full" : "store-unavailable",
                    "nothing was taken; try again later");
        });
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> Problem.answer(
                        ctx,
                        e.getStatus(),
                        e.getStatus() == 413 ? "over-limit" : "http-" + e.getStatus(),
                        e.getStatus() == 404 ? "no such address" : "the request is not one this node takes"));
        config.routes.exception(IOException.class, (e, ctx) -> {
            boolean slow = e.getCause() instanceof TimeoutException;
            LOG.info("a request broke off: {}", e.getClass().getSimpleName());
            Problem.answer(ctx, slow ? 408 : 400, slow ? "too-slow" : "broken-off", "the request did not come whole");
        });
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("a defect of this node, answering {}", ctx.method().name().toLowerCase(Locale.ROOT), e);
            Problem.answer(ctx, 500, "defect", "a defect of this node; its operator finds it in the log");
        });
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Finishes what is being answered, then stops. */
    @Override
    public void close() {
        javalin.stop();
    }
}
