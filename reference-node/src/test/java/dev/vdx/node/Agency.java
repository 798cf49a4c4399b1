package dev.vdx.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** An agency's own system, calling its node's local listener. */
final class Agency {
    static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String key;
    private final int port;

    Agency(int port, String key) {
        this.base = "http://127.0.0.1:" + port;
        this.key = key;
        this.port = port;
    }

    int port() {
        return port;
    }

    String key() {
        return key;
    }

    HttpResponse<byte[]> call(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(call("GET", path, new byte[0]).body());
    }

    String handIn(byte[] document) throws IOException, InterruptedException {
        return JSON.readTree(call("POST", "/local/v1/documents", document).body())
                .path("sha256")
                .asText();
    }

    HttpResponse<byte[]> draft(String to, byte[] document, String clientKey) throws IOException, InterruptedException {
        String json = """
                {"to": "%s", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "documents": [{"name": "ใบรับรอง.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(to, handIn(document));
        return call(
                "POST",
                "/local/v1/outbox",
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Idempotency-Key",
                clientKey);
    }

    String send(String to, byte[] document, String clientKey) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = draft(to, document, clientKey);
        if (answer.statusCode() != 201) {
            throw new IOException(
                    answer.statusCode() + " " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body()).path("id").asText();
    }

    JsonNode await(String path, String state) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        JsonNode last = get(path);
        while (!last.path("state").asText().equals(state) && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            last = get(path);
        }
        if (!last.path("state").asText().equals(state)) {
            throw new AssertionError("not " + state + " but " + last);
        }
        return last;
    }
}
