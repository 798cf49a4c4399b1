package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Secrecy;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.exchange.Speed;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Source;
import dev.vdx.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
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

/** What a node must not take, and its twin that it does. */
class RefusalTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] TEXT = "content".getBytes(UTF_8);

    @TempDir
    static Path folder;

    private static TwoNodes nodes;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        nodes = TwoNodes.start(folder, CLOCK, RANDOM);
        sandbox = Sandbox.open(folder.resolve("sandbox"));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private static Envelope envelope(MessageId id, PartyId from, PartyId to, String type, Instant time) {
        return new Envelope(
                id,
                MessageKind.DOCUMENT,
                from,
                to,
                time,
                type,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Speed.NORMAL,
                Secrecy.NORMAL,
                Optional.empty(),
                Envelope.Reference.NONE,
                Optional.empty(),
                List.of(new DocumentEntry("a.txt", "text/plain", TEXT.length, Sha256.of(TEXT), false)));
    }

    private static byte[] message(Envelope envelope, SigningKey key) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageWriter.with(key, Optional.empty()).write(envelope, Map.of("a.txt", Source.bytes(TEXT)), out);
        return out.toByteArray();
    }

    private static MessageId id() {
        return MessageId.of(CLOCK.instant(), RANDOM);
    }

    private static HttpResponse<byte[]> push(byte[] message) throws Exception {
        return new Agency(nodes.b().exchangePort(), "")
                .call(
                        "POST",
                        "/exchange/v1/messages",
                        message,
                        "Content-Type",
                        "application/vnd.etsi.asic-e+zip",
                        "Content-Digest",
                        Sha256.of(message).contentDigest());
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String code) throws Exception {
        JsonNode problem = Agency.JSON.readTree(answer.body());
        assertEquals(status, answer.statusCode(), problem.toString());
        assertTrue(problem.path("type").asText().endsWith(":" + code), problem.toString());
        assertFalse(new String(answer.body(), UTF_8).contains("Exception"), "no stack trace goes out");
    }

    private static SigningKey keyA() {
        return sandbox.agency("agency-a");
    }

    @Test
    void theSameMessageAgainGivesTheSameReceiptAndAnotherUnderItsIdIsRefused() throws Exception {
        MessageId id = id();
        byte[] message = message(envelope(id, TwoNodes.A, TwoNodes.B, TwoNodes.TYPE, CLOCK.instant()), keyA());
        HttpResponse<byte[]> first = push(message);
        assertEquals(200, first.statusCode(), new String(first.body(), UTF_8));
        assertEquals(
                id, SignedReceipt.claimed(new String(first.body(), US_ASCII)).message());
        assertEquals(
                new String(first.body(), US_ASCII), new String(push(message).body(), US_ASCII));
        byte[] other = message(
                envelope(
                        id,
                        TwoNodes.A,
                        TwoNodes.B,
                        TwoNodes.TYPE,
                        CLOCK.instant().plusMillis(7)),
                keyA());
        refused(push(other), 409, "id-conflict");
    }

    @Test
    void anAlteredMessageIsRefused() throws Exception {
        byte[] message = message(envelope(id(), TwoNodes.A, TwoNodes.B, TwoNodes.TYPE, CLOCK.instant()), keyA());
        int at = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("content");
        message[at] ^= 1;
        HttpResponse<byte[]> answer = push(message);
        assertTrue(answer.statusCode() == 400 || answer.statusCode() == 422, "status " + answer.statusCode());
    }

    @Test
    void aMessageSignedByAnotherThanItsSenderIsRefused() throws Exception {
        Envelope envelope = envelope(id(), TwoNodes.A, TwoNodes.B, TwoNodes.TYPE, CLOCK.instant());
        HttpResponse<byte[]> answer = push(message(envelope, sandbox.directorySigner()));
        assertTrue(answer.statusCode() >= 400, "status " + answer.statusCode());
    }

    @Test
    void anUnlistedPartyIsRefused() throws Exception {
        Envelope envelope =
                envelope(id(), PartyId.parse("sandbox:agency-c"), TwoNodes.B, TwoNodes.TYPE, CLOCK.instant());
        refused(push(message(envelope, keyA())), 403, "party-unknown");
    }

    @Test
    void aMessageForAnotherIsRefused() throws Exception {
        Envelope envelope =
                envelope(id(), TwoNodes.A, PartyId.parse("sandbox:agency-c"), TwoNodes.TYPE, CLOCK.instant());
        refused(push(message(envelope, keyA())), 421, "not-for-us");
    }

    @Test
    void aTypeThatIsNotAgreedIsRefused() throws Exception {
        Envelope envelope = envelope(id(), TwoNodes.A, TwoNodes.B, "tax-return", CLOCK.instant());
        refused(push(message(envelope, keyA())), 422, "type-not-accepted");
    }

    @Test
    void aClockTenMinutesAheadIsRefusedAndAnOldMessageToo() throws Exception {
        Instant now = CLOCK.instant();
        Envelope ahead = envelope(id(), TwoNodes.A, TwoNodes.B, TwoNodes.TYPE, now.plus(Duration.ofMinutes(10)));
        refused(push(message(ahead, keyA())), 422, "clock");
        Envelope old = envelope(id(), TwoNodes.A, TwoNodes.B, TwoNodes.TYPE, now.minus(Duration.ofDays(8)));
        refused(push(message(old, keyA())), 422, "clock");
    }

    @Test
    void garbageAWrongDigestAndAWrongTypeAreRefused() throws Exception {
        refused(push("garbage".getBytes(UTF_8)), 400, "malformed");
        Agency stranger = new Agency(nodes.b().exchangePort(), "");
        refused(
                stranger.call(
                        "POST",
                        "/exchange/v1/messages",
                        TEXT,
                        "Content-Type",
                        "application/vnd.etsi.asic-e+zip",
                        "Content-Digest",
                        Sha256.of(new byte[1]).contentDigest()),
                400,
                "content-digest");
        refused(stranger.call("POST", "/exchange/v1/messages", TEXT, "Content-Type", "text/plain"), 415, "media-type");
    }

    @Test
    void aReceiptForNoMessageOfOursIsRefused() throws Exception {
        Envelope envelope = envelope(id(), TwoNodes.B, TwoNodes.A, TwoNodes.TYPE, CLOCK.instant());
        byte[] receipt = SignedReceipt.sign(
                        dev.vdx.exchange.Receipt.received(envelope, Sha256.of(TEXT), CLOCK.instant(), "passed"), keyA())
                .getBytes(US_ASCII);
        refused(
                new Agency(nodes.b().exchangePort(), "")
                        .call(
                                "POST",
                                "/exchange/v1/receipts",
                                receipt,
                                "Content-Type",
                                "application/jose",
                                "Content-Digest",
                                Sha256.of(receipt).contentDigest()),
                422,
                "other-message");
    }

    @Test
    void theLocalListenerWantsAKeyOfTheRightScope() throws Exception {
        int port = nodes.a().localPort();
        refused(new Agency(port, "").call("GET", "/local/v1/inbox", new byte[0]), 401, "key-missing");
        String unknown = "vdx_00000000_" + "A".repeat(43);
        refused(new Agency(port, unknown).call("GET", "/local/v1/inbox", new byte[0]), 401, "key-unknown");
        String reader = nodes.a().makeKey("reader", List.of("read"), CLOCK, RANDOM);
        assertEquals(
                200,
                new Agency(port, reader)
                        .call("GET", "/local/v1/inbox", new byte[0])
                        .statusCode());
        refused(new Agency(port, reader).call("POST", "/local/v1/outbox", TEXT), 403, "scope-missing");
        refused(new Agency(port, reader).call("GET", "/local/v1/inbox/x'%20OR%201=1", new byte[0]), 400, "malformed");
    }

    @Test
    void healthAndMetricsAnswer() throws Exception {
        Agency anyone = new Agency(nodes.a().localPort(), "");
        assertEquals("ready", anyone.get("/health/ready").path("status").asText());
        String metrics = new String(anyone.call("GET", "/metrics", new byte[0]).body(), UTF_8);
        assertTrue(metrics.contains("vdx_outbox{state=\"dead\"}"), metrics);
    }
}
