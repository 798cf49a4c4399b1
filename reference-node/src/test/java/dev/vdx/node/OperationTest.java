package dev.vdx.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: what they log, and how they stop. */
class OperationTest {
    private static final String NUMBER = "1101700230708";
    private static final String CONTENT = "ข้อความลับในเอกสาร";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    private Path log(String agency) {
        return folder.resolve(agency + ".log");
    }

    private Agency run(String agency) throws Exception {
        Path file = TwoNodes.configuration(folder, agency);
        String key;
        try (NodeStore store = NodeStore.open(Configuration.read(file, Map.of()))) {
            key = KeyMaker.make(
                    store.database(), "test", List.of("send", "read", "decide"), CLOCK.instant(), new SecureRandom());
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        // The node's own way to log, not that of the tests.
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.vdx.node.Main",
                        "run",
                        "--config",
                        file.toString())
                .redirectError(log(agency).toFile())
                .start();
        processes.add(process);
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException(Files.readString(log(agency), UTF_8));
        }
        return new Agency(Agency.JSON.readTree(line).path("local").asInt(), key);
    }

    @Test
    void noPersonalNumberAndNoDocumentShowsInTheLogsOfAWholeRun() throws Exception {
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.2S"), CLOCK, new SecureRandom());
        Path issue = folder.resolve("agency-b/issue");
        Files.writeString(issue.resolve("doc.txt"), CONTENT, UTF_8);
        Files.writeString(issue.resolve("index.json"), """
                [{"type": "farmer-certificate", "keys": {"farm": "%s"},
                  "documents": [{"file": "doc.txt", "mediaType": "text/plain"}]}]""".formatted(NUMBER));
        Agency a = run("agency-a");
        String early = post(a, request("farmer-certificate", NUMBER, "subsidy"));
        Agency b = run("agency-b");
        a.await("/local/v1/outbox/" + early, "answered");
        String answer = a.get("/local/v1/inbox").get(0).path("id").asText();
        b.await("/local/v1/outbox/" + answer, "delivered");
        a.await("/local/v1/outbox/" + post(a, request("farmer-certificate", NUMBER + "9", "subsidy")), "rejected");
        a.await("/local/v1/outbox/" + post(a, request("farmer-certificate", NUMBER, "curiosity")), "rejected");
        a.await("/local/v1/outbox/" + post(a, pushed(a, "farmer-certificate")), "delivered");
        a.await("/local/v1/outbox/" + post(a, pushed(a, "a-type-nobody-takes")), "dead");
        a.call("POST", "/local/v1/outbox", ("{\"" + NUMBER + "\": 1}").getBytes(UTF_8));
        a.call("GET", "/local/v1/inbox/" + NUMBER, new byte[0]);
        a.call("GET", "/local/v1/" + NUMBER, new byte[0]);
        Files.writeString(issue.resolve("index.json"), "[{\"" + NUMBER, UTF_8);
        post(a, request("farmer-certificate", NUMBER, "subsidy"));
        waitFor("agency-b", "cannot be looked up");
        for (Process process : processes) {
            process.destroy();
            assertTrue(process.waitFor(40, TimeUnit.SECONDS), "it stops");
        }
        for (String agency : List.of("agency-a", "agency-b")) {
            List<String> lines = Files.readAllLines(log(agency), UTF_8);
            assertTrue(lines.size() > 3, lines.toString());
            for (String line : lines) {
                assertFalse(line.contains(NUMBER) || line.contains(CONTENT), line);
                // Newer JVMs warn about native libraries before anything of ours runs.
                if (!line.isEmpty() && !line.startsWith("WARNING: ")) {
                    assertTrue(
                            Agency.JSON.readTree(line).path("formattedMessage").isTextual(), line);
                }
            }
        }
    }

    private void waitFor(String agency, String words) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(log(agency), UTF_8).contains(words)) {
            assertTrue(System.nanoTime() < end, words);
            Thread.sleep(50);
        }
    }

    private static String request(String type, String farm, String purpose) {
        return """
                {"kind": "request", "to": "sandbox:agency-b", "documentType": "%s", "keys": {"farm": "%s"},
                 "purpose": "%s", "legalBasis": "x",
                 "acting": {"provider": "thaid", "subject": "%s", "ial": "2.3"}}""".formatted(type, farm, purpose, NUMBER);
    }

    private static String pushed(Agency a, String type) throws Exception {
        return """
                {"to": "sandbox:agency-b", "documentType": "%s", "keys": {"citizen": "%s"},
                 "documents": [{"name": "%s.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(type, NUMBER, NUMBER, a.handIn(CONTENT.getBytes(UTF_8)));
    }

    private static String post(Agency agency, String draft) throws Exception {
        return Agency.JSON
                .readTree(agency.call("POST", "/local/v1/outbox", draft.getBytes(UTF_8))
                        .body())
                .path("id")
                .asText();
    }

    @Test
    void aRequestUnderWayEndsWithItsAnswerWhenTheNodeIsStopped() throws Exception {
        TwoNodes.prepare(folder, Map.of("log", "text"), CLOCK, new SecureRandom());
        Agency agency = run("agency-a");
        Process process = processes.get(0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), agency.port())) {
            socket.setSoTimeout(30_000);
            write(
                    socket,
                    "POST /local/v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + agency.key()
                            + "\r\nContent-Length: 10\r\n\r\n01234");
            Thread.sleep(500);
            process.destroy();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (connects(agency.port())) {
                assertTrue(System.nanoTime() < end, "nobody new gets in");
                Thread.sleep(50);
            }
            assertTrue(process.isAlive(), "it waits for the one under way");
            write(socket, "56789");
            byte[] answer = new byte[1024];
            int read = socket.getInputStream().read(answer);
            assertTrue(new String(answer, 0, Math.max(0, read), ISO_8859_1).startsWith("HTTP/1.1 201 "));
        }
        assertTrue(process.waitFor(40, TimeUnit.SECONDS));
        assertThrows(
                IOException.class,
                () -> Agency.JSON.readTree(
                        Files.readAllLines(log("agency-a"), UTF_8).get(0)),
                "log = text");
        try (NodeStore store = NodeStore.openAlone(
                Configuration.read(TwoNodes.configuration(folder, "agency-a"), Map.of()),
                Clock.systemUTC().instant())) {
            assertEquals(true, store.database().embedded(), "the folder is free again");
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
