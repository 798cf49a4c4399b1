package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ChainLink;
import dev.vdx.model.FindingCode;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationFacts.Origin;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CrlSpec;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnlineEvidenceTest {
    private static final FetchLimits LIMITS = FetchLimits.DEFAULT.withEach(Duration.ofSeconds(5));
    private static final FetchLimits QUICK = FetchLimits.DEFAULT.withEach(Duration.ofMillis(300));

    private TestServer server;
    private Pki pki;
    private TestIdentity leaf;
    private Instant now = Pki.NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(0);
        pki = Pki.publishing(Addresses.NONE, Addresses.at(server.base(), "issuing"));
        leaf = pki.leaf();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private EvidenceSource source() {
        return EvidenceSource.trusting(pki.anchors(), clock).limits(LIMITS);
    }

    private SignedDocument document() {
        return Pki.document(leaf.certificate(), leaf.chain(), ValidationData.NONE);
    }

    private ChainEvidence gather(EvidenceSource source) {
        return source.gather(document(), clock.instant()).signers().get(leaf.certificate());
    }

    private static List<RevocationFacts> first(ChainEvidence evidence) {
        return evidence.chains().get(0).links().get(0).revocations();
    }

    private void ocsp(TestServer.Handler handler) {
        server.on("/ocsp/issuing", handler);
    }

    private void crl(TestServer.Handler handler) {
        server.on("/crl/issuing.crl", handler);
    }

    private static TestServer.Answer answer(OcspAnswer answer) {
        return TestServer.body(200, "application/ocsp-response", answer.der());
    }

    private static TestServer.Answer list(CrlSpec list) {
        return TestServer.body(200, "application/pkix-crl", list.der());
    }

    private OcspAnswer good() {
        return OcspAnswer.good(leaf.certificate(), pki.issuing, clock.instant());
    }

    private void failsWith(String reason) {
        failsWith(source(), reason);
    }

    private void failsWith(EvidenceSource source, String reason) {
        ChainEvidence evidence = gather(source);
        assertTrue(
                evidence.findings().stream()
                        .anyMatch(finding -> finding.code() == FindingCode.FETCH_FAILED
                                && finding.details().equals(List.of("127.0.0.1:" + server.port(), reason))),
                evidence.findings().toString());
        assertTrue(first(evidence).stream().noneMatch(facts -> facts.findings().isEmpty()));
    }

    @Test
    void ocspIsAskedFirstAndSuffices() {
        ocsp(request -> answer(good()));
        ChainEvidence evidence = gather(source());
        assertEquals(List.of(), evidence.findings());
        assertEquals(1, first(evidence).size());
        assertEquals(Origin.ONLINE, first(evidence).get(0).origin());
        assertEquals(1, server.requests().size());
        assertEquals("POST", server.requests().get(0).method());
    }

    @Test
    void anAnswerIsRememberedUntilNewerIsDue() {
        ocsp(request -> answer(good()));
        EvidenceSource source = source();
        gather(source);
        now = Pki.NOW.plusSeconds(3599);
        assertEquals(Origin.CACHE, first(gather(source)).get(0).origin());
        assertEquals(1, server.requests().size());
        now = Pki.NOW.plusSeconds(3601);
        assertEquals(Origin.ONLINE, first(gather(source)).get(0).origin());
        assertEquals(2, server.requests().size());
    }

    @Test
    void anAnswerThatDoesNotSayWhenNewerIsDueIsAskedForAgain() {
        ocsp(request -> answer(good().withTimes(Pki.NOW, Optional.empty(), Pki.NOW)));
        EvidenceSource source = source();
        gather(source);
        gather(source);
        assertEquals(2, server.requests().size());
    }

    @Test
    void aFailureIsNotAskedAgainForAWhile() {
        ocsp(request -> TestServer.body(503, "text/plain", new byte[0]));
        crl(request -> TestServer.body(404, "text/plain", new byte[0]));
        EvidenceSource source = source();
        gather(source);
        ChainEvidence again = gather(source);
        assertEquals(2, server.requests().size());
        assertEquals(2, again.findings().size());
        now = Pki.NOW.plusSeconds(31);
        gather(source);
        assertEquals(4, server.requests().size());
    }

    @Test
    void withoutOcspTheListIsFetched() {
        ocsp(request -> TestServer.body(500, "text/plain", new byte[0]));
        crl(request -> list(CrlSpec.of(pki.issuing, clock.instant())));
        ChainEvidence evidence = gather(source());
        assertEquals(RevocationFacts.Kind.CRL, first(evidence).get(0).kind());
        assertEquals(
                List.of("127.0.0.1:" + server.port(), "HTTP 500"),
                evidence.findings().get(0).details());
    }

    @Test
    void embeddedDataThatIsFreshKeepsTheNetworkOut() {
        SignedDocument document = Pki.document(leaf.certificate(), leaf.chain(), Pki.ocsp(good().der()));
        ChainEvidence evidence =
                source().gather(document, clock.instant()).signers().get(leaf.certificate());
        assertEquals(Origin.EMBEDDED, first(evidence).get(0).origin());
        assertEquals(0, server.requests().size());
    }

    @Test
    void embeddedDataThatIsStaleIsKeptAndNewerFetched() {
        ocsp(request -> answer(good()));
        Instant then = Pki.NOW.minusSeconds(80_000);
        byte[] stale =
                good().withTimes(then, Optional.of(then.plusSeconds(60)), then).der();
        SignedDocument document = Pki.document(leaf.certificate(), leaf.chain(), Pki.ocsp(stale));
        List<RevocationFacts> facts =
                first(source().gather(document, clock.instant()).signers().get(leaf.certificate()));
        assertEquals(
                List.of(Origin.EMBEDDED, Origin.ONLINE),
                facts.stream().map(RevocationFacts::origin).toList());
    }

    @Test
    void aResponderThatAnswersAboutAnotherCertificateIsComplainedOf() {
        TestIdentity other = pki.leaf();
        ocsp(request -> answer(OcspAnswer.good(other.certificate(), pki.issuing, Pki.NOW)));
        crl(request -> TestServer.body(404, "text/plain", new byte[0]));
        failsWith("OCSP answer about another certificate");
    }

    @Test
    void anOcspErrorIsComplainedOf() {
        ocsp(request -> TestServer.body(200, "application/ocsp-response", OcspAnswer.error(3)));
        failsWith("OCSP status tryLater");
    }

    @Test
    void aListOfAnotherIssuerIsComplainedOf() {
        crl(request -> list(CrlSpec.of(pki.root, clock.instant())));
        failsWith("revocation list of another issuer");
    }

    @Test
    void aServerThatHangsIsLeftInTime() {
        ocsp(request -> new TestServer.Answer.Silence());
        crl(request -> new TestServer.Answer.Silence());
        assertTimeoutPreemptively(
                Duration.ofSeconds(4), () -> failsWith(source().limits(QUICK), "no answer within 300 ms"));
    }

    @Test
    void allFetchesTogetherKeepToTheTotal() {
        ocsp(request -> new TestServer.Answer.Silence());
        crl(request -> new TestServer.Answer.Silence());
        FetchLimits tight = new FetchLimits(Duration.ofSeconds(9), Duration.ofMillis(300), 60, 1 << 16, 1 << 20);
        assertTimeoutPreemptively(Duration.ofSeconds(3), () -> gather(source().limits(tight)));
    }

    @Test
    void aBodyWithoutEndIsCutOff() {
        ocsp(request -> new TestServer.Answer.Endless("application/ocsp-response"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(9), () -> failsWith("answer larger than " + LIMITS.answer() + " bytes"));
    }

    @Test
    void aPageIsNoAnswer() {
        ocsp(request -> TestServer.body(200, "text/html", "<html>log in first</html>".getBytes(UTF_8)));
        failsWith("HTML page");
    }

    @Test
    void aPageThatLiesAboutItsTypeIsNoAnswer() {
        ocsp(request -> TestServer.body(200, "application/ocsp-response", "\n<!DOCTYPE html>".getBytes(UTF_8)));
        failsWith("HTML page");
    }

    @Test
    void slowDownIsToldWithItsTime() {
        ocsp(request -> TestServer.body(429, "text/plain", new byte[0], "Retry-After: 7"));
        failsWith("HTTP 429, retry after 7");
    }

    @Test
    void aRedirectedPostIsNotFollowedAndARedirectedGetIs() {
        ocsp(request -> TestServer.body(307, "text/plain", new byte[0], "Location: /elsewhere"));
        crl(request -> TestServer.body(302, "text/plain", new byte[0], "Location: /elsewhere"));
        server.on("/elsewhere", request -> list(CrlSpec.of(pki.issuing, clock.instant())));
        ChainEvidence evidence = gather(source());
        assertEquals("HTTP 307", evidence.findings().get(0).details().get(1));
        assertEquals(RevocationFacts.Kind.CRL, first(evidence).get(0).kind());
    }

    @Test
    void redirectsInACircleEnd() {
        crl(request -> TestServer.body(302, "text/plain", new byte[0], "Location: /crl/issuing.crl"));
        failsWith("more than 3 redirects");
    }

    @Test
    void aRedirectToAFileIsNotFollowed() {
        crl(request -> TestServer.body(302, "text/plain", new byte[0], "Location: file:///etc/passwd"));
        failsWith("address is neither http nor https");
    }

    @Test
    void linkLocalAddressesAreNotVisited() {
        FetchRequest request = new FetchRequest(
                URI.create("http://169.254.169.254/latest"), "*/*", Optional.empty(), 10, Duration.ofSeconds(1));
        FetchException refused = assertThrows(FetchException.class, () -> new HttpFetcher().fetch(request));
        assertEquals("link-local address", refused.reason());
    }

    @Test
    void nobodyListening() {
        server.close();
        failsWith("connection refused");
    }

    @Test
    void theIssuerIsFetchedWhereTheSignatureLacksIt() {
        server.on(
                "/ca/issuing.cer",
                request -> TestServer.body(200, "application/pkix-cert", encoded(pki.issuing.certificate())));
        ocsp(request -> answer(good()));
        SignedDocument bare = Pki.document(leaf.certificate(), List.of(), ValidationData.NONE);
        ChainEvidence evidence =
                source().gather(bare, clock.instant()).signers().get(leaf.certificate());
        assertEquals(
                List.of(leaf.certificate(), pki.issuing.certificate()),
                evidence.chains().get(0).links().stream()
                        .map(ChainLink::certificate)
                        .toList());
        assertTrue(Pki.offline(pki.anchors())
                .gather(bare, clock.instant())
                .signers()
                .get(leaf.certificate())
                .chains()
                .isEmpty());
    }

    @Test
    void aWrongIssuerFromThatAddressHelpsNobody() {
        server.on(
                "/ca/issuing.cer",
                request -> TestServer.body(
                        200,
                        "application/pkix-cert",
                        encoded(Pki.unpublished().leaf().certificate())));
        SignedDocument bare = Pki.document(leaf.certificate(), List.of(), ValidationData.NONE);
        assertTrue(source().gather(bare, clock.instant())
                .signers()
                .get(leaf.certificate())
                .chains()
                .isEmpty());
    }

    @Test
    void withoutAnchorsNoAddressIsVisited() {
        SignedDocument bare = Pki.document(leaf.certificate(), List.of(), ValidationData.NONE);
        EvidenceSource.trusting(TrustAnchors.none(), clock).limits(LIMITS).gather(bare, clock.instant());
        assertEquals(0, server.requests().size());
    }

    @Test
    void offlineOpensNoSocket() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(300);
            URI base = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            Pki there = Pki.publishing(Addresses.at(base, "root"), Addresses.at(base, "issuing"));
            TestIdentity signer = there.leaf();
            ChainEvidence evidence = EvidenceSource.trusting(there.anchors(), clock)
                    .offline()
                    .gather(Pki.document(signer.certificate(), signer.chain(), ValidationData.NONE), clock.instant())
                    .signers()
                    .get(signer.certificate());
            assertEquals(List.of(), first(evidence));
            assertEquals(List.of(), evidence.findings());
            assertThrows(SocketTimeoutException.class, socket::accept);
        }
    }

    @Test
    void theSandboxGivesEvidenceForEveryLinkAndTellsRevocation() throws Exception {
        Sandbox sandbox = Sandbox.inMemory(0, Pki.NOW, Pki.RANDOM);
        try (SandboxServer served = SandboxServer.start(sandbox, clock, Pki.RANDOM)) {
            TestIdentity agency = sandbox.agency("agency-a");
            X509Certificate signer = agency.certificate();
            SignedDocument document = Pki.document(signer, agency.chain(), ValidationData.NONE);
            TrustAnchors anchors = TrustAnchors.of(sandbox.anchor());
            ChainEvidence evidence = EvidenceSource.trusting(anchors, clock)
                    .gather(document, Pki.NOW)
                    .signers()
                    .get(signer);
            assertEquals(2, evidence.chains().get(0).links().size());
            for (ChainLink link : evidence.chains().get(0).links()) {
                assertEquals(RevocationStatus.GOOD, link.revocations().get(0).status());
                assertEquals(List.of(), link.revocations().get(0).findings());
            }
            sandbox.revoke(signer.getSerialNumber(), 1, Pki.NOW.minusSeconds(10));
            RevocationFacts revoked = first(EvidenceSource.trusting(anchors, clock)
                            .gather(document, Pki.NOW)
                            .signers()
                            .get(signer))
                    .get(0);
            assertEquals(RevocationStatus.REVOKED, revoked.status());
            assertEquals(Optional.of("keyCompromise"), revoked.reason());
            assertTrue(served.requests().size() >= 3);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
