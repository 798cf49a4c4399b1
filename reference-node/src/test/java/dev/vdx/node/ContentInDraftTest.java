package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.Sha256;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small document may come with its draft, in one call; what does not say clearly which document it is, is refused. */
class ContentInDraftTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = new byte[0];
    private static final int BY_REFERENCE_ABOVE = 1000;

    @TempDir
    Path folder;

    @Test
    void itArrivesAsItWasAndEveryTwinIsRefused() throws Exception {
        TwoNodes.prepare(folder, Map.of("by-reference.above", Integer.toString(BY_REFERENCE_ABOVE)), CLOCK, RANDOM);
        try (TwoNodes nodes = TwoNodes.start(folder, CLOCK, RANDOM)) {
            Agency a = agency(nodes.a());
            Agency b = agency(nodes.b());
            byte[] document = "ทะเบียนเกษตรกร 12 ไร่".getBytes(UTF_8);
            String content = Base64.getEncoder().encodeToString(document);

            HttpResponse<byte[]> made = draft(a, "\"content\": \"" + content + "\"");
            assertEquals(201, made.statusCode(), new String(made.body(), UTF_8));
            String id = Agency.JSON.readTree(made.body()).path("id").asText();
            JsonNode sent = a.await("/local/v1/outbox/" + id, "delivered");
            assertEquals(
                    Sha256.of(document).hex(),
                    sent.path("documents").get(0).path("sha256").asText());
            assertArrayEquals(
                    document,
                    b.call("GET", "/local/v1/inbox/" + id + "/documents/1", NOTHING)
                            .body());

            String digest = Sha256.of(document).hex();
            String large = Base64.getEncoder().encodeToString(new byte[BY_REFERENCE_ABOVE + 1]);
            for (String twin : List.of(
                    "\"content\": \"" + content + "\", \"sha256\": \"" + digest + "\"",
                    "\"content\": \"" + content.substring(1) + "!\"",
                    "\"content\": 12",
                    "\"content\": \"" + large + "\"",
                    "\"sha256\": \"" + digest + "\"")) {
                assertEquals(422, draft(a, twin).statusCode(), twin);
            }
            assertEquals(1, b.get("/local/v1/inbox").size());
        }
    }

    private static Agency agency(Node node) {
        return new Agency(node.localPort(), node.makeKey("test", List.of("send", "read"), CLOCK, RANDOM));
    }

    private static HttpResponse<byte[]> draft(Agency agency, String which) throws Exception {
        return agency.call("POST", "/local/v1/outbox", """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "documents": [{"name": "a.txt", "mediaType": "text/plain", %s}]}""".formatted(which).getBytes(UTF_8));
    }
}
