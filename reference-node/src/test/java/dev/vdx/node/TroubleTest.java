package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node meets on its own machine (spec/exchange.md, 11): clocks, a full disk, a folder it may not write to, no database. */
class TroubleTest {
    private static final List<String> ALL = List.of("send", "read");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private void prepare() throws Exception {
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.3S"), CLOCK, RANDOM);
        Files.writeString(folder.resolve("password"), "postgres");
    }

    private Configuration configuration(String agency, Map<String, String> environment) throws Exception {
        return Configuration.read(TwoNodes.configuration(folder, agency), environment);
    }

    private Node start(String agency, Clock clock) throws Exception {
        return Node.start(configuration(agency, Map.of()), clock, RANDOM);
    }

    private static Agency agency(Node node) {
        return new Agency(node.localPort(), node.makeKey("test", ALL, CLOCK, RANDOM));
    }

    @Test
    void aSenderTenMinutesAheadIsToldSoByADeadLetterAndDeliversWhenItsClockIsMended() throws Exception {
        prepare();
        try (Node nodeB = start("agency-b", CLOCK)) {
            assertTrue(nodeB.exchangePort() > 0);
            String id;
            try (Node nodeA = start("agency-a", Clock.offset(CLOCK, Duration.ofMinutes(10)))) {
                Agency a = agency(nodeA);
                id = a.send("sandbox:agency-b", "ahead".getBytes(UTF_8), "k");
                JsonNode dead = a.await("/local/v1/outbox/" + id, "dead");
                assertTrue(dead.path("note").asText().contains("clock"), dead.toString());
            }
            try (Node nodeA = start("agency-a", CLOCK)) {
                Agency a = agency(nodeA);
                a.await("/local/v1/outbox/" + a.send("sandbox:agency-b", "now".getBytes(UTF_8), "l"), "delivered");
            }
        }
    }

    @Test
    void aReceiverTenMinutesAheadTakesTheMessageAndItsReceiptIsTaken() throws Exception {
        prepare();
        try (Node nodeB = start("agency-b", Clock.offset(CLOCK, Duration.ofMinutes(10)));
                Node nodeA = start("agency-a", CLOCK)) {
            assertTrue(nodeB.exchangePort() > 0);
            Agency a = agency(nodeA);
            String id = a.send("sandbox:agency-b", "behind".getBytes(UTF_8), "k");
            a.await("/local/v1/outbox/" + id, "delivered");
        }
    }

    @Test
    void aFullDiskTakesNothingAndWhenThereIsRoomTheMessageArrives() throws Exception {
        assumeTrue(mounts(), "unshare and mount are not allowed here");
        prepare();
        Path data = folder.resolve("agency-b").resolve("data");
        Files.createDirectories(data);
        List<String> little = List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=8m none \"$0\" && exec \"$@\"", data.toString());
        try (NodeProcess b = NodeProcess.start(
                        TwoNodes.configuration(folder, "agency-b"), Map.of(), little, NodeProcess.QUICK);
                Node nodeA = start("agency-a", CLOCK)) {
            Agency a = agency(nodeA);
            byte[] large = new byte[12 << 20];
            String id = a.send("sandbox:agency-b", large, "large");
            Instant end = Instant.now().plusSeconds(60);
            while (!log("agency-b").contains("No space left")) {
                assertTrue(Instant.now().isBefore(end), log("agency-b"));
                Thread.sleep(50);
            }
            String small = a.send("sandbox:agency-b", "small".getBytes(UTF_8), "small");
            a.await("/local/v1/outbox/" + small, "delivered");
            assertEquals("queued", a.get("/local/v1/outbox/" + id).path("state").asText());
            assertEquals(
                    0,
                    new ProcessBuilder(
                                    "nsenter",
                                    "-t",
                                    Long.toString(b.pid()),
                                    "-m",
                                    "mount",
                                    "-o",
                                    "remount,size=100m",
                                    data.toString())
                            .start()
                            .waitFor());
            a.await("/local/v1/outbox/" + id, "delivered");
        }
    }

    private String log(String agency) throws IOException {
        return Files.readString(TwoNodes.configuration(folder, agency).resolveSibling("node.log"));
    }

    private static boolean mounts() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aNodeThatMayNotWriteToItsFolderDoesNotStartAndSaysWhy() throws Exception {
        assumeTrue(mounts(), "unshare and mount are not allowed here");
        prepare();
        Path data = folder.resolve("agency-b").resolve("data");
        Files.createDirectories(data);
        List<String> readOnly = List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"",
                data.toString());
        IOException refused = assertThrows(
                IOException.class,
                () -> NodeProcess.start(
                                TwoNodes.configuration(folder, "agency-b"), Map.of(), readOnly, NodeProcess.QUICK)
                        .close());
        assertTrue(log("agency-b").contains("the database cannot be opened"), refused + log("agency-b"));
        try (NodeProcess again = NodeProcess.start(TwoNodes.configuration(folder, "agency-b"), Map.of())) {
            assertTrue(again.local() > 0, "and starts when it may");
        }
    }

    @Test
    void aDatabaseThatGoesAndComesBackLosesNothing() throws Exception {
        prepare();
        Path tables = folder.resolve("postgresql");
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setDataDirectory(tables)
                .setCleanDataDirectory(false)
                .start();
        int port = postgres.getPort();
        Map<String, String> environment = Postgres.environments(postgres).get("agency-a");
        try (Node nodeA = Node.start(configuration("agency-a", environment), CLOCK, RANDOM)) {
            Agency a = agency(nodeA);
            String id = a.send("sandbox:agency-b", "before".getBytes(UTF_8), "k");
            postgres.close();
            HttpResponse<byte[]> gone = a.call("POST", "/local/v1/documents", "during".getBytes(UTF_8));
            assertEquals(503, gone.statusCode());
            assertTrue(new String(gone.body(), UTF_8).contains("store-unavailable"));
            assertEquals(503, a.call("GET", "/health/ready", new byte[0]).statusCode(), "whoever watches is told");
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setDataDirectory(tables)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
            try (Node nodeB = start("agency-b", CLOCK)) {
                assertTrue(nodeB.exchangePort() > 0);
                a.await("/local/v1/outbox/" + id, "delivered");
                String after = a.send("sandbox:agency-b", "after".getBytes(UTF_8), "l");
                a.await("/local/v1/outbox/" + after, "delivered");
            }
        } finally {
            postgres.close();
        }
    }
}
