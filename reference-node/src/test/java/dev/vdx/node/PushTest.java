package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.node.audit.AuditChain;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message pushed from one agency to another, on SQLite. */
class PushTest {
    private static final List<String> ALL = List.of("send", "read", "decide");
    private static final byte[] DOCUMENT = "ทะเบียนเกษตรกร".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void aPushedMessageArrivesOnceAndBothSidesHoldTheReceipts() throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        try (TwoNodes nodes = TwoNodes.start(folder, clock, random)) {
            Agency a = new Agency(nodes.a().localPort(), nodes.a().makeKey("test", ALL, clock, random));
            Agency b = new Agency(nodes.b().localPort(), nodes.b().makeKey("test", ALL, clock, random));
            String id = a.send("sandbox:agency-b", DOCUMENT, "case-1");
            assertEquals(id, a.send("sandbox:agency-b", DOCUMENT, "case-1"), "the same Idempotency-Key is sent once");

            JsonNode sent = a.await("/local/v1/outbox/" + id, "delivered");
            JsonNode came = b.get("/local/v1/inbox/" + id);
            assertEquals(sent.path("sha256").asText(), came.path("sha256").asText());
            assertEquals(
                    came.path("receipts").get(0).path("signed").asText(),
                    sent.path("receipts").get(0).path("signed").asText());
            assertEquals(1, b.get("/local/v1/inbox").size());
            assertArrayEquals(
                    DOCUMENT,
                    b.call("GET", "/local/v1/inbox/" + id + "/documents/1", new byte[0])
                            .body());

            byte[] decision = "{\"registerNumber\": \"รับ 42/2569\"}".getBytes(UTF_8);
            assertEquals(
                    201,
                    b.call("POST", "/local/v1/inbox/" + id + "/decision", decision)
                            .statusCode());
            assertEquals(
                    409,
                    b.call("POST", "/local/v1/inbox/" + id + "/decision", decision)
                            .statusCode());
            JsonNode accepted = a.await("/local/v1/outbox/" + id, "accepted");
            assertEquals("รับ 42/2569", accepted.path("note").asText());
            assertEquals(2, accepted.path("receipts").size());

            for (Node node : List.of(nodes.a(), nodes.b())) {
                AuditChain chain = new AuditChain(node.store().database());
                chain.link();
                AuditChain.Check check = chain.check();
                assertEquals(Optional.empty(), check.broken());
                assertTrue(check.events() >= 3, check.toString());
            }
        }
    }
}
