package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.ChainEvidence;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationFacts.Origin;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CrlSpec;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.OcspResponder;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A certificate that names several OCSP responders and several lists, of which some are no good. */
class RevocationFailoverTest {
    private static final FetchLimits QUICK = FetchLimits.DEFAULT.withEach(Duration.ofMillis(500));

    private TestServer server;
    private Pki pki;
    private TestIdentity leaf;
    private Instant now = Pki.NOW;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private EvidenceSource source;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(0);
        pki = Pki.unpublished();
        leaf = pki.issuing.issue(
                Pki.leafSpec()
                        .withExtension(
                                "1.3.6.1.5.5.7.1.1",
                                false,
                                new DERSequence(new AccessDescription[] {responder("/ocsp/a"), responder("/ocsp/b")})
                                        .getEncoded())
                        .withExtension("2.5.29.31", false, lists("/crl/a", "/crl/b")),
                Pki.RANDOM);
        source = EvidenceSource.trusting(pki.anchors(), clock).limits(QUICK);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private GeneralName name(String path) {
        return new GeneralName(
                GeneralName.uniformResourceIdentifier,
                new DERIA5String(server.base().resolve(path).toString()));
    }

    private AccessDescription responder(String path) {
        return new AccessDescription(AccessDescription.id_ad_ocsp, name(path));
    }

    private byte[] lists(String... paths) throws Exception {
        DistributionPoint[] points = new DistributionPoint[paths.length];
        for (int i = 0; i < paths.length; i++) {
            points[i] = new DistributionPoint(new DistributionPointName(new GeneralNames(name(paths[i]))), null, null);
        }
        return new CRLDistPoint(points).getEncoded();
    }

    /** The real responder, of the issuing authority itself. */
    private TestServer.Answer real(TestServer.Request request) {
        OcspResponder responder = new OcspResponder(pki.issuing, pki.issuing.identity(), clock);
        return TestServer.body(200, "application/ocsp-response", responder.answer(request.body()));
    }

    private static TestServer.Answer ocsp(byte[] der) {
        return TestServer.body(200, "application/ocsp-response", der);
    }

    private List<RevocationFacts> facts() {
        ChainEvidence evidence = source.gather(
                        Pki.document(leaf.certificate(), leaf.chain(), ValidationData.NONE), clock.instant())
                .signers()
                .get(leaf.certificate());
        return evidence.chains().get(0).links().get(0).revocations();
    }

    private static void assertGood(Origin origin, List<RevocationFacts> facts) {
        List<RevocationFacts> usable =
                facts.stream().filter(each -> each.findings().isEmpty()).toList();
        RevocationFacts last = usable.get(usable.size() - 1);
        assertEquals(RevocationStatus.GOOD, last.status());
        assertEquals(origin, last.origin());
    }

    private List<String> asked() {
        return server.requests().stream().map(r -> r.uri().getPath()).toList();
    }

    /** What the first responder answers. */
    enum Wrong {
        GARBAGE,
        TRY_LATER,
        WRONG_SIGNER,
        ALTERED,
        ANOTHER_CERTIFICATE,
        STALE,
        UNKNOWN,
        HTTP_500,
        HTML,
        SILENCE
    }

    private TestServer.Answer wrong(Wrong wrong) {
        OcspAnswer good = OcspAnswer.good(leaf.certificate(), pki.issuing, now);
        return switch (wrong) {
            case GARBAGE -> ocsp("no answer at all".getBytes(US_ASCII));
            case TRY_LATER -> ocsp(OcspAnswer.error(3));
            case WRONG_SIGNER ->
                ocsp(good.signedBy(TestAuthority.root(
                                        Pki.authority("CN=SANDBOX stranger", 4, 5), Addresses.NONE, Pki.RANDOM)
                                .identity())
                        .der());
            case ALTERED -> ocsp(good.alteredDer());
            case ANOTHER_CERTIFICATE ->
                ocsp(OcspAnswer.good(pki.issuing.certificate(), pki.root, now).der());
            case STALE ->
                ocsp(good.withTimes(now.minusSeconds(7200), Optional.of(now.minusSeconds(3600)), now.minusSeconds(7200))
                        .der());
            case UNKNOWN -> ocsp(good.unknown().der());
            case HTTP_500 -> TestServer.body(500, "text/plain", new byte[0]);
            case HTML -> TestServer.body(200, "text/html", "<html>".getBytes(US_ASCII));
            case SILENCE -> new TestServer.Answer.Silence();
        };
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void theNextResponderIsAskedAndItsAnswerRememberedUntilItEnds(Wrong wrong) {
        server.on("/ocsp/a", request -> wrong(wrong)).on("/ocsp/b", this::real);
        assertGood(Origin.ONLINE, facts());
        assertEquals(List.of("/ocsp/a", "/ocsp/b"), asked());
        // The second time nobody is asked, whatever the first one would say.
        assertGood(Origin.CACHE, facts());
        assertEquals(2, asked().size());
        // Once newer is due, both are asked anew; nothing old is given out for new.
        now = facts().stream()
                .flatMap(each -> each.nextUpdate().stream())
                .max(Instant::compareTo)
                .orElseThrow()
                .plusSeconds(1);
        assertGood(Origin.ONLINE, facts());
        assertEquals(List.of("/ocsp/a", "/ocsp/b", "/ocsp/a", "/ocsp/b"), asked());
    }

    @ParameterizedTest
    @EnumSource(
            value = Wrong.class,
            names = {"GARBAGE", "TRY_LATER", "WRONG_SIGNER", "HTTP_500"})
    void withoutAnyResponderTheListsAreFetchedInTheirOrder(Wrong wrong) {
        server.on("/ocsp/", request -> wrong(wrong))
                .on("/crl/a", request -> TestServer.body(404, "text/plain", new byte[0]))
                .on(
                        "/crl/b",
                        request -> TestServer.body(
                                200,
                                "application/pkix-crl",
                                CrlSpec.of(pki.issuing, now).der()));
        assertGood(Origin.ONLINE, facts());
        assertEquals(List.of("/ocsp/a", "/ocsp/b", "/crl/a", "/crl/b"), asked());
    }

    /** The twin: what the second says is no less believed for being the second. */
    @Test
    void aRevocationToldByTheSecondCounts() {
        pki.issuing.revoke(leaf.certificate().getSerialNumber(), 1, Pki.NOW.minusSeconds(60));
        server.on("/ocsp/a", request -> wrong(Wrong.TRY_LATER)).on("/ocsp/b", this::real);
        assertTrue(facts().stream().anyMatch(each -> each.status() == RevocationStatus.REVOKED));
    }

    @Test
    void whatIsRememberedIsBounded() {
        Memory<String, String> memory = new Memory<>(10);
        memory.put("a", "1", 4);
        memory.put("b", "2", 4);
        assertEquals(Optional.of("1"), memory.get("a"));
        memory.put("c", "3", 4);
        // b was used longest ago.
        assertEquals(Optional.empty(), memory.get("b"));
        assertEquals(Optional.of("1"), memory.get("a"));
        memory.put("d", "4", 11);
        assertEquals(Optional.empty(), memory.get("d"));
    }
}
