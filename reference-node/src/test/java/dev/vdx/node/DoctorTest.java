package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor tries for real: all is well only while everybody it needs answers, and each trouble is told by its name. */
class DoctorTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SEAL = "seal key";
    private static final String STAMP = "time-stamp authority";
    private static final String PARTNER = "node of sandbox:agency-b";

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private SandboxServer server;

    @BeforeEach
    void start() throws Exception {
        TwoNodes.prepare(folder, Map.of("send.patience", "PT5S"), CLOCK, RANDOM);
        sandbox = Sandbox.open(folder.resolve("sandbox"));
        server = SandboxServer.start(sandbox, CLOCK, RANDOM);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Node agencyB() throws Exception {
        return Node.start(Configuration.read(TwoNodes.configuration(folder, "agency-b"), Map.of()), CLOCK, RANDOM);
    }

    private Map<String, String> wrong(Map<String, String> settings, Clock clock) throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("VDX_NODE_TSA", server.tsa().toString(), "VDX_NODE_TSA_TRUST", "../sandbox/tsa-anchors"));
        settings.forEach(
                (key, value) -> environment.put(Setting.of(key).orElseThrow().variable(), value));
        Configuration configuration = Configuration.read(TwoNodes.configuration(folder, "agency-a"), environment);
        Map<String, String> wrong = new HashMap<>();
        for (Doctor.Finding finding : new Doctor(configuration, clock, RANDOM).examine()) {
            finding.trouble().ifPresent(trouble -> wrong.put(finding.what(), trouble));
        }
        return wrong;
    }

    private void one(String what, String why, Map<String, String> settings) throws Exception {
        told(what, why, wrong(settings, CLOCK));
    }

    private static void told(String what, String why, Map<String, String> wrong) {
        List<String> troubles = wrong.entrySet().stream()
                .filter(e -> e.getKey().startsWith(what))
                .map(Map.Entry::getValue)
                .toList();
        assertEquals(1, troubles.size(), wrong.toString());
        assertTrue(troubles.get(0).contains(why), troubles.get(0));
        assertTrue(troubles.get(0).contains("move") || troubles.get(0).contains("whoever"), troubles.get(0));
    }

    @Test
    void allIsWellWhileEverybodyAnswers() throws Exception {
        try (Node b = agencyB()) {
            assertTrue(b.exchangePort() > 0);
            assertEquals(Map.of(), wrong(Map.of(), CLOCK));
            List<String> asked =
                    server.requests().stream().map(r -> r.uri().getPath()).toList();
            assertTrue(asked.stream().anyMatch(p -> p.equals("/tsa")), "a time-stamp was really made: " + asked);
            assertTrue(asked.stream().anyMatch(p -> p.startsWith("/ocsp/")), "revocation was really asked for");
        }
    }

    @Test
    void theSealsTroublesAreTold() throws Exception {
        one(SEAL, "your move: the key", Map.of("key.password.file", "../directory.jws"));
        one(SEAL, "name its root there", Map.of("trust", "../sandbox/tsa-anchors"));
        told(SEAL, "not valid at this time", wrong(Map.of(), Clock.offset(CLOCK, Duration.ofDays(800))));
        sandbox.revoke(
                sandbox.agency("agency-a").certificate().getSerialNumber(),
                1,
                CLOCK.instant().minusSeconds(60));
        one(SEAL, "was revoked", Map.of());
        server.close();
        one(SEAL, "neither OCSP nor CRL answers", Map.of());
        one(STAMP, "the move of the time-stamp authority", Map.of());
    }

    @Test
    void aSealThatRunsOutSoonIsTold() throws Exception {
        Clock later = Clock.offset(CLOCK, Duration.ofDays(710));
        server.close();
        server = SandboxServer.start(sandbox, later, RANDOM);
        told(SEAL, "runs out in", wrong(Map.of(), later));
    }

    @Test
    void theTimeStampAuthoritysTroublesAreTold() throws Exception {
        one(STAMP, "the move of the time-stamp authority", Map.of("tsa.trust", "../sandbox/anchors"));
        one(
                STAMP,
                "the move of the time-stamp authority",
                Map.of("tsa", server.ocsp().toString()));
        one(STAMP, "tsa.trust is missing", Map.of("tsa.trust", ""));
        one(STAMP, "loopback only", Map.of("tsa", "http://tsa.example.go.th/"));
        server.close();
        try (SandboxServer ahead = SandboxServer.start(sandbox, Clock.offset(CLOCK, Duration.ofMinutes(10)), RANDOM)) {
            one(STAMP, "ahead of ours", Map.of("tsa", ahead.tsa().toString()));
        }
    }

    @Test
    void thePartnersTroublesAreTold() throws Exception {
        one(PARTNER, "cannot be reached", Map.of());
        int port;
        try (Node b = agencyB()) {
            port = b.exchangePort();
            told(PARTNER, "behind ours", wrong(Map.of(), Clock.offset(CLOCK, Duration.ofMinutes(10))));
        }
        HttpServer broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        broken.createContext("/", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        broken.start();
        one(PARTNER, "it answers 500 (their move)", Map.of());
        broken.stop(0);
    }

    @Test
    void theStoresAndTheDirectorysTroublesAreTold() throws Exception {
        one("database", "your move", Map.of("database.url", "jdbc:postgresql://127.0.0.1:1/none"));
        one("database", "your move", Map.of("data", "../directory.jws"));
        one("documents' folder", "your move", Map.of("data", "../directory.jws"));
        one("directory", "your move", Map.of("directory", "../none.jws"));
        one("directory", "whoever signs the directory", Map.of("party", "sandbox:agency-c"));
        one(
                "directory",
                "does not list this node's seal",
                Map.of(
                        "key",
                        "../sandbox/agencies/agency-b/seal.p12",
                        "key.password.file",
                        "../sandbox/agencies/agency-b/password.txt"));
        Files.writeString(folder.resolve("cut.jws"), "x.y.z", UTF_8);
        one("directory", "whoever signs the directory", Map.of("directory", "../cut.jws"));
        told("directory", "whoever signs the directory", wrong(Map.of(), Clock.offset(CLOCK, Duration.ofDays(400))));
        told("directory", "it ends ", wrong(Map.of(), Clock.offset(CLOCK, Duration.ofDays(363))));
    }

    @Test
    void messagesAndEvidenceAreTimeStampedWhereAnAuthorityIsNamed() throws Exception {
        Map<String, String> stamping =
                Map.of("VDX_NODE_TSA", server.tsa().toString(), "VDX_NODE_TSA_TRUST", "../sandbox/tsa-anchors");
        Configuration a = Configuration.read(TwoNodes.configuration(folder, "agency-a"), stamping);
        try (Node b = agencyB();
                Node node = Node.start(a, CLOCK, RANDOM)) {
            assertTrue(b.exchangePort() > 0);
            Agency agency = new Agency(node.localPort(), node.makeKey("test", List.of("send", "read"), CLOCK, RANDOM));
            String id = agency.send("sandbox:agency-b", "document".getBytes(UTF_8), "k");
            agency.await("/local/v1/outbox/" + id, "delivered");
            for (String file : List.of("message", "evidence")) {
                assertEquals("T", level(agency, id, file), file);
            }
            server.close();
            assertEquals(
                    503,
                    agency.draft("sandbox:agency-b", "later".getBytes(UTF_8), "l")
                            .statusCode(),
                    "without a time-stamp nothing is taken");
        }
    }

    private String level(Agency agency, String id, String file) throws Exception {
        byte[] container = agency.call("GET", "/local/v1/outbox/" + id + "/" + file, new byte[0])
                .body();
        try (dev.vdx.model.Source source = dev.vdx.model.Source.bytes(container)) {
            String level = dev.vdx.Verifier.trusting(
                            dev.vdx.trust.TrustAnchors.pem(folder.resolve("sandbox/anchors")), CLOCK)
                    .timestampsTrusting(dev.vdx.trust.TrustAnchors.pem(folder.resolve("sandbox/tsa-anchors")))
                    .verify(source, file)
                    .verdict()
                    .signatures()
                    .get(0)
                    .level();
            return level.substring(level.lastIndexOf('-') + 1);
        }
    }
}
