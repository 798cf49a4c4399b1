package dev.vdx.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too much, too often and too slow, on both listeners; by the bytes of the wire. */
class LimitTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ASIC = "Content-Type: application/vnd.etsi.asic-e+zip";
    private static final long TEN_GIGABYTES = 10L << 30;

    @TempDir
    static Path folder;

    private static Node node;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of(
                        "idle",
                        "PT2S",
                        "slowest",
                        "2000",
                        "verify.public",
                        "true",
                        "verify.largest",
                        "100000",
                        "verify.per-minute",
                        "1000"),
                CLOCK,
                RANDOM);
        node = start(Map.of());
        key = "Authorization: Bearer " + node.makeKey("test", List.of("send", "read", "decide"), CLOCK, RANDOM);
    }

    private static Node start(Map<String, String> environment) throws Exception {
        return Node.start(Configuration.read(TwoNodes.configuration(folder, "agency-b"), environment), CLOCK, RANDOM);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(String method, String path, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    /** The first of what comes back; waits until the other end closes or says something. */
    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[4096];
        int read = socket.getInputStream().read(bytes);
        return read < 0 ? "" : new String(bytes, 0, read, ISO_8859_1);
    }

    private static void tooLarge(int port, String path, String... headers) throws IOException {
        try (Socket socket = connect(port)) {
            write(socket, head("POST", path, headers) + "{\"begin\": ");
            String answer = answer(socket);
            assertTrue(answer.startsWith("HTTP/1.1 413 "), path + ": " + answer);
            assertTrue(answer.contains("urn:vdx:problem:caller:over-limit"), answer);
        }
    }

    @Test
    void tenGigabytesAreRefusedBeforeTheyCome() throws Exception {
        String length = "Content-Length: " + TEN_GIGABYTES;
        tooLarge(node.localPort(), "/local/v1/outbox", key, length);
        tooLarge(node.localPort(), "/local/v1/documents", key, length);
        tooLarge(node.localPort(), "/local/v1/inbox/x/decision", length);
        tooLarge(node.exchangePort(), "/exchange/v1/messages", ASIC, length);
        tooLarge(node.exchangePort(), "/exchange/v1/requests", ASIC, length);
        tooLarge(node.exchangePort(), "/exchange/v1/receipts", "Content-Type: application/jose", length);
    }

    @Test
    void twoMegabytesOfJsonAreRefusedWithAndWithoutALength() throws Exception {
        tooLarge(node.localPort(), "/local/v1/outbox", key, "Content-Length: " + (2 << 20));
        try (Socket socket = connect(node.localPort())) {
            write(socket, head("POST", "/local/v1/outbox", key, "Transfer-Encoding: chunked"));
            String chunk = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";
            write(socket, chunk);
            write(socket, chunk);
            assertTrue(answer(socket).startsWith("HTTP/1.1 413 "));
        }
    }

    @Test
    void whoListensOnlyAfterSendingAllHearsTheRefusalToo() throws Exception {
        byte[] body = new byte[30_000_000];
        for (int i = 0; i < 10; i++) {
            try (Socket socket = connect(node.localPort())) {
                write(socket, head("POST", "/local/v1/outbox", key, "Content-Length: " + body.length));
                socket.getOutputStream().write(body);
                assertTrue(answer(socket).startsWith("HTTP/1.1 413 "));
            }
        }
    }

    @Test
    void theConnectionServesOnAfterAFileThatWasTooLarge() throws Exception {
        String field = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\n";
        String piece = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        for (int i = 0; i < 10; i++) {
            try (Socket socket = connect(node.exchangePort())) {
                write(
                        socket,
                        head(
                                "POST",
                                "/verify",
                                "Content-Type: multipart/form-data; boundary=B",
                                "Transfer-Encoding: chunked"));
                write(socket, Integer.toHexString(field.length()) + "\r\n" + field + "\r\n");
                for (int piecesLeft = 20; piecesLeft > 0; piecesLeft--) {
                    write(socket, piece);
                }
                write(socket, "9\r\n\r\n--B--\r\n\r\n0\r\n\r\n");
                String refusal = whole(socket);
                assertTrue(refusal.startsWith("HTTP/1.1 413 "), refusal);
                if (!refusal.contains("Connection: close")) {
                    write(socket, head("GET", "/verify"));
                    assertTrue(whole(socket).startsWith("HTTP/1.1 200 "));
                }
            }
        }
    }

    /** The head of an answer, after all of the answer has been read. */
    private static String whole(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertTrue(next >= 0, "closed after: " + head);
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        assertEquals(length, in.readNBytes(length).length);
        return head.toString();
    }

    @Test
    void aBodyWithoutAKeyIsNotWaitedFor() throws Exception {
        try (Socket socket = connect(node.localPort())) {
            write(socket, head("POST", "/local/v1/documents", "Content-Length: 1000000"));
            assertTrue(answer(socket).startsWith("HTTP/1.1 401 "));
        }
    }

    @Test
    void headersOfALengthNobodyNeedsAreRefused() throws Exception {
        for (int port : List.of(node.localPort(), node.exchangePort())) {
            try (Socket socket = connect(port)) {
                write(socket, head("GET", "/health/live", "X-Long: " + "x".repeat(20_000)));
                assertTrue(answer(socket).startsWith("HTTP/1.1 431 "));
            }
        }
    }

    @Test
    void whoIsSilentIsCutOff() throws Exception {
        for (String begun : List.of(
                "", "GET /health", head("POST", "/exchange/v1/messages", ASIC, "Content-Length: 1000") + "begin")) {
            Instant from = CLOCK.instant();
            try (Socket socket = connect(node.exchangePort())) {
                write(socket, begun);
                String answer = answer(socket);
                assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 408 "), begun + ": " + answer);
            }
            assertTrue(Duration.between(from, CLOCK.instant()).toSeconds() < 15, begun);
        }
    }

    @Test
    void whoDripsIsCutOff() throws Exception {
        try (Socket socket = connect(node.exchangePort())) {
            write(socket, head("POST", "/exchange/v1/messages", ASIC, "Content-Length: 100000"));
            OutputStream out = socket.getOutputStream();
            Instant end = CLOCK.instant().plusSeconds(15);
            while (socket.getInputStream().available() == 0) {
                assertTrue(CLOCK.instant().isBefore(end), "a byte every tenth of a second is taken for ever");
                out.write('x');
                out.flush();
                Thread.sleep(100);
            }
            assertTrue(answer(socket).startsWith("HTTP/1.1 4"));
        } catch (java.net.SocketException e) {
            // Cut without an answer is as good.
            assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
    }

    @Test
    void whoAsksTooOftenIsToldToWait() throws Exception {
        Path own = folder.resolve("other-data");
        try (Node slow = start(Map.of(
                "VDX_NODE_EXCHANGE_RATE", "1",
                "VDX_NODE_LOCAL_RATE", "2",
                "VDX_NODE_EXCHANGE_PORT", "0",
                "VDX_NODE_DATA", own.toString()))) {
            told(slow.exchangePort(), "", "/health/live", 10);
            String one = slow.makeKey("one", List.of("read"), CLOCK, RANDOM);
            told(slow.localPort(), one, "/local/v1/inbox", 20);
        }
    }

    private static void told(int port, String key, String path, int burst) throws Exception {
        Agency caller = new Agency(port, key);
        int good = 0;
        HttpResponse<byte[]> answer = caller.call("GET", path, new byte[0]);
        while (answer.statusCode() == 200 && good < 1_000) {
            good++;
            answer = caller.call("GET", path, new byte[0]);
        }
        assertTrue(good >= burst, good + " at once");
        assertEquals(429, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        assertTrue(new String(answer.body(), ISO_8859_1).contains("urn:vdx:problem:caller:too-many-requests"));
    }
}
