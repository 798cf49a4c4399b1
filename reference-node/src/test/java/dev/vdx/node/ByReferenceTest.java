package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vdx.Verifier;
import dev.vdx.asic.AsicReader;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.FetchTicket;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.Secrecy;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.exchange.Speed;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.node.push.UnsentDocuments;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.trust.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents by reference (spec/exchange.md, 6.1): fetched, resumed, and whatever else comes under their name refused. */
class ByReferenceTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> ALL = List.of("send", "read", "decide", "delete");
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] LARGE = new byte[700_000];

    static {
        new Random(4).nextBytes(LARGE);
    }

    @TempDir
    static Path folder;

    private static Node nodeB;

    @BeforeAll
    static void startB() throws Exception {
        prepare();
        nodeB = start("agency-b");
    }

    @AfterAll
    static void stopB() {
        nodeB.close();
    }

    private static Node start(String agency) throws Exception {
        return Node.start(Configuration.read(TwoNodes.configuration(folder, agency), Map.of()), CLOCK, RANDOM);
    }

    private static void prepare() throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of(
                        "send.first", "PT0.1S",
                        "send.longest", "PT0.2S",
                        "send.patience", "PT2S",
                        "by-reference.above", "100000"),
                CLOCK,
                RANDOM);
    }

    private static Agency agency(Node node) {
        return new Agency(node.localPort(), node.makeKey("test", ALL, CLOCK, RANDOM));
    }

    @Test
    void aLargeDocumentIsFetchedAndOnlyThenReceiptedAndDeletedWithItsMessage() throws Exception {
        try (Node nodeA = start("agency-a")) {
            Agency a = agency(nodeA);
            Agency b = agency(nodeB);
            byte[] own = LARGE.clone();
            own[0] ^= 1;
            String id = a.send("sandbox:agency-b", own, "own");
            JsonNode sent = a.await("/local/v1/outbox/" + id, "delivered");
            JsonNode came = b.get("/local/v1/inbox/" + id);
            assertEquals(
                    came.path("receipts").get(0).path("signed").asText(),
                    sent.path("receipts").get(0).path("signed").asText());
            assertArrayEquals(
                    own,
                    b.call("GET", "/local/v1/inbox/" + id + "/documents/1", NOTHING)
                            .body());
            byte[] container =
                    b.call("GET", "/local/v1/inbox/" + id + "/message", NOTHING).body();
            assertTrue(container.length < 20_000, "the container does not hold it: " + container.length);
            evidenceProves(
                    b.call("GET", "/local/v1/inbox/" + id + "/evidence", NOTHING)
                            .body(),
                    Sha256.of(own));
            assertEquals(
                    204,
                    b.call("DELETE", "/local/v1/inbox/" + id + "/message", NOTHING)
                            .statusCode());
            assertTrue(!nodeB.store().blobs().has(Sha256.of(own)), "gone with its message");
            assertTrue(nodeA.store().blobs().has(Sha256.of(own)), "the sender still has it");
        }
    }

    @Test
    void whatWasHandedInAndNeverSentIsDeletedAfterAWhileAndWhatIsLentStays() throws Exception {
        try (Node nodeA = start("agency-a")) {
            Agency a = agency(nodeA);
            byte[] lent = LARGE.clone();
            lent[2] ^= 1;
            a.await("/local/v1/outbox/" + a.send("sandbox:agency-b", lent, "lent"), "delivered");
            byte[] unsent = LARGE.clone();
            unsent[3] ^= 1;
            assertEquals(201, a.call("POST", "/local/v1/documents", unsent).statusCode());

            clear(nodeA, Duration.ZERO);
            assertTrue(nodeA.store().blobs().has(Sha256.of(unsent)), "its draft may still come");
            clear(nodeA, Duration.ofDays(3));
            assertTrue(nodeA.store().blobs().has(Sha256.of(lent)), "the other node may fetch it again");
            assertTrue(!nodeA.store().blobs().has(Sha256.of(unsent)), "nobody can want it any more");
            String late = """
                    {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                     "documents": [{"name": "a.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(Sha256.of(unsent));
            assertEquals(
                    422,
                    a.call("POST", "/local/v1/outbox", late.getBytes(US_ASCII)).statusCode());
            assertEquals(0, clear(nodeA, Duration.ofDays(3)), "none is left to look at");
        }
    }

    /** The moment between reading a document's size and queueing the message that lends it. */
    @Test
    void whatIsDeletedWhileItsMessageIsMadeIsAskedForAgain() throws Exception {
        AtomicReference<Node> node = new AtomicReference<>();
        Configuration configuration = Configuration.read(TwoNodes.configuration(folder, "agency-a"), Map.of());
        Steps late = step -> {
            if (step == Step.CONTAINER_PLACED) {
                clear(node.get(), Duration.ofDays(3));
            }
        };
        try (Node nodeA = Node.start(configuration, late, CLOCK, RANDOM)) {
            node.set(nodeA);
            Agency a = agency(nodeA);
            byte[] own = LARGE.clone();
            own[4] ^= 1;
            int before = a.get("/local/v1/outbox").size();
            HttpResponse<byte[]> refused = a.draft("sandbox:agency-b", own, "late");
            assertEquals(422, refused.statusCode());
            assertTrue(new String(refused.body(), US_ASCII).contains("hand it in again"));
            assertEquals(before, a.get("/local/v1/outbox").size(), "no message lends what is not there");
        }
    }

    private static int clear(Node node, Duration later) {
        NodeStore store = node.store();
        return new UnsentDocuments(store.database(), store.blobs(), Duration.ofDays(2), Clock.offset(CLOCK, later))
                .clear();
    }

    /** What is left where the sender's second attempt crossed the end of the first: it must come to an end. */
    @Test
    void aMessageThatCameAndIsToBeFetchedAgainIsNotFetchedForEver() throws Exception {
        try (Node nodeA = start("agency-a")) {
            byte[] own = LARGE.clone();
            own[1] ^= 1;
            Agency a = agency(nodeA);
            String id = a.send("sandbox:agency-b", own, "again");
            a.await("/local/v1/outbox/" + id, "delivered");
            MessageId message = MessageId.parse(id);
            Instant now = CLOCK.instant();
            nodeB.store().database().change(t -> {
                StoredMessage came = t.messages().find(Direction.IN, message).orElseThrow();
                t.fetching().add(came.envelope(), came.digest(), came.size(), now);
                t.outbox().addFetch(message, TwoNodes.A, now);
            });
            Instant end = now.plusSeconds(30);
            while (nodeB.store().database().read(t -> t.outbox().count("waiting")) > 0) {
                assertTrue(CLOCK.instant().isBefore(end), "it is fetched again and again");
                Thread.sleep(50);
            }
            nodeB.store().database().change(t -> {
                assertTrue(t.fetching().find(message).isEmpty());
                assertEquals(1, t.receipts().of(Direction.IN, message).size());
            });
        }
    }

    /** From the file and the directory's anchor alone: the receipt is for the message that names this document's digest. */
    private static void evidenceProves(byte[] evidence, Sha256 document) throws Exception {
        TrustAnchors anchor =
                TrustAnchors.pem(folder.resolve("sandbox").resolve("pki").resolve("directory.pem"));
        try (Source file = Source.bytes(evidence)) {
            AsicReader parts = AsicReader.read(file, Limits.DEFAULT);
            Directory directory = SignedDirectory.proven(
                            new String(part(parts, "directory.jws"), US_ASCII),
                            Verifier.trusting(anchor, CLOCK).offline())
                    .directory();
            Receipt receipt =
                    SignedReceipt.verify(new String(part(parts, "receipt-received.jws"), US_ASCII), directory, CLOCK);
            byte[] container = part(parts, "message.asice");
            try (Source source = Source.bytes(container)) {
                Message message = Message.open(source, Limits.DEFAULT);
                message.verify(directory, Limits.DEFAULT, CLOCK);
                assertTrue(receipt.isFor(message.envelope(), Sha256.of(container)));
                DocumentEntry entry = message.envelope().documents().get(0);
                assertTrue(entry.byReference());
                assertEquals(document, entry.digest());
            }
            container[container.length / 2] ^= 1;
            assertTrue(!receipt.digest().equals(Sha256.of(container)), "another container has no receipt");
        }
    }

    private static byte[] part(AsicReader parts, String name) throws IOException {
        try (InputStream in = parts.open(name).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    @Test
    void onlyTheAddresseeFetchesItWithAFreshTicketOfItsOwn() throws Exception {
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        try (Node nodeA = start("agency-a")) {
            Agency a = agency(nodeA);
            MessageId id = MessageId.parse(a.send("sandbox:agency-b", LARGE, "k" + RANDOM.nextInt()));
            a.await("/local/v1/outbox/" + id, "delivered");
            Sha256 digest = Sha256.of(LARGE);
            Instant now = CLOCK.instant();
            FetchTicket good = new FetchTicket(id, digest, TwoNodes.B, TwoNodes.A, now);
            String path = "/exchange/v1/messages/" + id + "/documents/1";
            Agency wire = new Agency(nodeA.exchangePort(), "");

            HttpResponse<byte[]> whole =
                    wire.call("GET", path, NOTHING, "Authorization", "VDX " + good.sign(sandbox.agency("agency-b")));
            assertEquals(200, whole.statusCode());
            assertArrayEquals(LARGE, whole.body());
            HttpResponse<byte[]> rest = wire.call(
                    "GET",
                    path,
                    NOTHING,
                    "Authorization",
                    "VDX " + good.sign(sandbox.agency("agency-b")),
                    "Range",
                    "bytes=699990-");
            assertEquals(206, rest.statusCode());
            assertEquals(10, rest.body().length);
            assertEquals(
                    "bytes 699990-699999/700000",
                    rest.headers().firstValue("Content-Range").orElse(""));

            String signedB = good.sign(sandbox.agency("agency-b"));
            refused(wire.call("GET", path, NOTHING), 401, "ticket-missing");
            refused(
                    wire.call("GET", path, NOTHING, "Authorization", "VDX " + signedB, "Range", "bytes=700000-"),
                    416,
                    "range");
            refused(
                    fetch(wire, path, good.sign(sandbox.directorySigner())),
                    422,
                    "signature-invalid",
                    503,
                    "signature-not-proven");
            refused(fetch(wire, path, signedB.substring(0, signedB.length() - 6) + "AAAAAA"), 422, "signature-invalid");
            refused(
                    fetch(
                            wire,
                            path,
                            new FetchTicket(id, digest, TwoNodes.A, TwoNodes.A, now).sign(sandbox.agency("agency-a"))),
                    404,
                    "no-such-document");
            refused(
                    fetch(
                            wire,
                            path,
                            new FetchTicket(id, digest, PartyId.parse("sandbox:agency-c"), TwoNodes.A, now)
                                    .sign(sandbox.agency("agency-b"))),
                    403,
                    "party-unknown");
            for (FetchTicket other : List.of(
                    new FetchTicket(MessageId.of(now, RANDOM), digest, TwoNodes.B, TwoNodes.A, now),
                    new FetchTicket(id, Sha256.of(NOTHING), TwoNodes.B, TwoNodes.A, now),
                    new FetchTicket(id, digest, TwoNodes.B, TwoNodes.B, now))) {
                refused(fetch(wire, path, other.sign(sandbox.agency("agency-b"))), 404, "no-such-document");
            }
            for (Duration off : List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10))) {
                refused(
                        fetch(
                                wire,
                                path,
                                new FetchTicket(id, digest, TwoNodes.B, TwoNodes.A, now.plus(off))
                                        .sign(sandbox.agency("agency-b"))),
                        422,
                        "clock");
            }
            refused(fetch(wire, "/exchange/v1/messages/" + id + "/documents/2", signedB), 404, "no-such-document");
            assertEquals(
                    204,
                    a.call("DELETE", "/local/v1/outbox/" + id + "/message", NOTHING)
                            .statusCode());
            refused(fetch(wire, path, signedB), 410, "payload-deleted");
        }
    }

    private static HttpResponse<byte[]> fetch(Agency wire, String path, String ticket) throws Exception {
        return wire.call("GET", path, NOTHING, "Authorization", "VDX " + ticket);
    }

    private static void refused(HttpResponse<byte[]> answer, Object... statusAndCode) throws Exception {
        String type = Agency.JSON.readTree(answer.body()).path("type").asText();
        boolean found = false;
        for (int i = 0; i < statusAndCode.length; i += 2) {
            found |= statusAndCode[i].equals(answer.statusCode()) && type.endsWith(":" + statusAndCode[i + 1]);
        }
        assertTrue(found, answer.statusCode() + " " + type);
    }

    /** What a sender's node does with one request for a document. */
    private interface Serving {
        void serve(HttpExchange exchange, Optional<Long> from, int call) throws IOException;
    }

    private record Told(Optional<Long> from) {}

    /** Pushes a message by hand, lets {@code serving} answer for the document, and gives the state it comes to. */
    private List<Told> fetchedFrom(Serving serving, boolean arrives) throws Exception {
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(TwoNodes.configuration(folder, "agency-a"))) {
            properties.load(reader);
        }
        List<Told> calls = new CopyOnWriteArrayList<>();
        List<byte[]> receipts = new CopyOnWriteArrayList<>();
        HttpServer a = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(properties.getProperty("exchange.port"))),
                0);
        a.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
        a.createContext("/exchange/v1/messages", exchange -> {
            Optional<Long> from = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Range"))
                    .map(r -> Long.parseLong(r.substring(6, r.length() - 1)));
            calls.add(new Told(from));
            try {
                serving.serve(exchange, from, calls.size());
            } finally {
                exchange.close();
            }
        });
        a.createContext("/exchange/v1/receipts", exchange -> {
            receipts.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        a.start();
        try {
            Envelope envelope = envelope();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            MessageWriter.with(sandbox.agency("agency-a"), Optional.empty()).write(envelope, Map.of(), out);
            byte[] message = out.toByteArray();
            assertEquals(202, push(nodeB, message).statusCode());
            Agency b = agency(nodeB);
            if (arrives) {
                b.await("/local/v1/inbox/" + envelope.id(), "delivered");
                assertArrayEquals(
                        LARGE,
                        b.call("GET", "/local/v1/inbox/" + envelope.id() + "/documents/1", NOTHING)
                                .body());
                assertEquals(200, push(nodeB, message).statusCode(), "the receipt, when it comes again");
            } else {
                HttpResponse<byte[]> again = push(nodeB, message);
                Instant end = Instant.now().plusSeconds(30);
                while (again.statusCode() == 202 && Instant.now().isBefore(end)) {
                    assertEquals(
                            404,
                            b.call("GET", "/local/v1/inbox/" + envelope.id(), NOTHING)
                                    .statusCode());
                    Thread.sleep(100);
                    again = push(nodeB, message);
                }
                refused(again, 422, "document-mismatch");
                assertEquals(0, receipts.size(), "no receipt without the document");
            }
        } finally {
            a.stop(0);
        }
        return calls;
    }

    private static Envelope envelope() {
        return new Envelope(
                MessageId.of(CLOCK.instant(), RANDOM),
                MessageKind.DOCUMENT,
                TwoNodes.A,
                TwoNodes.B,
                CLOCK.instant(),
                TwoNodes.TYPE,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Speed.NORMAL,
                Secrecy.NORMAL,
                Optional.empty(),
                Envelope.Reference.NONE,
                Optional.empty(),
                List.of(new DocumentEntry(
                        "large.bin", "application/octet-stream", LARGE.length, Sha256.of(LARGE), true)));
    }

    private static HttpResponse<byte[]> push(Node node, byte[] message) throws Exception {
        return new Agency(node.exchangePort(), "")
                .call(
                        "POST",
                        "/exchange/v1/messages",
                        message,
                        "Content-Type",
                        "application/vnd.etsi.asic-e+zip",
                        "Content-Digest",
                        Sha256.of(message).contentDigest());
    }

    private static void range(HttpExchange exchange, byte[] content, long from, long announced, int bytes)
            throws IOException {
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, announced);
        write(exchange, content, (int) from, bytes);
    }

    private static void write(HttpExchange exchange, byte[] content, int from, int bytes) {
        try {
            OutputStream body = exchange.getResponseBody();
            body.write(content, from, bytes);
            body.flush();
        } catch (IOException e) {
            // The reader has seen enough.
        }
    }

    @Test
    void aFetchThatBreaksOffGoesOnWhereItWas() throws Exception {
        List<Told> calls = fetchedFrom(
                (exchange, from, call) -> {
                    if (call == 1) {
                        exchange.sendResponseHeaders(200, LARGE.length);
                        write(exchange, LARGE, 0, 300_000);
                    } else {
                        int at = from.orElse(0L).intValue();
                        range(exchange, LARGE, at, LARGE.length - at, LARGE.length - at);
                    }
                },
                true);
        assertEquals(2, calls.size());
        long from = calls.get(1).from().orElse(0L);
        assertTrue(from > 0 && from <= 300_000, "resumed at " + from);
    }

    @Test
    void aServerThatStallsIsLeftAndAskedForTheRest() throws Exception {
        List<Told> calls = fetchedFrom(
                (exchange, from, call) -> {
                    if (call == 1) {
                        exchange.sendResponseHeaders(200, LARGE.length);
                        write(exchange, LARGE, 0, 300_000);
                        sleep(8_000);
                    } else {
                        int at = from.orElse(0L).intValue();
                        range(exchange, LARGE, at, LARGE.length - at, LARGE.length - at);
                    }
                },
                true);
        assertEquals(2, calls.size());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerWithoutRangesIsReadFromTheStart() throws Exception {
        List<Told> calls = fetchedFrom(
                (exchange, from, call) -> {
                    exchange.sendResponseHeaders(200, LARGE.length);
                    write(exchange, LARGE, 0, call == 1 ? 300_000 : LARGE.length);
                },
                true);
        assertEquals(2, calls.size());
        assertTrue(calls.get(1).from().isPresent(), "the rest was asked for");
    }

    @Test
    void otherContentUnderTheNameIsRefused() throws Exception {
        byte[] other = LARGE.clone();
        other[500_000] ^= 1;
        List<Told> calls = fetchedFrom(
                (exchange, from, call) -> {
                    exchange.sendResponseHeaders(200, other.length);
                    write(exchange, other, 0, other.length);
                },
                false);
        assertEquals(3, calls.size(), "tried a few times, then no more");
    }

    @Test
    void moreBytesThanNamedAreRefusedAndAWrongRangeIsNotTaken() throws Exception {
        byte[] longer = new byte[LARGE.length + 1];
        List<Told> calls = fetchedFrom(
                (exchange, from, call) -> {
                    if (call == 1) {
                        exchange.sendResponseHeaders(200, longer.length);
                        write(exchange, longer, 0, longer.length);
                    } else if (call == 2) {
                        range(exchange, LARGE, 1, LARGE.length - 1, LARGE.length - 1);
                    } else {
                        exchange.sendResponseHeaders(200, LARGE.length);
                        write(exchange, LARGE, 0, LARGE.length);
                    }
                },
                true);
        assertTrue(calls.size() >= 3, calls.toString());
    }

    @Test
    void aDocumentThatIsNotHandedOverMakesADeadLetterAtItsSender() throws Exception {
        List<Told> calls = fetchedFrom((exchange, from, call) -> exchange.sendResponseHeaders(404, -1), false);
        assertEquals(1, calls.size());
    }
}
