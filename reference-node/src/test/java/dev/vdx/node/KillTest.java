package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
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

/** Real processes, SIGKILL at any moment: what was acknowledged arrives, once (SQLite). */
class KillTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    private record Running(Process process, int local) {}

    private Running run(String agency) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.vdx.node.Main",
                        "run",
                        "--config",
                        TwoNodes.configuration(folder, agency).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        assertTrue(line != null, "the node of " + agency + " started");
        return new Running(process, Agency.JSON.readTree(line).path("local").asInt());
    }

    @Test
    void whatWasAcknowledgedArrivesOnceWhoeverIsKilled() throws Exception {
        Clock clock = Clock.systemUTC();
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.5S"), clock, new SecureRandom());
        String keyA = key("agency-a");
        String keyB = key("agency-b");
        Set<String> acknowledged = new HashSet<>();
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            Running a = run("agency-a");
            Running b = run("agency-b");
            Agency agency = new Agency(a.local(), keyA);
            for (int i = 0; i < 5; i++) {
                acknowledged.add(agency.send("sandbox:agency-b", ("r" + round + i).getBytes(UTF_8), "k" + round + i));
            }
            Thread.sleep(random.nextInt(400));
            (round % 2 == 0 ? a : b).process().destroyForcibly().waitFor();
            Thread.sleep(random.nextInt(300));
            a.process().destroyForcibly().waitFor();
            b.process().destroyForcibly().waitFor();
        }
        Running a = run("agency-a");
        Running b = run("agency-b");
        try {
            Agency agency = new Agency(a.local(), keyA);
            for (String id : acknowledged) {
                agency.await("/local/v1/outbox/" + id, "delivered");
            }
            Set<String> came = new HashSet<>();
            JsonNode inbox = new Agency(b.local(), keyB).get("/local/v1/inbox");
            inbox.forEach(m -> assertTrue(came.add(m.path("id").asText()), "doubled"));
            assertEquals(acknowledged, came);
        } finally {
            a.process().destroyForcibly();
            b.process().destroyForcibly();
        }
    }

    private String key(String agency) throws Exception {
        try (NodeStore store = NodeStore.open(Configuration.read(TwoNodes.configuration(folder, agency), Map.of()))) {
            return KeyMaker.make(
                    store.database(),
                    "test",
                    List.of("send", "read"),
                    Clock.systemUTC().instant(),
                    new SecureRandom());
        }
    }
}
