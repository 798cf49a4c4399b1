package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.TimestampToken;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import dev.vdx.sandbox.TestTsa;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 3161: a good answer is taken; every other kind of answer is a problem that says what came. */
class TimestampAuthorityTest {
    private final Pki pki = Pki.unpublished();
    private final byte[] digest = new byte[32];
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static CertificateSpec spec() {
        return CertificateSpec.timestamping("CN=SANDBOX tsa", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL)
                .withKeys(KeyKind.EC_P256.pooled(4, Pki.RANDOM));
    }

    private TestTsa tsa(CertificateSpec spec) {
        return new TestTsa(pki.issuing.issue(spec, Pki.RANDOM), Pki.CLOCK, Pki.RANDOM);
    }

    private void serve(TestTsa tsa) {
        server.on("/tsa", request -> TestServer.body(200, "application/timestamp-reply", tsa.answer(request.body())));
    }

    private TimestampAuthority client() {
        return TimestampAuthority.http(server.base().resolve("/tsa"), Pki.CLOCK, Pki.RANDOM)
                .timeout(Duration.ofSeconds(5));
    }

    private byte[] token() throws SigningException {
        return client().timestamp(DigestAlgorithm.SHA256, digest);
    }

    private void refused(SigningProblem problem, String why) {
        refused(client(), problem, why);
    }

    private void refused(TimestampAuthority client, SigningProblem problem, String why) {
        SigningException refused =
                assertThrows(SigningException.class, () -> client.timestamp(DigestAlgorithm.SHA256, digest));
        assertEquals(problem, refused.problem(), refused.getMessage());
        assertEquals("127.0.0.1", refused.details().get(0));
        assertTrue(refused.details().get(1).contains(why), refused.getMessage());
    }

    @Test
    void aGoodTokenIsTaken() throws Exception {
        serve(tsa(spec()));
        assertEquals(Pki.NOW, TimestampToken.parse(token()).time());
        byte[] longer = new byte[64];
        TimestampToken.requireSound(
                tsa(spec()).timestamp(DigestAlgorithm.SHA512, longer),
                DigestAlgorithm.SHA512,
                longer,
                Optional.empty());
    }

    @Test
    void aTokenOfATrustedAuthorityIsTakenAndOfAnotherRefused() throws Exception {
        serve(tsa(spec()));
        client().trusting(pki.anchors()).timestamp(DigestAlgorithm.SHA256, digest);
        TestIdentity stranger = pki.leaf();
        refused(
                client().trusting(TrustAnchors.of(stranger.certificate())),
                SigningProblem.TIMESTAMP_UNSOUND,
                "no trusted authority");
    }

    @Test
    void aTokenUnderThePolicyAskedForIsTakenAndOfAnotherRefused() throws Exception {
        serve(tsa(spec()));
        assertEquals(
                TestTsa.POLICY,
                TimestampToken.parse(client().policy(TestTsa.POLICY).timestamp(DigestAlgorithm.SHA256, digest))
                        .policy());
        refused(client().policy("1.2.3"), SigningProblem.TIMESTAMP_REFUSED, "unacceptedPolicy");
        assertThrows(IllegalArgumentException.class, () -> client().policy("none"));
    }

    @Test
    void anAuthorityThatSaysYesAndStampsUnderAnotherPolicyIsRefused() {
        TestTsa other = tsa(spec()).changing(stamp -> stamp.withPolicy("1.2.3"));
        serve(other);
        refused(client().policy(TestTsa.POLICY), SigningProblem.TIMESTAMP_UNSOUND, "another policy: 1.2.3");
    }

    @Test
    void everyRequestHasItsOwnNonce() throws Exception {
        serve(tsa(spec()));
        token();
        token();
        byte[] first = server.requests().get(0).body();
        assertTrue(!java.util.Arrays.equals(first, server.requests().get(1).body()));
    }

