package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.exchange.Sha256;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.pending.PendingFile;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node raises by itself, once, what was signed while services were down, and leaves alone what somebody else changed. */
class PendingDocumentsTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    /** The node's; a service that failed is not asked again for half a minute. */
    private final ForwardClock clock = new ForwardClock();

    private Sandbox sandbox;
    private Path issued;
    private URI tsa;

    @BeforeEach
    void twoAgencies() throws Exception {
        TwoNodes.prepare(folder, Map.of(), CLOCK, RANDOM);
        sandbox = Sandbox.open(folder.resolve("sandbox"));
        issued = Files.createDirectory(folder.resolve("issued"));
        try (SandboxServer once = services()) {
            tsa = once.tsa();
        }
    }

    private SandboxServer services() throws Exception {
        return SandboxServer.start(sandbox, CLOCK, RANDOM);
    }

    private Node node(Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>();
        settings.forEach(
                (key, value) -> environment.put(Setting.of(key).orElseThrow().variable(), value));
        return Node.start(Configuration.read(TwoNodes.configuration(folder, "agency-a"), environment), clock, RANDOM);
    }

    private Path signed(String name) throws Exception {
        Path plain = Files.write(folder.resolve("plain.pdf"), Papers.unsigned(CLOCK));
        Path home = folder.resolve("sandbox").resolve("agencies").resolve("agency-a");
        Path file = issued.resolve(name);
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();
        Level reached = Signer.with(SigningKeys.pkcs12(home.resolve("seal.p12"), password))
                .level(Level.LTA)
                .timestamps(TimestampAuthority.http(tsa))
                .signAllowingLater(plain, file)
                .orElseThrow()
                .reached();
        assertEquals(Level.B, reached);
        return file;
    }

    private static void await(Node node, String metric) throws Exception {
        Agency agency = new Agency(node.localPort(), node.makeKey("test", List.of("read"), CLOCK, RANDOM));
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        String all = "";
        while (!all.contains(metric)) {
            assertTrue(Instant.now().isBefore(end), all);
            Thread.sleep(50);
            all = new String(agency.call("GET", "/metrics", new byte[0]).body(), UTF_8);
        }
    }

    @Test
    void whatWaitedForServicesIsRaisedOnceWhenTheyAreBack() throws Exception {
        Path certificate = signed("certificate.pdf");
        Path changed = signed("changed.pdf");
        Files.writeString(changed, "\n", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(changed);
        Map<String, String> settings = Map.of(
                "pending", "../issued",
                "pending.every", "PT0.2S",
                "pending.trust", "../sandbox/anchors",
                "tsa.trust", "../sandbox/tsa-anchors");
        try (Node node = node(settings)) {
            await(node, "vdx_pending_documents{waits_for=\"service\"} 1.0");
            await(node, "vdx_pending_documents{waits_for=\"somebody\"} 1.0");
            try (SandboxServer back = services()) {
                assertEquals(tsa, back.tsa());
                clock.ahead = Duration.ofSeconds(31);
                await(node, "vdx_pending_documents{waits_for=\"service\"} 0.0");
            }
            assertFalse(Files.exists(PendingFile.of(certificate)));
            String digest = digest(certificate);
            assertEquals(
                    List.of("LTA"),
                    node.store().database().read(t -> t.audit().about(digest)).stream()
                            .filter(row -> row.action().equals("document.raised"))
                            .map(row -> row.detail())
                            .toList());
        }
        Report report = Verifier.trusting(TrustAnchors.pem(folder.resolve("sandbox/anchors")), CLOCK)
                .timestampsTrusting(TrustAnchors.pem(folder.resolve("sandbox/tsa-anchors")))
                .offline()
                .verify(certificate);
        assertEquals(Outcome.PASSED, report.outcome());
        assertEquals("PAdES-BASELINE-LTA", report.verdict().signatures().get(0).level());
        assertArrayEquals(before, Files.readAllBytes(changed));
        assertTrue(Files.exists(PendingFile.of(changed)));
    }

    /** The authority it is told to use counts, not the one of the record; and whom nobody trusts is not asked in vain for ever. */
    @Test
    void theNodesOwnAuthorityIsAskedAndOnlyTrustedSignersAreRaised() throws Exception {
        Path certificate = signed("certificate.pdf");
        try (SandboxServer back = services()) {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "pending", "../issued",
                    "pending.every", "PT0.2S",
                    "pending.trust", "../sandbox/tsa-anchors",
                    "tsa", back.tsa().toString(),
                    "tsa.trust", "../sandbox/tsa-anchors"));
            try (Node node = node(settings)) {
                await(node, "vdx_pending_documents{waits_for=\"somebody\"} 1.0");
            }
            assertTrue(Files.exists(PendingFile.of(certificate)));
            settings.put("pending.trust", "../sandbox/anchors");
            settings.put("tsa", back.ocsp().toString());
            try (Node node = node(settings)) {
                await(node, "vdx_pending_documents{waits_for=\"service\"} 1.0");
            }
        }
    }

    @Test
    void aFolderThatIsNoneIsToldAtTheStart() {
        assertThrows(ConfigurationException.class, () -> node(Map.of("pending", "../nowhere")));
    }

    private static final class ForwardClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return CLOCK.instant().plus(ahead);
        }
    }

    private static String digest(Path file) throws Exception {
        return Sha256.of(Files.readAllBytes(file)).toString();
    }
}
