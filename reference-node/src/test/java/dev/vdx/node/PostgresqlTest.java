package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same push on a real PostgreSQL, and two nodes of one agency on one database. */
class PostgresqlTest {
    private static final List<String> ALL = List.of("send", "read", "decide");

    @TempDir
    Path folder;

    @Test
    void nodesOfOneAgencyShareTheOutboxAndEachMessageArrivesOnce() throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            Files.writeString(folder.resolve("password"), "postgres");
            TwoNodes.prepare(
                    folder,
                    Map.of("database.user", "postgres", "database.password.file", "../password"),
                    clock,
                    random);
            for (String agency : List.of("a", "b")) {
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE agency_" + agency);
                }
            }
            Map<String, String> a = environment(postgres, "a");
            Map<String, String> b = environment(postgres, "b");
            Map<String, String> again = new java.util.HashMap<>(a);
            again.put("VDX_NODE_EXCHANGE_PORT", "0");
            try (Node first = start("agency-a", a, clock, random);
                    Node second = start("agency-a", again, clock, random);
                    Node other = start("agency-b", b, clock, random)) {
                String key = first.makeKey("test", ALL, clock, random);
                Agency one = new Agency(first.localPort(), key);
                Agency two = new Agency(second.localPort(), key);
                Agency peer = new Agency(other.localPort(), other.makeKey("test", ALL, clock, random));
                for (int i = 0; i < 10; i++) {
                    Agency by = i % 2 == 0 ? one : two;
                    by.send("sandbox:agency-b", ("document " + i).getBytes(UTF_8), "case-" + i);
                }
                for (var message : one.get("/local/v1/outbox")) {
                    one.await("/local/v1/outbox/" + message.path("id").asText(), "delivered");
                }
                assertEquals(10, peer.get("/local/v1/inbox").size());
            }
        }
    }

    private static Map<String, String> environment(EmbeddedPostgres postgres, String agency) {
        return Map.of(
                "VDX_NODE_DATABASE_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/agency_" + agency);
    }

    private Node start(String agency, Map<String, String> environment, Clock clock, SecureRandom random)
            throws Exception {
        return Node.start(Configuration.read(TwoNodes.configuration(folder, agency), environment), clock, random);
    }
}
