package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Step;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one agency, real processes on one PostgreSQL and one folder of documents. */
class SharedOutboxTest {
    private static final int EACH = 10;
    private static final List<String> ALL = List.of("send", "read");

    @TempDir
    Path folder;

    @Test
    void eachMessageIsSentOnceAndWhenOneNodeIsKilledTheOtherGoesOn() throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            prepare();
            Map<String, Map<String, String>> environments = Postgres.environments(postgres);
            Map<String, String> a = environments.get("agency-a");
            Map<String, String> again = new HashMap<>(a);
            again.put("VDX_NODE_EXCHANGE_PORT", "0");
            Path configuration = TwoNodes.configuration(folder, "agency-a");
            String key;
            try (NodeStore store = NodeStore.open(Configuration.read(configuration, a))) {
                key = KeyMaker.make(
                        store.database(), "test", ALL, Clock.systemUTC().instant(), new SecureRandom());
            }
            AtomicInteger came = new AtomicInteger();
            try (Node b = Node.start(
                            Configuration.read(
                                    TwoNodes.configuration(folder, "agency-b"), environments.get("agency-b")),
                            step -> came.addAndGet(step == Step.MESSAGE_IN ? 1 : 0),
                            Clock.systemUTC(),
                            new SecureRandom());
                    NodeProcess first = NodeProcess.start(configuration, a);
                    NodeProcess second = NodeProcess.start(configuration, again)) {
                Agency one = new Agency(first.local(), key);
                Agency two = new Agency(second.local(), key);
                for (int i = 0; i < EACH; i++) {
                    one.send("sandbox:agency-b", ("one " + i).getBytes(UTF_8), "one-" + i);
                    two.send("sandbox:agency-b", ("two " + i).getBytes(UTF_8), "two-" + i);
                }
                delivered(b, 2 * EACH);
                assertEquals(2 * EACH, came.get(), "each was sent once");

                first.arm(Step.TASK_TAKEN);
                for (int i = 0; i < EACH; i++) {
                    two.send("sandbox:agency-b", ("three " + i).getBytes(UTF_8), "three-" + i);
                }
                first.reached(Step.TASK_TAKEN);
                first.kill();
                delivered(b, 3 * EACH);
                second.arm(Step.MESSAGE_ANSWERED);
                two.send("sandbox:agency-b", "four".getBytes(UTF_8), "four");
                second.reached(Step.MESSAGE_ANSWERED);
                second.kill();
                try (NodeProcess third = NodeProcess.start(configuration, a)) {
                    Agency three = new Agency(third.local(), key);
                    for (var message : three.get("/local/v1/outbox")) {
                        three.await("/local/v1/outbox/" + message.path("id").asText(), "delivered");
                    }
                    delivered(b, 3 * EACH + 1);
                    int more = came.get() - (3 * EACH + 1);
                    assertTrue(
                            more >= 1 && more <= Node.SENDERS + 1,
                            more + " came again; a node that is killed has as many under way as it has senders");
                }
            }
        }
    }

    private void prepare() throws Exception {
        TwoNodes.prepare(
                folder, Map.of("send.lease", "PT2S", "send.first", "PT0.1S"), Clock.systemUTC(), new SecureRandom());
        Files.writeString(folder.resolve("password"), "postgres");
    }

    private static void delivered(Node receiver, long wanted) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        long count = 0;
        while (count < wanted && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            count = receiver.store().database().read(t -> t.messages().count(Direction.IN, MessageState.DELIVERED));
        }
        assertEquals(wanted, count);
    }

    @Test
    void onSqliteASecondNodeIsRefusedAndTheFirstGoesOn() throws Exception {
        prepare();
        Path configuration = TwoNodes.configuration(folder, "agency-a");
        try (NodeProcess first = NodeProcess.start(configuration, Map.of())) {
            Map<String, String> free = Map.of("VDX_NODE_EXCHANGE_PORT", "0");
            assertThrows(
                    IOException.class,
                    () -> NodeProcess.start(configuration, free).close());
            assertTrue(
                    Files.readString(configuration.resolveSibling("node.log")).contains("another node runs"));
            assertEquals(
                    "ready",
                    new Agency(first.local(), "")
                            .get("/health/ready")
                            .path("status")
                            .asText());
        }
    }
}
