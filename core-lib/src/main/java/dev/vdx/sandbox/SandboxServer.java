package dev.vdx.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Serves a sandbox on loopback: {@code /tsa} (RFC 3161), {@code /ocsp/NAME} (RFC 6960, POST and GET),
 * {@code /crl/NAME.crl} and {@code /ca/NAME.cer}. For tests and the sandbox only.
 */
public final class SandboxServer implements Closeable {
    private final TestServer server;

    private SandboxServer(TestServer server) {
        this.server = server;
    }

    /**
     * Starts serving on the sandbox's own port.
     *
     * @param clock the time it stamps and answers with
     * @param random for serial numbers
     * @throws IOException if the port is taken
     */
    public static SandboxServer start(Sandbox sandbox, Clock clock, SecureRandom random) throws IOException {
        TestServer server = TestServer.start(sandbox.port());
        TestTsa tsa = new TestTsa(sandbox.timestamping(), clock, random);
        server.on("/", request -> plain(404, "no such page in this SANDBOX"));
        server.on("/tsa", request -> timestamp(tsa, request));
        for (String name : Sandbox.AUTHORITIES) {
            TestAuthority authority = sandbox.authority(name);
            OcspResponder responder = new OcspResponder(authority, sandbox.responder(name), clock);
            String path = "/ocsp/" + name;
            server.on(path, request -> ocsp(responder, path, request));
            server.on("/crl/" + name + ".crl", request -> crl(authority, clock.instant()));
            server.on(
                    "/ca/" + name + ".cer",
                    request -> TestServer.body(200, "application/pkix-cert", Crypto.encoded(authority.certificate())));
        }
        return new SandboxServer(server);
    }

    /** Where it answers time-stamp requests. */
    public URI tsa() {
        return server.base().resolve("/tsa");
    }

    /** Where it answers OCSP requests about the agencies' certificates. */
    public URI ocsp() {
        return server.base().resolve("/ocsp/" + Sandbox.AGENCIES);
    }

    /** The revocation list of the agencies' certificates. */
    public URI crl() {
        return server.base().resolve("/crl/" + Sandbox.AGENCIES + ".crl");
    }

    /** The latest requests, oldest first. */
    public List<TestServer.Request> requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.close();
    }

    private static TestServer.Answer timestamp(TestTsa tsa, TestServer.Request request) {
        if (!request.method().equals("POST")) {
            return plain(405, "POST a time-stamp request here (RFC 3161, 3.4)");
        }
        if (!hasType(request.headers(), "application/timestamp-query")) {
            return plain(415, "application/timestamp-query only");
        }
        return TestServer.body(200, "application/timestamp-reply", tsa.answer(request.body()));
    }

    private static TestServer.Answer ocsp(OcspResponder responder, String path, TestServer.Request request) {
        byte[] question;
        switch (request.method()) {
            case "POST" -> question = request.body();
            case "GET" -> question = decoded(request.uri().getRawPath(), path);
            default -> {
                return plain(405, "POST or GET");
            }
        }
        return TestServer.body(200, "application/ocsp-response", responder.answer(question));
    }

    private static TestServer.Answer crl(TestAuthority authority, Instant now) {
        byte[] list = CrlSpec.of(authority, now.truncatedTo(ChronoUnit.SECONDS)).der();
        return TestServer.body(200, "application/pkix-crl", list);
    }

    /** The request of RFC 6960, A.1: base64, URL-encoded; empty, and so malformed, where it is not. */
    private static byte[] decoded(String rawPath, String path) {
        if (!rawPath.startsWith(path + "/")) {
            return new byte[0];
        }
        try {
            String encoded = rawPath.substring(path.length() + 1).replace("+", "%2B");
            return Base64.getDecoder().decode(URLDecoder.decode(encoded, UTF_8));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean hasType(Map<String, List<String>> headers, String type) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .flatMap(header -> header.getValue().stream())
                .anyMatch(value -> value.equalsIgnoreCase(type));
    }

    private static TestServer.Answer plain(int status, String text) {
        return TestServer.body(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }
}
