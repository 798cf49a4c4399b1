package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.vdx.cms.TimestampToken;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import dev.vdx.sandbox.TestTsa;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several authorities: the next is asked where one fails, and none against its wish. */
class TimestampAuthoritiesTest {
    private final Pki pki = Pki.unpublished();
    private final byte[] digest = new byte[32];
    private Instant now = Pki.NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private TestServer server;

    @TempDir
    Path folder;

    /** What an authority may do wrong. */
    enum Wrong {
        LIMITED("HTTP 429"),
        UNAVAILABLE("HTTP 503"),
        STRANGER("HTTP 401"),
        GARBAGE(""),
        PAGE("HTML page"),
        SILENT("no answer within"),
        IMPRINT("something else"),
        NONCE("nonce");

        private final String why;

        Wrong(String why) {
            this.why = why;
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(0);
        server.on("/good", request -> reply(tsa().answer(request.body())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TestServer.Answer reply(byte[] body) {
        return TestServer.body(200, "application/timestamp-reply", body);
    }

    private TestTsa tsa() {
        CertificateSpec spec = CertificateSpec.timestamping("CN=SANDBOX tsa", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL)
                .withKeys(KeyKind.EC_P256.pooled(4, Pki.RANDOM));
        return new TestTsa(pki.issuing.issue(spec, Pki.RANDOM), Pki.CLOCK, Pki.RANDOM);
    }

    private void serve(String path, Wrong wrong) {
        TestTsa tsa = tsa();
        server.on(path, request -> switch (wrong) {
            case LIMITED -> TestServer.body(429, "text/plain", new byte[0]);
            case UNAVAILABLE -> TestServer.body(503, "text/plain", new byte[0]);
            case STRANGER -> TestServer.body(401, "text/plain", new byte[0]);
            case GARBAGE -> reply(new byte[] {1, 2, 3});
            case PAGE -> TestServer.body(200, "text/html", "<html>".getBytes(UTF_8));
            case SILENT -> new TestServer.Answer.Silence();
            case IMPRINT -> reply(tsa.changing(s -> s.withImprint(ones())).answer(request.body()));
            case NONCE ->
                reply(tsa.changing(s -> s.withNonce(Optional.of(BigInteger.ONE)))
                        .answer(request.body()));
        });
    }

    private static byte[] ones() {
        byte[] ones = new byte[32];
        java.util.Arrays.fill(ones, (byte) 1);
        return ones;
    }

    private TimestampAuthority at(String path) {
        return TimestampAuthority.http(server.base().resolve(path), clock, Pki.RANDOM)
                .timeout(Duration.ofSeconds(5));
    }

    private long asked(String path) {
        return server.requests().stream()
                .filter(r -> r.uri().getPath().equals(path))
                .count();
    }

    private SigningException refused(TimestampAuthority... authorities) {
        return assertThrows(
                SigningException.class,
                () -> TimestampAuthorities.inOrder(List.of(authorities)).timestamp(DigestAlgorithm.SHA256, digest));
    }

    @ParameterizedTest
    @EnumSource
    void theNextIsAskedWhereOneFails(Wrong wrong) throws Exception {
        serve("/bad", wrong);
        TimestampAuthority bad = at("/bad");
        if (wrong == Wrong.SILENT) {
            bad = bad.timeout(Duration.ofMillis(200));
        }
        TimestampAuthorities both = TimestampAuthorities.inOrder(List.of(bad, at("/good")));
        byte[] token = both.timestamp(DigestAlgorithm.SHA256, digest);
        assertEquals(Pki.NOW, TimestampToken.parse(token).time());
        assertEquals(1, asked("/bad"));
        // Lately failed: it is not the first to be asked any more.
        both.timestamp(DigestAlgorithm.SHA256, digest);
        assertEquals(1, asked("/bad"));
        now = Pki.NOW.plusSeconds(61);
        both.timestamp(DigestAlgorithm.SHA256, digest);
        assertEquals(2, asked("/bad"));

        SigningException alone = refused(at("/bad").timeout(Duration.ofMillis(wrong == Wrong.SILENT ? 200 : 5000)));
        assertTrue(alone.details().get(1).contains(wrong.why), alone.getMessage());
    }

    @Test
    void allReasonsAreToldWhereAllFail() {
        serve("/limited", Wrong.LIMITED);
        serve("/stranger", Wrong.STRANGER);
        SigningException none = refused(at("/limited"), at("/stranger"));
        assertEquals(SigningProblem.TIMESTAMP_NONE, none.problem());
        String host = "127.0.0.1:" + server.port();
        assertEquals(host + ": HTTP 429; " + host + ": HTTP 401", none.details().get(0));
        SigningException one = refused(at("/stranger"));
        assertEquals(SigningProblem.TIMESTAMP_REFUSED, one.problem());
        assertThrows(IllegalArgumentException.class, () -> TimestampAuthorities.inOrder(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7",
        "503, 7, 7",
        "429, , 60",
        "429, soon, 60",
        "429, -5, 60",
        "429, 'Tue, 24 Nov 2026 03:05:00 GMT', 300",
        "429, 'Tue, 24 Nov 2020 03:05:00 GMT', 0",
        "429, 999999999, 86400"
    })
    void anAuthorityIsLeftAloneForAsLongAsItAsks(int status, String retryAfter, long seconds) {
        String[] headers = retryAfter == null ? new String[0] : new String[] {"Retry-After: " + retryAfter};
        server.on("/busy", request -> TestServer.body(status, "text/plain", new byte[0], headers));
        TimestampAuthority busy = at("/busy");
        refused(busy);
        assertEquals(1, asked("/busy"));
        if (seconds > 0) {
            now = Pki.NOW.plusSeconds(seconds).minusMillis(1);
            SigningException e = refused(busy.timeout(Duration.ofSeconds(4)));
            assertEquals(SigningProblem.TIMESTAMP_LIMITED, e.problem());
            assertTrue(e.details().get(1).contains("until " + Pki.NOW.plusSeconds(seconds)), e.getMessage());
            assertEquals(1, asked("/busy"));
        }
        now = Pki.NOW.plusSeconds(seconds);
        refused(busy);
        assertEquals(2, asked("/busy"));
    }

    @Test
    void aKnownLimitIsKeptAndTheNextIsAsked() throws Exception {
        server.on("/other", request -> reply(tsa().answer(request.body())));
        TimestampAuthority good = at("/good").limit(2);
        TimestampAuthorities both = TimestampAuthorities.inOrder(List.of(good, at("/other")));
        for (int i = 0; i < 3; i++) {
            now = Pki.NOW.plusSeconds(i);
            both.timestamp(DigestAlgorithm.SHA256, digest);
        }
        assertEquals(2, asked("/good"));
        assertEquals(1, asked("/other"));
        SigningException e = refused(good);
        assertEquals(SigningProblem.TIMESTAMP_LIMITED, e.problem());
        assertEquals(
                "its limit of 2 in 24 hours is used up until 2026-11-25T03:00:00Z",
                e.details().get(1));
        now = Pki.NOW.plus(Duration.ofHours(24));
        both.timestamp(DigestAlgorithm.SHA256, digest);
        assertEquals(3, asked("/good"));
        assertThrows(IllegalArgumentException.class, () -> good.limit(0));
    }

    @Test
    void aClientCertificateIsShownAndWithoutItNothingIsHad() throws Exception {
        TestIdentity web = pki.issuing.issue(
                CertificateSpec.seal("CN=SANDBOX web", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL)
                        .withKeys(KeyKind.EC_P256.pooled(6, Pki.RANDOM))
                        .withKeyUsage(0x80)
                        .withExtension(
                                "2.5.29.17",
                                false,
                                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1"))
                                        .getEncoded("DER")),
                Pki.RANDOM);
        TestIdentity client = pki.leaf();
        Path p12 = store(client, "client.p12");
        HttpsServer https = https(web);
        try {
            URI address = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/tsa");
            TimestampAuthority plain =
                    TimestampAuthority.http(address, clock, Pki.RANDOM).tlsTrusting(pki.anchors());
            TimestampAuthority known = plain.clientCertificate(p12, "secret".toCharArray());
            assertEquals(
                    Pki.NOW,
                    TimestampToken.parse(known.timestamp(DigestAlgorithm.SHA256, digest))
                            .time());
            assertEquals(SigningProblem.TIMESTAMP_UNREACHABLE, refused(plain).problem());
            TimestampAuthority untrusted =
                    TimestampAuthority.http(address, clock, Pki.RANDOM).clientCertificate(p12, "secret".toCharArray());
            SigningException e = refused(untrusted);
            assertEquals(SigningProblem.TIMESTAMP_UNREACHABLE, e.problem());
            assertTrue(e.details().get(1).startsWith("TLS failed"), e.getMessage());
            SigningException wrong =
                    assertThrows(SigningException.class, () -> plain.clientCertificate(p12, "other".toCharArray()));
            assertEquals(SigningProblem.KEY_UNREADABLE, wrong.problem());
            assertThrows(
                    IllegalArgumentException.class, () -> at("/good").clientCertificate(p12, "secret".toCharArray()));
        } finally {
            https.stop(0);
        }
    }

    private HttpsServer https(TestIdentity web) throws Exception {
        KeyStore own = load(store(web, "web.p12"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, "secret".toCharArray());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("root", pki.root.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters needed = context.getDefaultSSLParameters();
                needed.setNeedClientAuth(true);
                parameters.setSSLParameters(needed);
            }
        });
        TestTsa tsa = tsa();
        https.createContext("/tsa", exchange -> {
            byte[] answer = tsa.answer(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        https.start();
        return https;
    }

    private Path store(TestIdentity identity, String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "key", identity.key(), "secret".toCharArray(), identity.chain().toArray(Certificate[]::new));
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        return file;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (java.io.InputStream in = Files.newInputStream(file)) {
            store.load(in, "secret".toCharArray());
        }
        return store;
    }
}
