package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.peers.PeerClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wire between nodes under TLS, and who gets no connection. */
class TlsTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> TLS = Map.of(
            "exchange.tls.key", "tls.p12",
            "exchange.tls.key.password.file", "tls.txt",
            "peers.trust", "../tls-anchors/root.pem",
            "send.first", "PT0.1S",
            "send.longest", "PT0.2S");
    private static final Map<String, String> OWN_CERTIFICATE =
            Map.of("peers.key", "tls.p12", "peers.key.password.file", "tls.txt");
    private static final Map<String, String> NEED =
            Map.of("exchange.tls.clients", "need", "exchange.tls.clients.trust", "../tls-anchors/root.pem");

    @TempDir
    Path folder;

    private TestTls authority;
    private TestTls stranger;

    @BeforeEach
    void authorities() throws Exception {
        authority = new TestTls("root", CLOCK.instant(), RANDOM);
        // Of the same name, so that only the key tells them apart.
        stranger = new TestTls("root", CLOCK.instant(), RANDOM);
    }

    @SafeVarargs
    private void prepare(Map<String, String>... settings) throws Exception {
        Map<String, String> all = new TreeMap<>(TLS);
        for (Map<String, String> more : settings) {
            all.putAll(more);
        }
        TwoNodes.prepare(folder, all, CLOCK, RANDOM);
        authority.anchor(folder.resolve("tls-anchors/root.pem"));
        authority.key(folder.resolve("agency-a/tls.p12"), "localhost", true);
        authority.key(folder.resolve("agency-b/tls.p12"), "localhost", true);
    }

    private Configuration configuration(String agency, Map<String, String> environment) throws Exception {
        return Configuration.read(TwoNodes.configuration(folder, agency), environment);
    }

    private Node start(String agency) throws Exception {
        return Node.start(configuration(agency, Map.of()), CLOCK, RANDOM);
    }

    /** Sends one message from a to b, and what became of it when it reached the state, or was tried again. */
    private JsonNode sent(String state) throws Exception {
        try (Node a = start("agency-a");
                Node b = start("agency-b")) {
            assertTrue(b.exchangePort() > 0);
            Agency agency = new Agency(a.localPort(), a.makeKey("test", List.of("send", "read"), CLOCK, RANDOM));
            String id = agency.send("sandbox:agency-b", "document".getBytes(UTF_8), "k");
            if (state.equals("queued")) {
                Thread.sleep(1_500);
            }
            return agency.await("/local/v1/outbox/" + id, state);
        }
    }

    @Test
    void aMessageGoesOverTls() throws Exception {
        prepare();
        assertEquals(1, sent("delivered").path("receipts").size());
    }

    @Test
    void aMessageGoesOverTlsWithAClientCertificateWhereOneIsDemanded() throws Exception {
        prepare(OWN_CERTIFICATE, NEED);
        assertEquals(1, sent("delivered").path("receipts").size());
    }

    @Test
    void aNodeWhoseCertificateIsOfAStrangerIsNotSentTo() throws Exception {
        prepare();
        stranger.key(folder.resolve("agency-b/tls.p12"), "localhost", true);
        assertEquals(0, sent("queued").path("receipts").size());
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        prepare();
        authority.key(folder.resolve("agency-b/tls.p12"), "other.example", false);
        try (Node b = start("agency-b")) {
            assertThrows(SSLException.class, () -> live(b, Map.of()));
        }
    }

    @Test
    void withoutAnchorsTheRuntimesOwnAreAsked() throws Exception {
        prepare();
        try (Node b = start("agency-b")) {
            assertEquals(200, live(b, Map.of()));
            assertThrows(SSLException.class, () -> live(b, Map.of("VDX_NODE_PEERS_TRUST", "")));
        }
    }

    @Test
    void whereOneIsDemandedAClientCertificateMustBeThereAndGood() throws Exception {
        prepare(NEED);
        stranger.key(folder.resolve("stranger/tls.p12"), "localhost", true);
        try (Node b = start("agency-b")) {
            assertThrows(IOException.class, () -> live(b, Map.of()), "none");
            assertThrows(IOException.class, () -> live(b, client("../stranger/tls.p12")), "a stranger's");
            assertEquals(200, live(b, client("tls.p12")));
        }
    }

    @Test
    void whereOneIsWantedItMayBeMissingButNotBad() throws Exception {
        prepare(NEED, Map.of("exchange.tls.clients", "want"));
        stranger.key(folder.resolve("stranger/tls.p12"), "localhost", true);
        try (Node b = start("agency-b")) {
            assertEquals(200, live(b, Map.of()), "none");
            assertThrows(IOException.class, () -> live(b, client("../stranger/tls.p12")), "a stranger's");
            assertEquals(200, live(b, client("tls.p12")));
        }
    }

    private static Map<String, String> client(String file) {
        return Map.of("VDX_NODE_PEERS_KEY", file, "VDX_NODE_PEERS_KEY_PASSWORD_FILE", "tls.txt");
    }

    private int live(Node node, Map<String, String> environment) throws Exception {
        PeerClient client = new Transport(configuration("agency-a", environment)).peers();
        return client.pulse(URI.create("https://127.0.0.1:" + node.exchangePort()))
                .status();
    }

    @Test
    void theLocalListenerMayUseTlsToo() throws Exception {
        prepare(Map.of("local.tls.key", "tls.p12", "local.tls.key.password.file", "tls.txt"));
        try (Node b = start("agency-b")) {
            PeerClient client = new Transport(configuration("agency-a", Map.of())).peers();
            assertEquals(
                    200,
                    client.pulse(URI.create("https://127.0.0.1:" + b.localPort()))
                            .status());
            assertThrows(IOException.class, () -> client.pulse(URI.create("http://127.0.0.1:" + b.localPort())));
        }
    }

    @Test
    void whatIsNotSafeIsRefusedAtTheStart() throws Exception {
        prepare();
        refused("exchange.host", Map.of("VDX_NODE_EXCHANGE_HOST", "0.0.0.0", "VDX_NODE_EXCHANGE_TLS_KEY", ""));
        refused("local.host", Map.of("VDX_NODE_LOCAL_HOST", "0.0.0.0"));
        refused("exchange.tls.clients", Map.of("VDX_NODE_EXCHANGE_TLS_CLIENTS", "sometimes"));
        refused("exchange.tls.clients.trust", Map.of("VDX_NODE_EXCHANGE_TLS_CLIENTS", "need"));
        refused("exchange.tls.key", Map.of("VDX_NODE_EXCHANGE_TLS_KEY_PASSWORD_FILE", "node.properties"));
        refused("exchange.tls.key", Map.of("VDX_NODE_EXCHANGE_TLS_KEY", "node.properties"));
        refused(
                "exchange.tls.clients",
                Map.of(
                        "VDX_NODE_EXCHANGE_TLS_KEY", "",
                        "VDX_NODE_EXCHANGE_TLS_CLIENTS", "need",
                        "VDX_NODE_EXCHANGE_TLS_CLIENTS_TRUST", "../tls-anchors/root.pem"));
        Files.writeString(folder.resolve("empty.pem"), "", UTF_8);
        assertThrows(
                Exception.class,
                () -> Node.start(
                                configuration("agency-a", Map.of("VDX_NODE_PEERS_TRUST", "../empty.pem")),
                                CLOCK,
                                RANDOM)
                        .close());
    }

    private void refused(String key, Map<String, String> environment) throws Exception {
        Configuration configuration = configuration("agency-a", environment);
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> Node.start(configuration, CLOCK, RANDOM).close())
                .getMessage();
        assertTrue(message.startsWith(key), message);
    }
}
