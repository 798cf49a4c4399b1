package dev.vdx.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local listener before callers who mean no good: refused, nothing told, nothing broken. */
class HostileCallerTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = new byte[0];
    private static final String ID = "01a20dc8-71a1-7518-98ba-16582d25acf3";
    private static final List<String[]> ROUTES = List.of(
            new String[] {"POST", "/local/v1/documents", "send"},
            new String[] {"POST", "/local/v1/outbox", "send"},
            new String[] {"POST", "/local/v1/outbox/" + ID + "/resend", "send"},
            new String[] {"GET", "/local/v1/inbox", "read"},
            new String[] {"GET", "/local/v1/outbox", "read"},
            new String[] {"GET", "/local/v1/inbox/" + ID, "read"},
            new String[] {"GET", "/local/v1/inbox/" + ID + "/message", "read"},
            new String[] {"GET", "/local/v1/inbox/" + ID + "/evidence", "read"},
            new String[] {"GET", "/local/v1/inbox/" + ID + "/documents/1", "read"},
            new String[] {"POST", "/local/v1/inbox/" + ID + "/acknowledge", "read"},
            new String[] {"POST", "/local/v1/inbox/" + ID + "/decision", "decide"},
            new String[] {"DELETE", "/local/v1/inbox/" + ID + "/message", "delete"});

    @TempDir
    static Path folder;

    private static Node node;
    private static String all;

    @BeforeAll
    static void start() throws Exception {
        TwoNodes.prepare(folder, Map.of(), CLOCK, RANDOM);
        node = Node.start(Configuration.read(TwoNodes.configuration(folder, "agency-a"), Map.of()), CLOCK, RANDOM);
        all = node.makeKey("all", List.of("send", "read", "decide", "delete"), CLOCK, RANDOM);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Agency caller(String key) {
        return new Agency(node.localPort(), key);
    }

    private static String refused(int status, HttpResponse<byte[]> answer) throws IOException {
        String body = new String(answer.body(), UTF_8);
        assertEquals(status, answer.statusCode(), body);
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"));
        for (String traceOf : List.of("Exception", "\tat ", "org.sqlite", "jdbc", "dev.vdx", "SELECT")) {
            assertFalse(body.contains(traceOf), body);
        }
        assertEquals(
                status == 401, answer.headers().firstValue("WWW-Authenticate").isPresent());
        return Agency.JSON.readTree(body).path("type").asText();
    }

    @Test
    void withoutAKeyOrWithOneOfAnotherScopeNothingOpens() throws Exception {
        String revoked = node.makeKey("revoked", List.of("send", "read", "decide", "delete"), CLOCK, RANDOM);
        node.store().database().write(t -> t.apiKeys().revoke(revoked.substring(4, 12), CLOCK.instant()));
        for (String[] route : ROUTES) {
            assertTrue(
                    refused(401, caller("").call(route[0], route[1], NOTHING)).endsWith(":key-missing"), route[1]);
            for (String bad : List.of(
                    "vdx_0' OR 1_" + "A".repeat(43), "nonsense", all.substring(0, all.length() - 1), all + "A")) {
                refused(401, caller(bad).call(route[0], route[1], NOTHING));
            }
            String other = all.substring(0, 13) + "A".repeat(43);
            assertTrue(refused(401, caller(other).call(route[0], route[1], NOTHING))
                    .endsWith(":key-unknown"));
            assertTrue(refused(401, caller(revoked).call(route[0], route[1], NOTHING))
                    .endsWith(":key-unknown"));
            for (String scope : List.of("send", "read", "decide", "delete")) {
                if (!scope.equals(route[2])) {
                    String key = node.makeKey("one", List.of(scope), CLOCK, RANDOM);
                    assertTrue(refused(403, caller(key).call(route[0], route[1], NOTHING))
                            .endsWith(":scope-missing"));
                }
            }
        }
    }

    @Test
    void sqlIsTextLikeAnyOther() throws Exception {
        Agency agency = caller(all);
        for (String hostile : List.of("'%20OR%20'1'='1", ID + "'--", "1;DROP%20TABLE%20message", "%00", "%25")) {
            refused(400, agency.call("GET", "/local/v1/inbox/" + hostile, NOTHING));
            refused(400, agency.call("GET", "/local/v1/inbox?before=" + hostile, NOTHING));
        }
        String text = "x'); DROP TABLE message; --";
        HttpResponse<byte[]> sent = agency.call(
                "POST",
                "/local/v1/outbox",
                """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"%1$s": "%1$s"},
                 "purpose": "%1$s", "conversation": "%1$s",
                 "documents": [{"name": "a.txt", "mediaType": "text/plain", "sha256": "%2$s"}]}""".formatted(text, agency.handIn("x".getBytes(UTF_8))).getBytes(UTF_8),
                "Idempotency-Key",
                "';--");
        assertEquals(201, sent.statusCode(), new String(sent.body(), UTF_8));
        String id = Agency.JSON.readTree(sent.body()).path("id").asText();
        assertEquals(
                text,
                agency.get("/local/v1/outbox/" + id).path("keys").path(text).asText());
    }

    @Test
    void noPathLeadsOut() throws Exception {
        Agency agency = caller(all);
        for (String path : List.of(
                "/local/v1/inbox/..%2f..%2fnode.properties",
                "/local/v1/inbox/" + ID + "/documents/..%2f..%2f1",
                "/local/v1/inbox/%2e%2e/%2e%2e/etc/passwd",
                "/local/v1/..;/..;/etc/passwd",
                "/local/v1/inbox%5c..%5c..",
                "/local/v1/secrets",
                "/%2e%2e/node.properties",
                "//local/v1/inbox")) {
            HttpResponse<byte[]> answer = agency.call("GET", path, NOTHING);
            assertTrue(answer.statusCode() == 400 || answer.statusCode() == 404, path + " " + answer.statusCode());
            assertFalse(new String(answer.body(), UTF_8).contains("Exception"), path);
        }
        for (String name : List.of("../x", "a/b", "/etc/passwd", "..", "message.json", "META-INF/x", "a\\u0000b")) {
            String draft = """
                    {"to": "sandbox:agency-b", "documentType": "farmer-certificate",
                     "documents": [{"name": "%s", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(name, agency.handIn("x".getBytes(UTF_8)));
            refused(422, agency.call("POST", "/local/v1/outbox", draft.getBytes(UTF_8)));
        }
    }

    @Test
    void noHeaderIsSmuggledInOrOut() throws Exception {
        Agency agency = caller(all);
        for (String type : List.of("text/plain\\r\\nX-Evil: 1", "a", "text/html; charset=\\\"x\\r\\n\\\"")) {
            String draft = """
                    {"to": "sandbox:agency-b", "documentType": "farmer-certificate",
                     "documents": [{"name": "a.txt", "mediaType": "%s", "sha256": "%s"}]}""".formatted(type, agency.handIn("x".getBytes(UTF_8)));
            refused(422, agency.call("POST", "/local/v1/outbox", draft.getBytes(UTF_8)));
        }
        String authorization = "\r\nAuthorization: Bearer " + all;
        for (String head : List.of(
                "GET /local/v1/inbox HTTP/1.1\r\nHost: x\r\nX: 1\rAuthorization: Bearer " + all + "\r\n\r\n",
                "GET /local/v1/inbox HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked"
                        + authorization + "\r\n\r\n",
                "POST /local/v1/outbox HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2" + authorization
                        + "\r\n\r\nxx",
                "GET /local/v1/inbox HTTP/1.1\r\nHost: x\r\n Authorization: Bearer " + all + "\r\n\r\n",
                "GET /local/v1/inbox\u0000 HTTP/1.1\r\nHost: x" + authorization + "\r\n\r\n")) {
            assertTrue(raw(head).startsWith("HTTP/1.1 400 "), head);
        }
        for (String key : List.of("a b", "ก", "x".repeat(201))) {
            String escaped = new String(key.getBytes(UTF_8), ISO_8859_1);
            assertTrue(
                    raw("POST /local/v1/outbox HTTP/1.1\r\nHost: x\r\nIdempotency-Key: " + escaped + authorization
                                    + "\r\nContent-Length: 2\r\n\r\n{}")
                            .startsWith("HTTP/1.1 400 "),
                    key);
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.localPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = new byte[2048];
            int read = socket.getInputStream().read(answer);
            return read < 0 ? "" : new String(answer, 0, read, ISO_8859_1);
        }
    }

    @Test
    void jsonThatIsNoneOrTooDeepIsRefused() throws Exception {
        Agency agency = caller(all);
        for (String body : List.of(
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{\"to\": \"a:b\", \"to\": \"a:c\"}",
                "[".repeat(10_000),
                "{\"to\": " + "9".repeat(100_000) + "}",
                "{\"unknown\": 1}",
                "{\"to\": {\"$ne\": null}, \"documentType\": \"x\"}")) {
            refused(422, agency.call("POST", "/local/v1/outbox", body.getBytes(UTF_8)));
            refused(422, agency.call("POST", "/local/v1/inbox/" + ID + "/decision", body.getBytes(UTF_8)));
        }
    }
}
