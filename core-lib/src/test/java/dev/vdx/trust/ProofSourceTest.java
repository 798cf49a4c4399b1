package dev.vdx.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Proof;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.CrlSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.TestIdentity;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is gathered to prove a signature later, and what is refused: nothing half. */
class ProofSourceTest {
    private static final URI ROOT_LIST = URI.create("http://root.example/crl");
    private static final URI RESPONDER = URI.create("http://issuing.example/ocsp");
    private static final URI RESPONDERS_LIST = URI.create("http://issuing.example/crl");

    private final Map<URI, Supplier<byte[]>> served = new HashMap<>();
    private Pki pki;
    private TestIdentity leaf;

    @BeforeEach
    void make() {
        pki = Pki.publishing(
                new Addresses(Optional.empty(), Optional.empty(), Optional.of(ROOT_LIST)),
                new Addresses(Optional.of(RESPONDER), Optional.empty(), Optional.empty()));
        leaf = pki.leaf();
        served.put(ROOT_LIST, () -> CrlSpec.of(pki.root, Pki.NOW).der());
        served.put(RESPONDERS_LIST, () -> CrlSpec.of(pki.issuing, Pki.NOW).der());
    }

    private byte[] fetch(FetchRequest request) throws FetchException {
        Supplier<byte[]> answer = served.get(request.address());
        if (answer == null) {
            throw new FetchException("connection refused");
        }
        return answer.get();
    }

    private ProofSource source() {
        return ProofSource.online(Pki.CLOCK).fetchingWith(this::fetch);
    }

    private SignedDocument document(X509Certificate... more) {
        List<X509Certificate> all = new ArrayList<>(leaf.chain());
        all.addAll(List.of(more));
        return Pki.document(leaf.certificate(), all, ValidationData.NONE);
    }

    private ValidationData gathered(ProofSource source, SignedDocument document) throws SigningException {
        List<Proof> all = source.gather(document, source.ends(document), Pki.NOW);
        assertEquals(1, all.size());
        return all.get(0).all();
    }

    private SigningException refused() {
        ProofSource source = source().trusting(pki.anchors());
        return assertThrows(SigningException.class, () -> gathered(source, document()));
    }

    private OcspAnswer good() {
        return OcspAnswer.good(leaf.certificate(), pki.issuing, Pki.NOW);
    }

    /** Whose own status its issuer publishes in a list. */
    private TestIdentity responder() {
        return pki.issuing.issue(
                CertificateSpec.seal("CN=SANDBOX responder", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL)
                        .withKeys(KeyKind.EC_P256.pooled(3, Pki.RANDOM))
                        .withExtendedKeyUsages(false, CertificateSpec.OCSP_SIGNING)
                        .withAddresses(new Addresses(Optional.empty(), Optional.empty(), Optional.of(RESPONDERS_LIST))),
                Pki.RANDOM);
    }

    @Test
    void theWholeChainIsProvenAndWhoeverProvesIt() throws Exception {
        TestIdentity responder = responder();
        served.put(RESPONDER, () -> good().signedBy(responder).der());
        ValidationData data = gathered(source().trusting(pki.anchors()), document());
        assertEquals(
                Set.of(leaf.certificate(), pki.issuing.certificate(), pki.root.certificate(), responder.certificate()),
                Set.copyOf(data.certificates()));
        assertEquals(4, data.certificates().size());
        assertEquals(1, data.ocspResponses().size());
        assertEquals(2, data.crls().size(), "of the root, and of the responder's issuer");
    }

    @Test
    void aResponderThatNobodyNeedCheckIsNotLookedFor() throws Exception {
        TestIdentity responder = pki.issuing.issue(Pki.responderSpec(), Pki.RANDOM);
        served.put(RESPONDER, () -> good().signedBy(responder).der());
        assertEquals(
                1, gathered(source().trusting(pki.anchors()), document()).crls().size());
    }

    @Test
    void withoutAnchorsChainsEndAtTheRootThatCameAlong() throws Exception {
        served.put(RESPONDER, () -> good().der());
        SignedDocument document = document(pki.root.certificate());
        assertEquals(
                pki.anchors().certificates(), source().ends(document).signers().certificates());
        assertEquals(3, gathered(source(), document).certificates().size());
        SigningException refusal =
                assertThrows(SigningException.class, () -> gathered(source(), document()), "no root anywhere");
        assertEquals(SigningProblem.CHAIN_NOT_FOUND, refusal.problem());
    }

    @Test
    void aRevokedCertificateIsRefusedWhereverItStands() {
        served.put(RESPONDER, () -> good().revoked(Pki.NOW.minusSeconds(60), 1).der());
        assertRefused(SigningProblem.CERTIFICATE_REVOKED, "CN=SANDBOX leaf", "keyCompromise");
        served.put(RESPONDER, () -> good().revoked(Pki.NOW.minusSeconds(60), 6).der());
        assertRefused(SigningProblem.CERTIFICATE_REVOKED, "CN=SANDBOX leaf", "certificateHold");
        TestIdentity responder = responder();
        served.put(RESPONDER, () -> good().signedBy(responder).der());
        pki.issuing.revoke(responder.certificate().getSerialNumber(), 1, Pki.NOW.minusSeconds(60));
        assertRefused(SigningProblem.CERTIFICATE_REVOKED, "CN=SANDBOX responder", "keyCompromise");
        served.put(RESPONDER, () -> good().der());
        pki.root.revoke(pki.issuing.certificate().getSerialNumber(), 2, Pki.NOW.minusSeconds(60));
        assertRefused(SigningProblem.CERTIFICATE_REVOKED, "CN=SANDBOX issuing", "cACompromise");
    }

    @Test
    void whatNobodyTellsIsRefusedWithTheAddressAndTheReason() {
        assertRefused(SigningProblem.REVOCATION_UNKNOWN, "CN=SANDBOX leaf", "issuing.example: connection refused");
        served.put(RESPONDER, () -> good().unknown().der());
        assertRefused(SigningProblem.REVOCATION_UNKNOWN, "CN=SANDBOX leaf", "does not know it");
        served.put(RESPONDER, () -> good().alteredDer());
        assertRefused(SigningProblem.REVOCATION_UNKNOWN, "CN=SANDBOX leaf", "signature does not verify");
        served.put(
                RESPONDER,
                () -> good().withTimes(
                                Pki.NOW.minusSeconds(9000),
                                Optional.of(Pki.NOW.minusSeconds(5400)),
                                Pki.NOW.minusSeconds(9000))
                        .der());
        assertRefused(SigningProblem.REVOCATION_UNKNOWN, "CN=SANDBOX leaf", "no longer fresh");
        TestIdentity responder = responder();
        served.put(RESPONDER, () -> good().signedBy(responder).der());
        served.remove(RESPONDERS_LIST);
        assertRefused(SigningProblem.REVOCATION_UNKNOWN, "CN=SANDBOX responder", "issuing.example");
        served.put(RESPONDER, () -> good().der());
        served.remove(ROOT_LIST);
        assertRefused(SigningProblem.REVOCATION_UNKNOWN, "CN=SANDBOX issuing", "root.example: connection refused");
    }

    private void assertRefused(SigningProblem problem, String whose, String why) {
        SigningException refusal = refused();
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        String said = String.join(" | ", refusal.details());
        assertTrue(said.startsWith(whose) && said.contains(why), said);
    }
}
