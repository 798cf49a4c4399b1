package dev.vdx.node.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** HTTP for everything but other nodes: follows no redirect, waits no longer than it is told, for the
 * answer to begin and again for it to end. Safe for several threads. */
public final class WebClient {
    private final HttpClient client;
    private final Duration patience;

    /**
     * A client.
     *
     * @param tls whom it trusts; host names are checked always
     */
    public WebClient(Duration patience, SSLContext tls) {
        this.patience = patience;
        SSLParameters parameters = tls.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .sslContext(tls)
                .sslParameters(parameters)
                .build();
    }

    /**
     * An answer; whoever gets it closes it.
     *
     * @param status HTTP status
     * @param headers its header fields, first value each, names in lower case
     * @param body what comes, as it comes; breaks where it takes too long
     */
    public record Answer(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /** A header field by its name in lower case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** Media type without parameters, lower case; empty where none. */
        public String type() {
            return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        /**
         * The whole body.
         *
         * @throws IOException if it is longer, or breaks off
         */
        public byte[] bytes(int most) throws IOException {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("the answer has more than " + most + " bytes");
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /**
     * Gets what is at an address.
     *
     * @throws IOException if it cannot be reached or is too slow
     */
    public Answer get(URI address, Map<String, String> headers) throws IOException {
        return send(HttpRequest.newBuilder(address).GET(), headers);
    }

    /**
     * Posts JSON to an address.
     *
     * @throws IOException as {@link #get}
     */
    public Answer post(URI address, byte[] json, Map<String, String> headers) throws IOException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json)),
                headers);
    }

    private Answer send(HttpRequest.Builder request, Map<String, String> headers) throws IOException {
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofInputStream());
            Map<String, String> fields = new java.util.HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            return new Answer(response.statusCode(), fields, new TimedStream(response.body(), patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }
}
