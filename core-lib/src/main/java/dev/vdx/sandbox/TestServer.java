package dev.vdx.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on loopback that answers whatever a test wants, rightly or wrongly. For tests and the sandbox only.
 */
public final class TestServer implements Closeable {
    private static final int THREADS = 8;
    private static final int LARGEST_REQUEST = 1 << 16;
    private static final int REMEMBERED = 1_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Deque<Request> requests = new ConcurrentLinkedDeque<>();

    /** A request as it came. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    public record Request(String method, URI uri, Map<String, List<String>> headers, byte[] body) {}

    /** An answer. */
    public sealed interface Answer {
        /** A whole one. */
        @SuppressWarnings("ArrayRecordComponent") // nobody compares these
        record Body(int status, String type, byte[] bytes, List<String> headers) implements Answer {}

        /** One that never ends. */
        record Endless(String type) implements Answer {}

        /** None at all until the server stops. */
        record Silence() implements Answer {}
    }

    /** Makes the answers of one path. */
    @FunctionalInterface
    public interface Handler {
        /** The answer to one request. */
        Answer answer(Request request);
    }

    private TestServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts on loopback.
     *
     * @param port 0 for any free one
     */
    public static TestServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "vdx-sandbox");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
        return new TestServer(server, threads);
    }

    /** Answers everything at and below this path so. */
    public TestServer on(String path, Handler handler) {
        server.createContext(path, exchange -> serve(exchange, handler));
        return this;
    }

    /** A whole answer; headers as {@code Name: value}. */
    public static Answer body(int status, String type, byte[] bytes, String... headers) {
        return new Answer.Body(status, type, bytes, List.of(headers));
    }

    /** Where it answers. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The port it got. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The latest requests, oldest first; at most {@value #REMEMBERED}. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
            if (body.length > LARGEST_REQUEST) {
                exchange.sendResponseHeaders(413, -1);
                return;
            }
            Request request = new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
            requests.add(request);
            if (requests.size() > REMEMBERED) {
                requests.poll();
            }
            write(exchange, handler.answer(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
        if (answer instanceof Answer.Body whole) {
            exchange.getResponseHeaders().set("Content-Type", whole.type());
            for (String header : whole.headers()) {
                int colon = header.indexOf(':');
                exchange.getResponseHeaders()
                        .add(
                                header.substring(0, colon),
                                header.substring(colon + 1).strip());
            }
            exchange.sendResponseHeaders(whole.status(), whole.bytes().length == 0 ? -1 : whole.bytes().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(whole.bytes());
            }
        } else if (answer instanceof Answer.Endless endless) {
            exchange.getResponseHeaders().set("Content-Type", endless.type());
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[8192];
            try (OutputStream out = exchange.getResponseBody()) {
                while (!Thread.currentThread().isInterrupted()) {
                    out.write(block);
                }
            }
        } else {
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
