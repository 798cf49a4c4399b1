package dev.vdx.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Chain;
import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainBuildingTest {
    private final Pki pki = Pki.unpublished();
    private final TestIdentity leaf = pki.leaf();

    private static ChainEvidence evidence(
            TrustAnchors anchors, X509Certificate signer, List<X509Certificate> certificates) {
        return Pki.offline(anchors)
                .gather(Pki.document(signer, certificates, ValidationData.NONE), Pki.NOW)
                .signers()
                .get(signer);
    }

    @Test
    void leadsFromTheSignerOverItsIssuerToTheAnchor() {
        ChainEvidence evidence = evidence(pki.anchors(), leaf.certificate(), leaf.chain());
        assertEquals(1, evidence.anchorsGiven());
        assertEquals(1, evidence.chains().size());
        Chain chain = evidence.chains().get(0);
        assertEquals(
                leaf.chain(), chain.links().stream().map(l -> l.certificate()).toList());
        assertEquals(pki.root.certificate(), chain.anchor());
    }

    @Test
    void withoutAnchorsThereIsNoChain() {
        ChainEvidence evidence = evidence(TrustAnchors.none(), leaf.certificate(), leaf.chain());
        assertEquals(0, evidence.anchorsGiven());
        assertTrue(evidence.chains().isEmpty());
    }

    @Test
    void theRootThatComesWithTheDocumentIsNoAnchor() {
        List<X509Certificate> all = new ArrayList<>(leaf.chain());
        all.add(pki.root.certificate());
        TestAuthority other = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX other", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL, 0),
                Addresses.NONE,
                Pki.RANDOM);
        assertTrue(evidence(TrustAnchors.of(other.certificate()), leaf.certificate(), all)
                .chains()
                .isEmpty());
    }

    @Test
    void anAnchorOfTheSameNameWithAnotherKeyIsNotTheIssuer() {
        TestAuthority impostor = TestAuthority.root(Pki.authority("CN=SANDBOX root", 7, 5), Addresses.NONE, Pki.RANDOM);
        assertTrue(evidence(TrustAnchors.of(impostor.certificate()), leaf.certificate(), leaf.chain())
                .chains()
                .isEmpty());
    }

    @Test
    void anIntermediateMayBeTheAnchor() {
        ChainEvidence evidence = evidence(TrustAnchors.of(pki.issuing.certificate()), leaf.certificate(), List.of());
        assertEquals(1, evidence.chains().get(0).links().size());
    }

    @Test
    void theSigningCertificateMayBeTheAnchor() {
        ChainEvidence evidence = evidence(TrustAnchors.of(leaf.certificate()), leaf.certificate(), List.of());
        assertTrue(evidence.chains().get(0).links().isEmpty());
        assertEquals(leaf.certificate(), evidence.chains().get(0).anchor());
    }

    @Test
    void aCertificateThatIsNoAuthorityIssuesNothing() {
        TestIdentity noAuthority = pki.issuing.issue(
                CertificateSpec.seal("CN=SANDBOX no authority", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL), Pki.RANDOM);
        // A seal certificate's key, used as if it were an authority's.
        TestAuthority abuse =
                pki.issuing.intermediate(Pki.authority("CN=SANDBOX no authority", 8, 0), Addresses.NONE, Pki.RANDOM);
        TestIdentity victim = abuse.issue(Pki.leafSpec(), Pki.RANDOM);
        TestIdentity sameKey = pki.issuing.issue(
                CertificateSpec.seal("CN=SANDBOX no authority", KeyKind.EC_P256, Pki.FROM, Pki.UNTIL)
                        .withKeys(KeyKind.EC_P256.pooled(8, Pki.RANDOM)),
                Pki.RANDOM);
        List<X509Certificate> pool =
                List.of(sameKey.certificate(), noAuthority.certificate(), pki.issuing.certificate());
        assertTrue(evidence(pki.anchors(), victim.certificate(), pool).chains().isEmpty());
    }

    @Test
    void crossCertificatesGiveSeveralChainsShortestFirst() {
        TestAuthority old = TestAuthority.root(Pki.authority("CN=SANDBOX old root", 9, 5), Addresses.NONE, Pki.RANDOM);
        TestAuthority cross = old.intermediate(Pki.authority("CN=SANDBOX root", 0, 5), Addresses.NONE, Pki.RANDOM);
        List<X509Certificate> pool = new ArrayList<>(leaf.chain());
        pool.add(cross.certificate());
        ChainEvidence evidence =
                evidence(TrustAnchors.of(pki.root.certificate(), old.certificate()), leaf.certificate(), pool);
        assertEquals(2, evidence.chains().size());
        assertEquals(2, evidence.chains().get(0).links().size());
        assertEquals(3, evidence.chains().get(1).links().size());
        assertEquals(old.certificate(), evidence.chains().get(1).anchor());
    }

    @Test
    void authoritiesThatCertifyEachOtherAreNoTrap() {
        TestAuthority a = TestAuthority.root(Pki.authority("CN=SANDBOX a", 10, 5), Addresses.NONE, Pki.RANDOM);
        TestAuthority b = TestAuthority.root(Pki.authority("CN=SANDBOX b", 11, 5), Addresses.NONE, Pki.RANDOM);
        TestAuthority aByB = b.intermediate(Pki.authority("CN=SANDBOX a", 10, 5), Addresses.NONE, Pki.RANDOM);
        TestAuthority bByA = a.intermediate(Pki.authority("CN=SANDBOX b", 11, 5), Addresses.NONE, Pki.RANDOM);
        TestIdentity victim = a.issue(Pki.leafSpec(), Pki.RANDOM);
        List<X509Certificate> pool = List.of(a.certificate(), b.certificate(), aByB.certificate(), bByA.certificate());
        assertTrue(evidence(pki.anchors(), victim.certificate(), pool).chains().isEmpty());
    }

    @Test
    void aCrowdOfNamesakesCostsNoMoreThanTheLimit() {
        List<X509Certificate> crowd = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            crowd.add(TestAuthority.root(Pki.authority("CN=SANDBOX issuing", 12, 5), Addresses.NONE, Pki.RANDOM)
                    .certificate());
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertTrue(evidence(pki.anchors(), leaf.certificate(), crowd)
                        .chains()
                        .isEmpty()));
    }

    @Test
    void theRightIssuerIsFoundFirstAmongNamesakesByItsKeyIdentifier() {
        List<X509Certificate> crowd = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            crowd.add(TestAuthority.root(Pki.authority("CN=SANDBOX issuing", 12, 5), Addresses.NONE, Pki.RANDOM)
                    .certificate());
        }
        crowd.add(pki.issuing.certificate());
        assertFalse(evidence(pki.anchors(), leaf.certificate(), crowd).chains().isEmpty());
    }

    @Test
    void aLongChainEndsAtTheLimit() {
        TestAuthority at = pki.root;
        List<X509Certificate> pool = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            at = at.intermediate(Pki.authority("CN=SANDBOX level " + i, 20 + i, 5), Addresses.NONE, Pki.RANDOM);
            pool.add(at.certificate());
        }
        TestIdentity deep = at.issue(Pki.leafSpec(), Pki.RANDOM);
        assertTrue(evidence(pki.anchors(), deep.certificate(), pool).chains().isEmpty());
    }
}
