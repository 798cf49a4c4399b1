package dev.vdx.node.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** An agency's own system in the demonstration, calling its node's local listener as any would. */
final class AgencySystem {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String key;
    private final Clock clock;

    AgencySystem(int port, String key, Clock clock) {
        this.base = "http://127.0.0.1:" + port;
        this.key = key;
        this.clock = clock;
    }

    /** Where its pages are, and the key that opens them. */
    String address() {
        return base + "/  key " + key;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(read(HttpRequest.newBuilder(local(path)).GET()).body());
    }

    InputStream post(String path, String json) throws IOException, InterruptedException {
        return read(HttpRequest.newBuilder(local(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json, UTF_8)))
                .body();
    }

    /** Sends a message; its id. */
    String send(String json) throws IOException, InterruptedException {
        return JSON.readTree(post("outbox", json)).path("id").asText();
    }

    /** Hands in a document; its digest. */
    String handIn(Path document) throws IOException, InterruptedException {
        return JSON.readTree(read(HttpRequest.newBuilder(local("documents"))
                                .POST(HttpRequest.BodyPublishers.ofFile(document)))
                        .body())
                .path("sha256")
                .asText();
    }

    /** The first document of a message that came. */
    Path document(String message, Path into) throws IOException, InterruptedException {
        return save("inbox/" + message + "/documents/1", into);
    }

    Path save(String path, Path into) throws IOException, InterruptedException {
        try (InputStream in = read(HttpRequest.newBuilder(local(path)).GET()).body()) {
            Files.copy(in, into, StandardCopyOption.REPLACE_EXISTING);
        }
        return into;
    }

    /** The first message in the inbox that is meant; it is there. */
    JsonNode inbox(Predicate<JsonNode> meant) throws IOException, InterruptedException {
        for (JsonNode message : get("inbox")) {
            if (meant.test(message)) {
                return message;
            }
        }
        throw new IllegalStateException("the inbox does not hold it");
    }

    /** Waits until a message has come to this state. */
    JsonNode await(String path, String state) throws IOException, InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        JsonNode message = get(path);
        while (!message.path("state").asText().equals(state)) {
            if (clock.instant().isAfter(end)) {
                throw new IllegalStateException(path + " has not become " + state + ": "
                        + message.path("state").asText() + " "
                        + message.path("note").asText());
            }
            Thread.sleep(PAUSE_MILLIS);
            message = get(path);
        }
        return message;
    }

    private URI local(String path) {
        return URI.create(base + "/local/v1/" + path);
    }

    private HttpResponse<InputStream> read(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(
                request.header("Authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 300) {
            try (InputStream in = answer.body()) {
                throw new IllegalStateException(
                        "the node answered " + answer.statusCode() + " " + new String(in.readNBytes(2000), UTF_8));
            }
        }
        return answer;
    }
}
