package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.Acting;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Secrecy;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.Speed;
import dev.vdx.key.SigningKey;
import dev.vdx.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of documents whose own signature does not hold, pushed and pulled; and requests that must not be answered. */
class PolicyTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> ALL = List.of("send", "read");
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    static Path folder;

    private static byte[] signed;
    private static byte[] altered;
    private static Node nodeA;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.2S"), CLOCK, RANDOM);
        sandbox = Sandbox.open(folder.resolve("sandbox"));
        signed = Files.readAllBytes(Path.of("..", "samples", "first", "signed.pdf"));
        altered = signed.clone();
        altered[signed.length / 3] ^= 1;
        Path issue = folder.resolve("agency-a").resolve("issue");
        Files.write(issue.resolve("altered.pdf"), altered);
        Files.writeString(issue.resolve("index.json"), """
                [{"type": "farmer-certificate", "keys": {"farm": "F-1"},
                  "documents": [{"file": "altered.pdf", "mediaType": "application/pdf"}]}]""");
        nodeA = Node.start(
                Configuration.read(TwoNodes.configuration(folder, "agency-a"), Map.of("VDX_NODE_LARGEST", "3000000")),
                CLOCK,
                RANDOM);
    }

    @AfterAll
    static void stop() {
        nodeA.close();
    }

    private static Agency agency(Node node) {
        return new Agency(node.localPort(), node.makeKey("test", ALL, CLOCK, RANDOM));
    }

    private static Node receiver(String policy) throws Exception {
        return Node.start(
                Configuration.read(
                        TwoNodes.configuration(folder, "agency-b"),
                        Map.of("VDX_NODE_DOCUMENTS", policy, "VDX_NODE_LARGEST", "3000000")),
                CLOCK,
                RANDOM);
    }

    private static String verdict(Agency a, Agency b, byte[] document, String name) throws Exception {
        String id = a.send("sandbox:agency-b", document, name);
        a.await("/local/v1/outbox/" + id, "delivered");
        return b.get("/local/v1/inbox/" + id).path("verdict").asText();
    }

    private static void refused(Agency a, Agency b, byte[] document, String name) throws Exception {
        String id = a.send("sandbox:agency-b", document, name);
        JsonNode dead = a.await("/local/v1/outbox/" + id, "dead");
        assertTrue(dead.path("note").asText().contains("document-refused"), dead.toString());
        assertEquals(404, b.call("GET", "/local/v1/inbox/" + id, NOTHING).statusCode());
    }

    @Test
    void noteTakesEverythingAndSaysWhatItCameTo() throws Exception {
        try (Node nodeB = receiver("note")) {
            Agency a = agency(nodeA);
            Agency b = agency(nodeB);
            assertEquals("unsigned", verdict(a, b, "plain".getBytes(UTF_8), "note-plain"));
            assertEquals("indeterminate", verdict(a, b, signed, "note-signed"));
            assertEquals("failed", verdict(a, b, altered, "note-altered"));
            pulled(nodeB, "answered");
        }
    }

    @Test
    void refuseTakesWhatIsNotProvenButNothingThatFailed() throws Exception {
        try (Node nodeB = receiver("refuse")) {
            Agency a = agency(nodeA);
            Agency b = agency(nodeB);
            assertEquals("unsigned", verdict(a, b, "plain".getBytes(UTF_8), "refuse-plain"));
            assertEquals("indeterminate", verdict(a, b, signed, "refuse-signed"));
            refused(a, b, altered, "refuse-altered");
            pulled(nodeB, "queued");
        }
    }

    @Test
    void strictTakesWhatPassesOrIsUnsigned() throws Exception {
        try (Node nodeB = receiver("strict")) {
            Agency a = agency(nodeA);
            Agency b = agency(nodeB);
            assertEquals("unsigned", verdict(a, b, "plain".getBytes(UTF_8), "strict-plain"));
            refused(a, b, signed, "strict-signed");
            refused(a, b, altered, "strict-altered");
            pulled(nodeB, "queued");
        }
    }

    /** The asking node gets a document that was altered after signing. */
    private static void pulled(Node asking, String state) throws Exception {
        Agency b = agency(asking);
        int before = b.get("/local/v1/inbox").size();
        byte[] draft = """
                {"kind": "request", "to": "sandbox:agency-a", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "purpose": "subsidy", "legalBasis": "a law",
                 "acting": {"provider": "thaid", "subject": "officer-7", "ial": "2.3"}}""".getBytes(UTF_8);
        String id = Agency.JSON
                .readTree(b.call("POST", "/local/v1/outbox", draft).body())
                .path("id")
                .asText();
        if (state.equals("queued")) {
            Instant end = Instant.now().plusSeconds(30);
            MessageId request = MessageId.parse(id);
            while (!asking.store()
                    .database()
                    .read(t -> t.outbox().reason(request))
                    .orElse("")
                    .contains("document-refused")) {
                assertTrue(Instant.now().isBefore(end), "the answer was not refused");
                Thread.sleep(50);
            }
            assertEquals(before, b.get("/local/v1/inbox").size(), "nothing came");
        }
        b.await("/local/v1/outbox/" + id, state);
    }

    private static Envelope request(MessageId id, PartyId from, PartyId to, String keys, Instant time) {
        return new Envelope(
                id,
                MessageKind.REQUEST,
                from,
                to,
                time,
                TwoNodes.TYPE,
                Map.of("farm", keys),
                Optional.of("subsidy"),
                Optional.of("a law"),
                Optional.of(new Acting("thaid", "officer-7", Optional.of("2.3"), Optional.empty())),
                Speed.NORMAL,
                Secrecy.NORMAL,
                Optional.empty(),
                Envelope.Reference.NONE,
                Optional.empty(),
                List.of());
    }

    private static byte[] message(Envelope envelope, SigningKey key) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageWriter.with(key, Optional.empty()).write(envelope, Map.of(), out);
        return out.toByteArray();
    }

    private static HttpResponse<byte[]> post(String path, byte[] message) throws Exception {
        return new Agency(nodeA.exchangePort(), "")
                .call(
                        "POST",
                        path,
                        message,
                        "Content-Type",
                        "application/vnd.etsi.asic-e+zip",
                        "Content-Digest",
                        Sha256.of(message).contentDigest());
    }

    private static void refused(byte[] message, int status, String code) throws Exception {
        HttpResponse<byte[]> answer = post("/exchange/v1/requests", message);
        String type = Agency.JSON.readTree(answer.body()).path("type").asText();
        assertEquals(status, answer.statusCode(), type);
        assertTrue(type.endsWith(":" + code), type);
    }

    @Test
    void requestsThatAreNotWhatTheyShouldBeAreNotAnswered() throws Exception {
        SigningKey keyB = sandbox.agency("agency-b");
        Instant now = CLOCK.instant();
        MessageId id = MessageId.of(now, RANDOM);
        byte[] good = message(request(id, TwoNodes.B, TwoNodes.A, "F-1", now), keyB);
        assertEquals(200, post("/exchange/v1/requests", good).statusCode());
        refused(message(request(id, TwoNodes.B, TwoNodes.A, "F-1", now.plusMillis(7)), keyB), 409, "id-conflict");
        MessageId other = MessageId.of(now, RANDOM);
        refused(
                message(request(other, TwoNodes.B, PartyId.parse("sandbox:agency-c"), "F-1", now), keyB),
                421,
                "not-for-us");
        refused(
                message(request(other, PartyId.parse("sandbox:agency-c"), TwoNodes.A, "F-1", now), keyB),
                403,
                "party-unknown");
        refused(
                message(request(other, TwoNodes.B, TwoNodes.A, "F-1", now), sandbox.agency("agency-a")),
                503,
                "signature-not-proven");
        refused(
                message(request(other, TwoNodes.B, TwoNodes.A, "F-1", now.plus(Duration.ofMinutes(10))), keyB),
                422,
                "clock");
        refused(
                message(request(other, TwoNodes.B, TwoNodes.A, "F-1", now.minus(Duration.ofDays(8))), keyB),
                422,
                "clock");
        byte[] touched = message(request(other, TwoNodes.B, TwoNodes.A, "F-1", now), keyB);
        int at = new String(touched, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("subsidy");
        touched[at] ^= 1;
        int status = post("/exchange/v1/requests", touched).statusCode();
        assertTrue(status == 400 || status == 422, "altered: " + status);
        refused(new byte[(1 << 20) + 1], 413, "over-limit");
        HttpResponse<byte[]> large = post("/exchange/v1/messages", new byte[3_000_001]);
        assertEquals(413, large.statusCode(), "a push over the limit");
        assertEquals(
                404,
                post("/exchange/v1/requests", message(request(other, TwoNodes.B, TwoNodes.A, "F-9", now), keyB))
                        .statusCode());
    }
}