    @Test
    void anExpiredCertificateIsRefused() {
        serve(tsa(spec().withValidity(Pki.FROM, Pki.NOW.minusSeconds(1))));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "expired at 2026-11-24T02:59:59Z");
    }

    @Test
    void aCertificateNotYetValidIsRefused() {
        serve(tsa(spec().withValidity(Pki.NOW.plusSeconds(1), Pki.UNTIL)));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "valid from");
    }

    @Test
    void aCertificateNotForTimeStampingIsRefused() {
        serve(tsa(spec().withExtendedKeyUsages(true, CertificateSpec.OCSP_SIGNING)));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "");
    }

    @Test
    void aCertificateWhoseUsageIsNotCriticalIsRefused() {
        serve(tsa(spec().withExtendedKeyUsages(false, CertificateSpec.TIME_STAMPING)));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "");
    }

    @Test
    void anotherImprintIsRefused() {
        serve(tsa(spec())
                .changing(stamp -> stamp.withImprint(new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
                })));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "something else");
    }

    @Test
    void anotherNonceIsRefused() {
        serve(tsa(spec()).changing(stamp -> stamp.withNonce(Optional.of(BigInteger.ONE))));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "nonce");
    }

    @Test
    void noNonceIsRefused() {
        serve(tsa(spec()).changing(stamp -> stamp.withNonce(Optional.empty())));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "nonce");
    }

    @Test
    void aTokenWithoutItsCertificateIsRefused() {
        serve(tsa(spec()).changing(stamp -> stamp.withoutCertificates()));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "certificate is missing");
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() {
        TestIdentity honest = pki.issuing.issue(spec(), Pki.RANDOM);
        TestIdentity thief = new TestIdentity(
                KeyKind.EC_P256, KeyKind.EC_P256.pooled(5, Pki.RANDOM).getPrivate(), honest.chain());
        serve(new TestTsa(thief, Pki.CLOCK, Pki.RANDOM));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "does not verify");
    }

    @Test
    void anAlteredTokenIsRefused() {
        TestTsa tsa = tsa(spec());
        server.on("/tsa", request -> {
            byte[] answer = tsa.answer(request.body());
            answer[answer.length - 3] ^= 1;
            return TestServer.body(200, "application/timestamp-reply", answer);
        });
        refused(SigningProblem.TIMESTAMP_UNSOUND, "does not verify");
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        server.on(
                "/tsa",
                request -> TestServer.body(
                        200,
                        "application/timestamp-reply",
                        TestTsa.refusal(PKIFailureInfo.timeNotAvailable, "the clock stands still")));
        refused(SigningProblem.TIMESTAMP_REFUSED, "the clock stands still");
    }

    @Test
    void slowDownIsToldWithItsTime() {
        server.on("/tsa", request -> TestServer.body(429, "text/plain", new byte[0], "Retry-After: 7"));
        refused(SigningProblem.TIMESTAMP_LIMITED, "HTTP 429, retry after 7");
    }

    @Test
    void anHttpErrorIsARefusal() {
        server.on("/tsa", request -> TestServer.body(401, "text/plain", new byte[0]));
        refused(SigningProblem.TIMESTAMP_REFUSED, "HTTP 401");
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.on("/tsa", request -> TestServer.body(302, "text/plain", new byte[0], "Location: http://127.0.0.1:1/x"));
        refused(SigningProblem.TIMESTAMP_REFUSED, "a redirect to http://127.0.0.1:1/x");
    }

    @Test
    void aPageIsNoToken() {
        server.on("/tsa", request -> TestServer.body(200, "text/html", "<html>".getBytes(UTF_8)));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "HTML page");
    }

    @Test
    void anotherContentTypeIsNoToken() {
        server.on("/tsa", request -> TestServer.body(200, "application/json; charset=utf-8", new byte[] {'{', '}'}));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "content type application/json");
    }

    @Test
    void rubbishIsNoToken() {
        server.on("/tsa", request -> TestServer.body(200, "application/timestamp-reply", new byte[] {1, 2, 3}));
        refused(SigningProblem.TIMESTAMP_UNSOUND, "");
    }

    @Test
    void anAuthorityThatHangsIsLeftInTime() {
        server.on("/tsa", request -> new TestServer.Answer.Silence());
        assertTimeoutPreemptively(
                Duration.ofSeconds(3),
                () -> refused(
                        client().timeout(Duration.ofMillis(300)),
                        SigningProblem.TIMESTAMP_UNREACHABLE,
                        "no answer within 300 ms"));
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        server.on("/tsa", request -> new TestServer.Answer.Endless("application/timestamp-reply"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(9), () -> refused(SigningProblem.TIMESTAMP_UNREACHABLE, "larger than"));
    }

    @Test
    void nobodyListening() {
        server.close();
        refused(SigningProblem.TIMESTAMP_UNREACHABLE, "connection refused");
    }

    @Test
    void aPasswordIsSentOnLoopbackAndOverHttpsButNotInTheClear() throws Exception {
        serve(tsa(spec()));
        client().user("agency", "s3cret".toCharArray()).timestamp(DigestAlgorithm.SHA256, digest);
        assertEquals(
                "Basic " + Base64.getEncoder().encodeToString("agency:s3cret".getBytes(UTF_8)),
                server.requests().get(0).headers().get("Authorization").get(0));
        TimestampAuthority clear = TimestampAuthority.http(URI.create("http://tsa.example/"));
        assertThrows(IllegalArgumentException.class, () -> clear.user("agency", "s3cret".toCharArray()));
        TimestampAuthority.http(URI.create("https://tsa.example/")).user("agency", "s3cret".toCharArray());
    }

    @Test
    void onlyHttpAddressesAreAuthorities() {
        assertThrows(IllegalArgumentException.class, () -> TimestampAuthority.http(URI.create("file:///etc/passwd")));
        assertThrows(
                IllegalArgumentException.class,
                () -> TimestampAuthority.http(URI.create("http://user:pw@tsa.example/")));
    }
}
