package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, SIGKILL during pulls: each request is answered, once, and the issuer gets its receipt (SQLite). */
class PullKillTest {
    private static final List<String> ALL = List.of("send", "read");
    private static final byte[] REQUEST = """
            {"kind": "request", "to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
             "purpose": "subsidy", "legalBasis": "a law",
             "acting": {"provider": "thaid", "subject": "officer-7", "ial": "2.3"}}""".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void eachRequestIsAnsweredOnceWhoeverIsKilled() throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of("send.first", "PT0.1S", "send.longest", "PT0.5S"),
                Clock.systemUTC(),
                new SecureRandom());
        Files.writeString(folder.resolve("agency-b").resolve("issue").resolve("index.json"), """
                [{"type": "farmer-certificate", "keys": {"farm": "F-1"},
                  "documents": [{"file": "index.json", "mediaType": "application/json"}]}]""");
        Random random = new Random(11);
        Set<String> requests = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            KilledNodes a = KilledNodes.run(folder, "agency-a", ALL);
            KilledNodes b = KilledNodes.run(folder, "agency-b", ALL);
            for (int i = 0; i < 4; i++) {
                JsonNode made = Agency.JSON.readTree(
                        a.agency().call("POST", "/local/v1/outbox", REQUEST).body());
                requests.add(made.path("id").asText());
            }
            Thread.sleep(random.nextInt(400));
            (round % 2 == 0 ? b : a).kill();
            Thread.sleep(random.nextInt(200));
            a.kill();
            b.kill();
        }
        KilledNodes a = KilledNodes.run(folder, "agency-a", ALL);
        KilledNodes b = KilledNodes.run(folder, "agency-b", ALL);
        try {
            answered(a.agency(), b.agency(), requests);
        } finally {
            a.kill();
            b.kill();
        }
    }

    private static void answered(Agency a, Agency b, Set<String> requests) throws Exception {
        for (String request : requests) {
            a.await("/local/v1/outbox/" + request, "answered");
        }
        Set<String> came = new HashSet<>();
        for (JsonNode answer : a.get("/local/v1/inbox")) {
            assertTrue(came.add(answer.path("replyTo").asText()), "answered twice");
            b.await("/local/v1/outbox/" + answer.path("id").asText(), "delivered");
        }
        assertEquals(requests, came);
        assertEquals(requests.size(), b.get("/local/v1/outbox").size());
    }
}
