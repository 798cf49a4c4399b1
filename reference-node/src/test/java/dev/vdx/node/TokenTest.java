package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.sandbox.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens that open the local listener, and their twins that do not. */
class TokenTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ISSUER = "https://id.example.go.th/realms/agency";
    private static final String AUDIENCE = "vdx-node";

    @TempDir
    static Path folder;

    private static ECKey ec;
    private static RSAKey rsa;
    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        TwoNodes.prepare(
                folder,
                Map.of(
                        "oauth.jwks", "../jwks.json",
                        "oauth.issuer", ISSUER,
                        "oauth.audience", AUDIENCE,
                        "oauth.algorithms", "ES256 RS256",
                        "skew", "PT30S"),
                CLOCK,
                RANDOM);
        Files.writeString(folder.resolve("jwks.json"), keys(), UTF_8);
        node = start(Map.of());
    }

    private static String keys() {
        return new JWKSet(java.util.List.of(ec, rsa)).toPublicJWKSet().toString();
    }

    private static Node start(Map<String, String> environment) throws Exception {
        return Node.start(Configuration.read(TwoNodes.configuration(folder, "agency-a"), environment), CLOCK, RANDOM);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static JWTClaimsSet.Builder claims() {
        Date now = Date.from(CLOCK.instant());
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("1101700230708")
                .claim("client_id", "dms")
                .claim("scope", "openid vdx:read")
                .issueTime(now)
                .expirationTime(Date.from(CLOCK.instant().plus(Duration.ofMinutes(5))));
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
            throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(keyId)
                        .build(),
                claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String good(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return signed(
                JWSAlgorithm.ES256,
                "ec-1",
                new ECDSASigner(ec),
                change.apply(claims()).build());
    }

    private static HttpResponse<byte[]> inbox(Node where, String token) throws Exception {
        return new Agency(where.localPort(), token).call("GET", "/local/v1/inbox", new byte[0]);
    }

    private static void refused(String why, String token) throws Exception {
        HttpResponse<byte[]> answer = inbox(node, token);
        String body = new String(answer.body(), UTF_8);
        assertEquals(401, answer.statusCode(), why + ": " + body);
        assertTrue(body.contains(":token-invalid"), body);
        assertFalse(body.contains("1101700230708"), "the caller's token is not read out");
    }

    @Test
    void aGoodTokenOpensWhatItsScopeSaysAndNoMore() throws Exception {
        assertEquals(200, inbox(node, good(c -> c)).statusCode());
        assertEquals(
                200,
                inbox(node, signed(JWSAlgorithm.RS256, "rsa-1", new RSASSASigner(rsa), claims().build()))
                        .statusCode());
        HttpResponse<byte[]> send =
                new Agency(node.localPort(), good(c -> c)).call("POST", "/local/v1/documents", "x".getBytes(UTF_8));
        assertEquals(403, send.statusCode(), new String(send.body(), UTF_8));
        HttpResponse<byte[]> sends = new Agency(node.localPort(), good(c -> c.claim("scope", "vdx:send")))
                .call("POST", "/local/v1/documents", "x".getBytes(UTF_8));
        assertEquals(201, sends.statusCode());
        assertEquals(
                403, inbox(node, good(c -> c.claim("scope", "read openid"))).statusCode(), "without the prefix");
        assertEquals(403, inbox(node, good(c -> c.claim("scope", ""))).statusCode());
    }

    @Test
    void anApiKeyIsTakenBesideTokens() throws Exception {
        String key = node.makeKey("test", java.util.List.of("read"), CLOCK, RANDOM);
        assertEquals(200, inbox(node, key).statusCode());
    }

    @Test
    void whatIsNotSignedByTheIssuerIsRefused() throws Exception {
        refused("alg none", new PlainJWT(claims().build()).serialize());
        byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
        refused(
                "HS256 with the public key",
                signed(JWSAlgorithm.HS256, "rsa-1", new MACSigner(publicKey), claims().build()));
        refused(
                "an algorithm not allowed",
                signed(JWSAlgorithm.PS256, "rsa-1", new RSASSASigner(rsa), claims().build()));
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("ec-2").generate();
        refused("an unknown kid", signed(JWSAlgorithm.ES256, "ec-2", new ECDSASigner(other), claims().build()));
        refused(
                "another key under a known kid",
                signed(JWSAlgorithm.ES256, "ec-1", new ECDSASigner(other), claims().build()));
        String token = good(c -> c);
        refused("another payload", token.replaceFirst("\\.[^.]+\\.", "." + other(token) + "."));
        SignedJWT noKey = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims().build());
        noKey.sign(new ECDSASigner(ec));
        refused("no kid", noKey.serialize());
        refused("no token", "garbage");
        refused("three dots", "a.b.c");
    }

    /** The payload of a token with more scope. */
    private static String other(String token) {
        String payload = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(payload.replace("vdx:read", "vdx:read vdx:send").getBytes(UTF_8));
    }

    @Test
    void whatIsNotMeantForUsNowIsRefused() throws Exception {
        refused("another issuer", good(c -> c.issuer("https://id.example.com")));
        refused("no issuer", good(c -> c.issuer(null)));
        refused("another audience", good(c -> c.audience("other")));
        refused("no audience", good(c -> c.audience((String) null)));
        refused("expired", good(c -> c.expirationTime(Date.from(CLOCK.instant().minusSeconds(60)))));
        refused("without an end", good(c -> c.expirationTime(null)));
        refused("not yet", good(c -> c.notBeforeTime(Date.from(CLOCK.instant().plusSeconds(60)))));
        refused("no scope", good(c -> c.claim("scope", null)));
        refused("no client", good(c -> c.claim("client_id", null)));
        assertEquals(
                200,
                inbox(node, good(c -> c.notBeforeTime(Date.from(CLOCK.instant().plusSeconds(10)))))
                        .statusCode(),
                "within the skew");
    }

    @Test
    void theAuditRecordNamesTheClientAndNoPerson() throws Exception {
        HttpResponse<byte[]> answer = new Agency(node.localPort(), good(c -> c.claim("scope", "vdx:send vdx:read")))
                .draft("sandbox:agency-b", "x".getBytes(UTF_8), "k");
        String id = Agency.JSON.readTree(answer.body()).path("id").asText();
        String record = node.store().database().read(t -> t.audit().about(id)).toString();
        assertTrue(record.contains("client dms"), record);
        assertFalse(record.contains("1101700230708"), record);
    }

    @Test
    void keysOfAnAddressAreCachedAndItsOutageIsSaid() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        String data = folder.resolve("data-2").toString();
        TestServer server = TestServer.start(0).on("/jwks", r -> {
            calls.incrementAndGet();
            return TestServer.body(200, "application/json", keys().getBytes(UTF_8));
        });
        server.on("/moved", r -> TestServer.body(302, "text/plain", new byte[0], "Location: /jwks"));
        server.on("/html", r -> TestServer.body(200, "text/html", "<html>log in</html>".getBytes(UTF_8)));
        try (server) {
            Map<String, String> environment = Map.of("VDX_NODE_OAUTH_JWKS", server.base() + "/jwks");
            try (Node other = start(with(environment, data))) {
                for (int i = 0; i < 5; i++) {
                    assertEquals(200, inbox(other, good(c -> c)).statusCode());
                }
                assertEquals(1, calls.get());
            }
            for (String path : java.util.List.of("/moved", "/html")) {
                try (Node other = start(with(Map.of("VDX_NODE_OAUTH_JWKS", server.base() + path), data))) {
                    HttpResponse<byte[]> answer = inbox(other, good(c -> c));
                    assertEquals(503, answer.statusCode(), path);
                    assertTrue(
                            new String(answer.body(), UTF_8).contains("urn:vdx:problem:node:token-keys-unavailable"));
                }
            }
            assertEquals(1, calls.get(), "no redirect was followed");
        }
    }

    private static Map<String, String> with(Map<String, String> environment, String data) {
        Map<String, String> all = new java.util.TreeMap<>(environment);
        all.put("VDX_NODE_DATA", data);
        all.put("VDX_NODE_EXCHANGE_PORT", "0");
        return all;
    }

    @Test
    void whatIsNotSafeIsRefusedAtTheStart() {
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("VDX_NODE_OAUTH_ALGORITHMS", "ES256 HS256"),
                Map.of("VDX_NODE_OAUTH_ALGORITHMS", "none"),
                Map.of("VDX_NODE_OAUTH_ISSUER", ""),
                Map.of("VDX_NODE_OAUTH_AUDIENCE", ""),
                Map.of("VDX_NODE_OAUTH_JWKS", "http://id.example.go.th/jwks"))) {
            assertThrows(ConfigurationException.class, () -> start(wrong).close(), wrong.toString());
        }
    }
}
