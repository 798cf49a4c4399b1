package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.pull.DocumentSource;
import dev.vdx.sandbox.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents from the agency's own database and back end; what a caller writes never becomes part of a query. */
class SourceTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String TYPE = "farmer-certificate";
    private static final String QUERY = "SELECT name, media_type, content, path FROM doc"
            + " WHERE farm = :farm AND type = :documentType AND n > 0 AND n < 100 AND name <> ''";

    @TempDir
    Path folder;

    private String database = "";
    private volatile Supplier<TestServer.Answer> backEnd = () -> json(500, "{}");

    @BeforeEach
    void prepare() throws Exception {
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.2S"), CLOCK, RANDOM);
        database = "jdbc:sqlite:" + folder.resolve("registry.db");
    }

    private void fill() throws Exception {
        Files.createDirectories(folder.resolve("files/sub"));
        Files.writeString(folder.resolve("files/sub/F-2.txt"), "two", UTF_8);
        Files.createSymbolicLink(folder.resolve("files/link"), folder.resolve("directory.jws"));
        try (Connection connection = DriverManager.getConnection(database)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE doc (farm TEXT, type TEXT, n INTEGER, name TEXT, media_type TEXT,"
                        + " content BLOB, path TEXT)");
            }
            row(connection, "F-1", "ใบรับรอง.txt", "one".getBytes(UTF_8), null);
            row(connection, "F-2", "F-2.txt", null, "sub/F-2.txt");
            row(connection, "F-3", "out.txt", null, "../directory.jws");
            row(connection, "F-4", "out.txt", null, "link");
            row(connection, "F-5", "out.txt", null, null);
        }
    }

    private static void row(Connection connection, String farm, String name, byte[] content, String path)
            throws Exception {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO doc VALUES (?, ?, 1, ?, 'text/plain', ?, ?)")) {
            insert.setString(1, farm);
            insert.setString(2, TYPE);
            insert.setString(3, name);
            insert.setBytes(4, content);
            insert.setString(5, path);
            insert.execute();
        }
    }

    private DocumentSource source(Map<String, String> settings) throws Exception {
        return new Sources(configuration(settings)).open();
    }

    private Configuration configuration(Map<String, String> settings) throws Exception {
        Map<String, String> environment = new TreeMap<>(Map.of("VDX_NODE_ISSUE_FOLDER", ""));
        settings.forEach(
                (key, value) -> environment.put(Setting.of(key).orElseThrow().variable(), value));
        return Configuration.read(TwoNodes.configuration(folder, "agency-b"), environment);
    }

    private Map<String, String> sql(String query) {
        return Map.of("issue.sql.url", database, "issue.sql.query", query, "issue.sql.folder", "../files");
    }

    private static List<String> found(DocumentSource source, String type, String farm) throws IOException {
        List<String> texts = new ArrayList<>();
        for (DocumentSource.Found document : source.find(type, Map.of("farm", farm))) {
            try (InputStream in = document.content().open()) {
                texts.add(document.name() + " " + document.mediaType() + " " + new String(in.readAllBytes(), UTF_8));
            }
        }
        return texts;
    }

    @Test
    void aRowGivesADocumentOrAFileOfTheFolderAndNoOther() throws Exception {
        fill();
        try (DocumentSource source = source(sql(QUERY))) {
            assertEquals(List.of("ใบรับรอง.txt text/plain one"), found(source, TYPE, "F-1"));
            assertEquals(List.of("F-2.txt text/plain two"), found(source, TYPE, "F-2"));
            assertEquals(List.of(), found(source, TYPE, "F-9"));
            assertEquals(List.of(), found(source, "other", "F-1"));
            for (String outside : List.of("F-3", "F-4", "F-5")) {
                assertThrows(IOException.class, () -> found(source, TYPE, outside), outside);
            }
        }
    }

    @Test
    void whatACallerWritesIsBoundAndNeverPartOfTheQuery() throws Exception {
        fill();
        try (DocumentSource source = source(sql(QUERY))) {
            for (String hostile : List.of(
                    "F-1' OR '1'='1",
                    "' OR 1=1 --",
                    "F-1'; DROP TABLE doc; --",
                    ":documentType",
                    "<farm>",
                    "F-1\u0000",
                    "?")) {
                assertEquals(List.of(), found(source, TYPE, hostile), hostile);
                assertEquals(List.of(), found(source, hostile, "F-1"), hostile);
            }
            assertEquals(1, found(source, TYPE, "F-1").size(), "the table is still there");
        }
    }

    @Test
    void aQueryThatDoesNotAskByEverySearchKeyOrByMoreHandsOutNothing() throws Exception {
        fill();
        for (String query : List.of(
                "SELECT name, media_type, content FROM doc",
                QUERY + " AND :other = 1",
                "SELECT nonsense WHERE x = :farm",
                "DELETE FROM doc WHERE farm = :farm AND type = :documentType RETURNING name, media_type, content")) {
            try (DocumentSource source = source(sql(query))) {
                String message = assertThrows(IOException.class, () -> found(source, TYPE, "F-secret"), query)
                        .getMessage();
                assertFalse(message.contains("F-secret"), message);
            }
        }
        try (DocumentSource source = source(sql(QUERY))) {
            assertEquals(1, found(source, TYPE, "F-1").size(), "nothing was deleted");
        }
    }

    private static TestServer.Answer json(int status, String body) {
        return TestServer.body(status, "application/json", body.getBytes(UTF_8));
    }

    @Test
    void aBackEndIsAskedInJsonAndWhatIsNoAnswerIsNone() throws Exception {
        Files.writeString(folder.resolve("token"), "secret-token\n", UTF_8);
        try (TestServer server = TestServer.start(0)) {
            server.on("/find", r -> backEnd.get());
            server.on("/file", r -> TestServer.body(200, "text/plain", "from afar".getBytes(UTF_8)));
            try (DocumentSource source =
                    source(Map.of("issue.http.url", server.base() + "/find", "issue.http.token.file", "../token"))) {
                String one = Base64.getEncoder().encodeToString("one".getBytes(UTF_8));
                backEnd = () -> json(200, """
                        {"documents": [{"name": "a", "mediaType": "text/plain", "content": "%s"},
                                       {"name": "b", "mediaType": "text/plain", "href": "/file/b"}]}""".formatted(one));
                assertEquals(
                        List.of("a text/plain one", "b text/plain from afar"),
                        found(source, TYPE, "F\", \"admin\": \"1"));
                TestServer.Request asked = server.requests().get(0);
                JsonNode question = Agency.JSON.readTree(asked.body());
                assertEquals(2, question.size(), question.toString());
                assertEquals(
                        "F\", \"admin\": \"1",
                        question.path("keys").path("farm").asText());
                assertEquals(List.of("Bearer secret-token"), asked.headers().get("Authorization"));
                backEnd = () -> json(404, "{}");
                assertEquals(List.of(), found(source, TYPE, "F-1"));
                refused(source);
            }
        }
    }

    private void refused(DocumentSource source) {
        List<TestServer.Answer> bad = List.of(
                json(500, "{\"documents\": []}"),
                TestServer.body(200, "text/html", "<html>log in</html>".getBytes(UTF_8)),
                json(200, "<html>"),
                json(200, "[]"),
                json(200, "{\"documents\": [{\"name\": \"a\", \"mediaType\": \"text/plain\"}]}"),
                json(200, "{\"documents\": [{\"name\": \"a\", \"mediaType\": \"text/plain\", \"content\": \"***\"}]}"),
                json(
                        200,
                        "{\"documents\": [{\"name\": \"a\", \"mediaType\": \"x\", \"href\": \"http://127.0.0.1:1/\"}]}"),
                json(
                        200,
                        "{\"documents\": [{\"name\": \"a\", \"mediaType\": \"x\", \"href\": \"file:///etc/passwd\"}]}"),
                json(200, "{\"documents\": [{\"name\": \"a\", \"mediaType\": \"x\", \"href\": \"//127.0.0.1/x\"}]}"),
                TestServer.body(302, "application/json", new byte[0], "Location: /file"));
        for (TestServer.Answer answer : bad) {
            backEnd = () -> answer;
            assertThrows(IOException.class, () -> found(source, TYPE, "F-1"), answer.toString());
        }
    }

    @Test
    void eachSourceHasItsTypes() throws Exception {
        fill();
        Map<String, String> settings = new TreeMap<>(sql(QUERY));
        settings.put("issue.sql.types", TYPE);
        settings.put("issue.folder", "issue");
        try (DocumentSource source = source(settings)) {
            assertEquals(1, found(source, TYPE, "F-1").size());
            assertEquals(List.of(), found(source, "farmer-history", "F-1"), "the empty folder was asked");
        }
        settings.put("issue.sql.types", "");
        assertThrows(ConfigurationException.class, () -> source(settings).close());
        settings.put("issue.sql.types", "a b");
        settings.put("issue.folder.types", "b c");
        assertThrows(ConfigurationException.class, () -> source(settings).close());
        assertThrows(
                ConfigurationException.class,
                () -> source(Map.of("issue.http.url", "http://registry.example.go.th/"))
                        .close(),
                "plain HTTP to another machine");
    }

    @Test
    void whileTheDatabaseIsAwayTheAskerTriesAgainAndGetsItsAnswerLater() throws Exception {
        Configuration b = configuration(sql(QUERY));
        Configuration a = Configuration.read(TwoNodes.configuration(folder, "agency-a"), Map.of());
        try (Node issuer = Node.start(b, CLOCK, RANDOM);
                Node asker = Node.start(a, CLOCK, RANDOM)) {
            assertTrue(issuer.localPort() > 0);
            Agency agency =
                    new Agency(asker.localPort(), asker.makeKey("test", List.of("send", "read"), CLOCK, RANDOM));
            byte[] draft = """
                    {"kind": "request", "to": "sandbox:agency-b", "documentType": "farmer-certificate",
                     "keys": {"farm": "F-1"}, "purpose": "subsidy", "legalBasis": "x",
                     "acting": {"provider": "thaid", "subject": "officer-7", "ial": "2.3"}}""".getBytes(UTF_8);
            String id = Agency.JSON
                    .readTree(agency.call("POST", "/local/v1/outbox", draft).body())
                    .path("id")
                    .asText();
            Thread.sleep(Duration.ofSeconds(1).toMillis());
            assertEquals(
                    "queued", agency.get("/local/v1/outbox/" + id).path("state").asText());
            fill();
            agency.await("/local/v1/outbox/" + id, "answered");
        }
    }
}
