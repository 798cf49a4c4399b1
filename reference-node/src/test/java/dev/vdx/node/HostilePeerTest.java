package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.node.store.Direction;
import dev.vdx.sandbox.Sandbox;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing a peer answers but a sound receipt for this message makes it delivered; and when the peer is well again, it is. */
class HostilePeerTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void aPeerThatIsDownFailsOrLiesIsTriedAgainUntilItsReceiptIsSound() throws Exception {
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.2S"), CLOCK, RANDOM);
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        Properties other = new Properties();
        other.load(Files.newBufferedReader(TwoNodes.configuration(folder, "agency-b")));
        int port = Integer.parseInt(other.getProperty("exchange.port"));
        try (Node a = start("agency-a")) {
            Agency agency = new Agency(a.localPort(), a.makeKey("test", List.of("send", "read"), CLOCK, RANDOM));
            String id = agency.send("sandbox:agency-b", "down".getBytes(UTF_8), "k");
            Thread.sleep(400);
            assertEquals(
                    "queued", agency.get("/local/v1/outbox/" + id).path("state").asText(), "the peer is down");

            AtomicInteger calls = new AtomicInteger();
            HttpServer liar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            liar.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                int call = calls.getAndIncrement() % 5;
                byte[] body = switch (call) {
                    case 0 -> "oops".getBytes(UTF_8);
                    case 1 -> "<html>garbage</html>".getBytes(UTF_8);
                    case 2 -> receipt(a, id, sandbox, "agency-a", true);
                    case 3 -> receipt(a, id, sandbox, "agency-b", false);
                    default -> new byte[0];
                };
                if (call == 4) {
                    exchange.getResponseHeaders()
                            .add(
                                    "Location",
                                    URI.create("http://127.0.0.1:" + a.localPort())
                                            .toString());
                }
                exchange.sendResponseHeaders(
                        call == 0 ? 500 : call == 4 ? 307 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            liar.start();
            while (calls.get() < 11) {
                Thread.sleep(50);
            }
            JsonNode message = agency.get("/local/v1/outbox/" + id);
            assertEquals("queued", message.path("state").asText());
            assertEquals(0, message.path("receipts").size(), "no receipt of a liar is kept");
            liar.stop(0);

            try (Node b = start("agency-b")) {
                agency.await("/local/v1/outbox/" + id, "delivered");
                assertTrue(b.exchangePort() == port);
            }
        }
    }

    @Test
    void anAnswerThatDripsIsGivenUpAndTheMessageStaysInTheOutbox() throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of("send.first", "PT0.1S", "send.longest", "PT0.2S", "send.patience", "PT1S"),
                CLOCK,
                RANDOM);
        Properties other = new Properties();
        other.load(Files.newBufferedReader(TwoNodes.configuration(folder, "agency-b")));
        int port = Integer.parseInt(other.getProperty("exchange.port"));
        AtomicInteger calls = new AtomicInteger();
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        slow.setExecutor(threads);
        slow.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 600; i++) {
                    out.write('a');
                    out.flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        slow.start();
        try (Node a = start("agency-a")) {
            Agency agency = new Agency(a.localPort(), a.makeKey("test", List.of("send", "read"), CLOCK, RANDOM));
            String id = agency.send("sandbox:agency-b", "slow".getBytes(UTF_8), "k");
            Instant end = CLOCK.instant().plusSeconds(60);
            while (calls.get() < 2 && CLOCK.instant().isBefore(end)) {
                Thread.sleep(50);
            }
            assertTrue(calls.get() >= 2, "the first answer was given up, and the message tried again");
            JsonNode message = agency.get("/local/v1/outbox/" + id);
            assertEquals("queued", message.path("state").asText());
            assertEquals(0, message.path("receipts").size());
            slow.stop(0);
            threads.shutdownNow();
            try (Node b = start("agency-b")) {
                agency.await("/local/v1/outbox/" + id, "delivered");
                assertTrue(b.exchangePort() == port);
            }
        } finally {
            slow.stop(0);
            threads.shutdownNow();
        }
    }

    /** A receipt of the right words, signed by the wrong agency; or by the right one for another container. */
    private static byte[] receipt(Node a, String id, Sandbox sandbox, String signer, boolean rightDigest) {
        try {
            var message = a.store()
                    .database()
                    .read(t -> t.messages().find(Direction.OUT, dev.vdx.exchange.MessageId.parse(id)))
                    .orElseThrow();
            Sha256 digest = rightDigest ? message.digest() : Sha256.of(new byte[1]);
            Receipt receipt = Receipt.received(message.envelope(), digest, CLOCK.instant(), "passed");
            return SignedReceipt.sign(receipt, sandbox.agency(signer)).getBytes(US_ASCII);
        } catch (dev.vdx.model.SigningException e) {
            throw new IllegalStateException(e);
        }
    }

    private Node start(String agency) throws Exception {
        return Node.start(Configuration.read(TwoNodes.configuration(folder, agency), Map.of()), CLOCK, RANDOM);
    }
}
