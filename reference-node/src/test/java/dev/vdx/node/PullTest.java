package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.Sha256;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agency asks another for a document (spec/exchange.md, 7), on SQLite. */
class PullTest {
    private static final List<String> ALL = List.of("send", "read", "decide");
    private static final byte[] DOCUMENT = "ทะเบียนเกษตรกร F-1".getBytes(UTF_8);

    @TempDir
    Path folder;

    private void run(Script script) throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        try (TwoNodes nodes = TwoNodes.start(folder, clock, random)) {
            Path issue = folder.resolve("agency-b").resolve("issue");
            Files.write(issue.resolve("F-1.txt"), DOCUMENT);
            Files.writeString(issue.resolve("index.json"), """
                    [{"type": "farmer-certificate", "keys": {"farm": "F-1"},
                      "documents": [{"file": "F-1.txt", "mediaType": "text/plain"}]},
                     {"type": "farmer-certificate", "keys": {"farm": "F-2"},
                      "documents": [{"file": "../node.properties", "mediaType": "text/plain"}]}]""");
            script.run(
                    new Agency(nodes.a().localPort(), nodes.a().makeKey("test", ALL, clock, random)),
                    new Agency(nodes.b().localPort(), nodes.b().makeKey("test", ALL, clock, random)),
                    nodes);
        }
    }

    private interface Script {
        void run(Agency a, Agency b, TwoNodes nodes) throws Exception;
    }

    private static String ask(Agency agency, String type, String keys, String purpose, String ial) throws Exception {
        String draft = """
                {"kind": "request", "to": "sandbox:agency-b", "documentType": "%s", "keys": %s, "purpose": "%s",
                 "legalBasis": "พ.ร.บ. เศรษฐกิจการเกษตร พ.ศ. 2522",
                 "acting": {"provider": "thaid", "subject": "officer-7", "ial": "%s", "aal": "2"}}""".formatted(type, keys, purpose, ial);
        HttpResponse<byte[]> answer = agency.call("POST", "/local/v1/outbox", draft.getBytes(UTF_8));
        assertEquals(201, answer.statusCode(), new String(answer.body(), UTF_8));
        return Agency.JSON.readTree(answer.body()).path("id").asText();
    }

    @Test
    void aRequestIsAnsweredAtOnceAndTheIssuerGetsTheReceipt() throws Exception {
        run((a, b, nodes) -> {
            String request = ask(a, "farmer-certificate", "{\"farm\": \"F-1\"}", "subsidy", "2.3");
            a.await("/local/v1/outbox/" + request, "answered");
            JsonNode inbox = a.get("/local/v1/inbox");
            assertEquals(1, inbox.size());
            assertEquals(request, inbox.get(0).path("replyTo").asText());
            String answer = inbox.get(0).path("id").asText();
            assertArrayEquals(
                    DOCUMENT,
                    a.call("GET", "/local/v1/inbox/" + answer + "/documents/1", new byte[0])
                            .body());
            JsonNode given = b.await("/local/v1/outbox/" + answer, "delivered");
            assertEquals("received", given.path("receipts").get(0).path("kind").asText());
            assertEquals(
                    "answered",
                    b.get("/local/v1/inbox/" + request).path("state").asText());
        });
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswer() throws Exception {
        run((a, b, nodes) -> {
            String request = ask(a, "farmer-certificate", "{\"farm\": \"F-1\"}", "subsidy", "2.3");
            a.await("/local/v1/outbox/" + request, "answered");
            byte[] container = a.call("GET", "/local/v1/outbox/" + request + "/message", new byte[0])
                    .body();
            HttpResponse<byte[]> again = new Agency(nodes.b().exchangePort(), "")
                    .call(
                            "POST",
                            "/exchange/v1/requests",
                            container,
                            "Content-Type",
                            "application/vnd.etsi.asic-e+zip",
                            "Content-Digest",
                            Sha256.of(container).contentDigest());
            assertEquals(200, again.statusCode());
            JsonNode answer = a.get("/local/v1/inbox").get(0);
            assertEquals(answer.path("sha256").asText(), Sha256.of(again.body()).hex());
            assertEquals(1, b.get("/local/v1/outbox").size());
        });
    }

    @Test
    void whatTheDirectoryDoesNotAllowIsRefusedWithTheRule() throws Exception {
        run((a, b, nodes) -> {
            refused(a, ask(a, "farmer-certificate", "{\"farm\": \"F-1\"}", "curiosity", "2.3"), "rule purpose");
            refused(a, ask(a, "farmer-certificate", "{\"farm\": \"F-1\"}", "subsidy", "1.3"), "rule ial");
            refused(a, ask(a, "farmer-certificate", "{\"farm\": \"F-1\"}", "subsidy", "high"), "rule ial");
            refused(a, ask(a, "farmer-certificate", "{\"name\": \"x\"}", "subsidy", "2.3"), "rule keys");
            refused(a, ask(a, "land-title", "{\"farm\": \"F-1\"}", "subsidy", "2.3"), "rule type-not-issued");
            refused(a, ask(a, "farmer-certificate", "{\"farm\": \"F-9\"}", "subsidy", "2.3"), "nothing-matches");
            assertEquals(0, b.get("/local/v1/inbox").size(), "of what is refused nothing is kept");
            assertEquals(0, a.get("/local/v1/inbox").size());
        });
    }

    private static void refused(Agency agency, String request, String why) throws Exception {
        JsonNode message = agency.await("/local/v1/outbox/" + request, "rejected");
        assertTrue(message.path("note").asText().contains(why), message.toString());
    }

    @Test
    void theIndexLeadsToNoFileOutsideItsFolder() throws Exception {
        run((a, b, nodes) -> {
            String request = ask(a, "farmer-certificate", "{\"farm\": \"F-2\"}", "subsidy", "2.3");
            Thread.sleep(1000);
            assertEquals(
                    "queued", a.get("/local/v1/outbox/" + request).path("state").asText(), "503: tried again");
            assertEquals(0, b.get("/local/v1/outbox").size());
        });
    }

    @Test
    void whereAPersonMustLookTheAnswerIsPushedLater() throws Exception {
        run((a, b, nodes) -> {
            String request = ask(a, "farmer-history", "{\"farm\": \"F-1\"}", "loan", "2.1");
            a.await("/local/v1/outbox/" + request, "pending");
            JsonNode waiting = b.await("/local/v1/inbox/" + request, "review");
            byte[] draft = """
                    {"kind": "answer", "to": "sandbox:agency-a", "documentType": "farmer-history", "keys": {"farm": "F-1"},
                     "replyTo": "%s", "requestDigest": "%s",
                     "documents": [{"name": "h.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(request, waiting.path("sha256").asText(), b.handIn(DOCUMENT))
                    .getBytes(UTF_8);
            HttpResponse<byte[]> sent = b.call("POST", "/local/v1/outbox", draft);
            assertEquals(201, sent.statusCode(), new String(sent.body(), UTF_8));
            a.await("/local/v1/outbox/" + request, "answered");
            b.await("/local/v1/inbox/" + request, "answered");
            assertEquals(409, b.call("POST", "/local/v1/outbox", draft).statusCode(), "answered once");
        });
    }

    @Test
    void aPersonMayRejectARequest() throws Exception {
        run((a, b, nodes) -> {
            String request = ask(a, "farmer-history", "{\"farm\": \"F-1\"}", "loan", "2.1");
            b.await("/local/v1/inbox/" + request, "review");
            byte[] decision = "{\"reason\": \"no-consent\"}".getBytes(UTF_8);
            assertEquals(
                    201,
                    b.call("POST", "/local/v1/inbox/" + request + "/decision", decision)
                            .statusCode());
            assertEquals(
                    "no-consent",
                    a.await("/local/v1/outbox/" + request, "rejected")
                            .path("note")
                            .asText());
        });
    }
}
