package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory at an address: taken up when it is good, and the last good one kept whatever comes instead. */
class DirectoryAddressTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PATH = "/directory.jws";
    private static final String NOTE = "the directory that holds was last found to be the newest";

    @TempDir
    Path folder;

    private String first = "";
    private volatile Supplier<TestServer.Answer> next =
            () -> TestServer.body(500, "text/plain", "not yet".getBytes(UTF_8));

    private TestServer.Answer edition(String signed, String tag) {
        return TestServer.body(200, "application/jose", signed.getBytes(US_ASCII), "ETag: \"" + tag + "\"");
    }

    @Test
    void isTakenUpAskedForOnlyIfChangedAndKeptWhateverComesInstead() throws Exception {
        TwoNodes.prepare(folder, Map.of("directory.every", "PT1H"), CLOCK, RANDOM);
        first = Files.readString(folder.resolve("directory.jws"), US_ASCII);
        try (TestServer server = TestServer.start(0).on(PATH, r -> next.get())) {
            next = () -> edition(first, "one");
            try (Node node = start(server.base() + PATH)) {
                assertEquals(List.of(), list(node, "troubles"));
                assertEquals(List.of(), list(node, "notes"));
                assertTrue(metrics(node).contains("vdx_directory_edition 1.0"));
                kept(node, server);
                renewed(node);
            }
        }
    }

    private void kept(Node node, TestServer server) throws Exception {
        next = () -> TestServer.body(304, "text/plain", new byte[0]);
        node.refreshDirectory();
        assertEquals(
                Optional.of(List.of("\"one\"")),
                server.requests().get(server.requests().size() - 1).headers().entrySet().stream()
                        .filter(h -> h.getKey().equalsIgnoreCase("If-None-Match"))
                        .map(Map.Entry::getValue)
                        .findFirst());
        assertEquals(List.of(), list(node, "notes"));
        List<Supplier<TestServer.Answer>> bad = List.of(
                () -> TestServer.body(200, "text/html", "<html>log in</html>".getBytes(UTF_8)),
                () -> TestServer.body(200, "application/jose", "<html>log in</html>".getBytes(UTF_8)),
                () -> TestServer.body(503, "text/plain", first.getBytes(US_ASCII)),
                () -> TestServer.body(302, "text/plain", new byte[0], "Location: /elsewhere"),
                () -> TestServer.body(200, "application/jose", new byte[(16 << 20) + 1]),
                () -> edition(first.substring(0, first.length() - 10), "cut"));
        for (Supplier<TestServer.Answer> answer : bad) {
            next = answer;
            node.refreshDirectory();
            assertEquals(List.of(), list(node, "troubles"), "the last good one holds");
            assertTrue(
                    list(node, "notes").get(0).startsWith(NOTE),
                    list(node, "notes").toString());
        }
        assertEquals(
                200,
                new Agency(node.localPort(), "")
                        .call("GET", "/health/ready", new byte[0])
                        .statusCode());
    }

    private void renewed(Node node) throws Exception {
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        Directory before = SignedDirectory.verify(
                        first,
                        new Directories(configuration("")).verifier(CLOCK).offline(),
                        Optional.empty(),
                        CLOCK)
                .directory();
        String second = SignedDirectory.sign(
                new Directory(
                        before.name(),
                        2,
                        before.issued(),
                        before.validUntil(),
                        Optional.of(Sha256.of(first.strip().getBytes(US_ASCII))),
                        before.parties()),
                sandbox.directorySigner(),
                CLOCK.instant());
        next = () -> edition(second, "two");
        node.refreshDirectory();
        assertEquals(List.of(), list(node, "notes"));
        assertTrue(metrics(node).contains("vdx_directory_edition 2.0"));
        next = () -> edition(first, "one");
        node.refreshDirectory();
        assertTrue(list(node, "notes").get(0).startsWith(NOTE), "an older edition is refused");
        assertTrue(metrics(node).contains("vdx_directory_edition 2.0"));
    }

    @Test
    void plainHttpIsForLoopbackOnly() throws Exception {
        TwoNodes.prepare(folder, Map.of(), CLOCK, RANDOM);
        assertThrows(
                ConfigurationException.class,
                () -> start("http://directory.example.go.th/directory.jws").close());
    }

    private Configuration configuration(String directory) throws Exception {
        return Configuration.read(
                TwoNodes.configuration(folder, "agency-a"),
                directory.isEmpty() ? Map.of() : Map.of("VDX_NODE_DIRECTORY", directory));
    }

    private Node start(String directory) throws Exception {
        return Node.start(configuration(directory), CLOCK, RANDOM);
    }

    private static List<String> list(Node node, String name) throws Exception {
        JsonNode json = new Agency(node.localPort(), "").get("/health/ready");
        List<String> texts = new java.util.ArrayList<>();
        json.path(name).forEach(t -> texts.add(t.asText()));
        return texts;
    }

    private static String metrics(Node node) throws Exception {
        return new String(
                new Agency(node.localPort(), "")
                        .call("GET", "/metrics", new byte[0])
                        .body(),
                UTF_8);
    }
}
