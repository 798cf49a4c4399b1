package dev.vdx.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.CrlSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

/** RFC 6960 (OCSP) and RFC 5280, 5 and 6.3 (CRL): each thing accepted, and its twin refused. */
class RevocationTest {
    private static final Instant NOW = Pki.NOW;

    private final Pki pki = Pki.unpublished();
    private final TestIdentity leaf = pki.leaf();

    private List<RevocationFacts> facts(TestIdentity signer, ValidationData data) {
        return Pki.offline(pki.anchors())
                .gather(Pki.document(signer.certificate(), signer.chain(), data), NOW)
                .signers()
                .get(signer.certificate())
                .chains()
                .get(0)
                .links()
                .get(0)
                .revocations();
    }

    private RevocationFacts only(ValidationData data) {
        List<RevocationFacts> facts = facts(leaf, data);
        assertEquals(1, facts.size());
        return facts.get(0);
    }

    private OcspAnswer good() {
        return OcspAnswer.good(leaf.certificate(), pki.issuing, NOW);
    }

    private static void usable(RevocationFacts facts, RevocationStatus status) {
        assertEquals(List.of(), facts.findings());
        assertEquals(status, facts.status());
    }

    private static void refused(RevocationFacts facts, String why) {
        assertEquals(1, facts.findings().size(), facts.toString());
        assertEquals(FindingCode.REVOCATION_UNUSABLE, facts.findings().get(0).code());
        assertEquals("CN=SANDBOX leaf", facts.findings().get(0).details().get(0));
        assertTrue(
                facts.findings().get(0).details().get(1).contains(why),
                facts.findings().toString());
    }

    @Test
    void anAnswerSignedByTheIssuerIsUsable() {
        RevocationFacts facts = only(Pki.ocsp(good().der()));
        usable(facts, RevocationStatus.GOOD);
        assertEquals(RevocationFacts.Origin.EMBEDDED, facts.origin());
        assertEquals(NOW, facts.thisUpdate());
        assertEquals(Optional.of(NOW.plusSeconds(3600)), facts.nextUpdate());
        assertTrue(facts.responder().isEmpty());
    }

    @Test
    void anAnswerWithoutItsOuterResponseIsUsable() throws Exception {
        byte[] basic = new org.bouncycastle.cert.ocsp.OCSPResp(good().der()).getResponseObject()
                        instanceof org.bouncycastle.cert.ocsp.BasicOCSPResp found
                ? found.getEncoded()
                : new byte[0];
        usable(only(Pki.ocsp(basic)), RevocationStatus.GOOD);
    }

    @Test
    void certIdsBySha256AreUsable() {
        usable(only(Pki.ocsp(good().withHash(DigestAlgorithm.SHA256).der())), RevocationStatus.GOOD);
    }

    @Test
    void aRevokedAnswerSaysSinceWhenAndWhy() {
        RevocationFacts facts =
                only(Pki.ocsp(good().revoked(NOW.minusSeconds(60), 1).der()));
        usable(facts, RevocationStatus.REVOKED);
        assertEquals(Optional.of(NOW.minusSeconds(60)), facts.revokedAt());
        assertEquals(Optional.of("keyCompromise"), facts.reason());
    }

    @Test
    void holdAndUnknownAreTold() {
        usable(only(Pki.ocsp(good().revoked(NOW, 6).der())), RevocationStatus.ON_HOLD);
        usable(only(Pki.ocsp(good().unknown().der())), RevocationStatus.UNKNOWN);
    }

    @Test
    void anAnswerAboutAnotherCertificateSaysNothing() {
        TestIdentity other = pki.leaf();
        assertEquals(
                List.of(),
                facts(
                        leaf,
                        Pki.ocsp(OcspAnswer.good(other.certificate(), pki.issuing, NOW)
                                .der())));
    }

    @Test
    void anAnswerAboutTheSameSerialNumberOfAnotherIssuerSaysNothing() {
        Pki stranger = Pki.unpublished();
        TestAuthority namesake =
                stranger.root.intermediate(Pki.authority("CN=SANDBOX issuing", 30, 0), Addresses.NONE, Pki.RANDOM);
        assertEquals(
                List.of(),
                facts(
                        leaf,
                        Pki.ocsp(OcspAnswer.good(leaf.certificate(), namesake, NOW)
                                .der())));
    }

    @Test
    void aDelegatedResponderIsNamed() {
        TestIdentity responder = pki.issuing.issue(Pki.responderSpec(), Pki.RANDOM);
        RevocationFacts facts = only(Pki.ocsp(good().signedBy(responder).der()));
        usable(facts, RevocationStatus.GOOD);
        assertEquals(Optional.of(responder.certificate()), facts.responder());
    }

    @Test
    void aDelegatedResponderWhoseCertificateLiesBesideIsFound() {
        TestIdentity responder = pki.issuing.issue(Pki.responderSpec(), Pki.RANDOM);
        byte[] bare = good().signedBy(responder).withCertificates().der();
        usable(
                only(new ValidationData(List.of(responder.certificate()), List.of(bare), List.of())),
                RevocationStatus.GOOD);
        refused(only(Pki.ocsp(bare)), "not found");
    }

    @Test
    void aResponderOfAnotherAuthorityIsRefused() {
        TestIdentity responder = pki.root.issue(Pki.responderSpec(), Pki.RANDOM);
        refused(only(Pki.ocsp(good().signedBy(responder).der())), "not authorised");
    }

    @Test
    void aResponderWithoutTheExtendedKeyUsageIsRefused() {
        TestIdentity responder = pki.issuing.issue(Pki.leafSpec(), Pki.RANDOM);
        refused(only(Pki.ocsp(good().signedBy(responder).der())), "not for OCSP signing");
    }

    @Test
    void aResponderExpiredWhenItAnsweredIsRefused() {
        TestIdentity responder =
                pki.issuing.issue(Pki.responderSpec().withValidity(Pki.FROM, NOW.minusSeconds(1)), Pki.RANDOM);
        refused(only(Pki.ocsp(good().signedBy(responder).der())), "not valid when it answered");
    }

    @Test
    void anAnswerSignedWithAnotherKeyThanItsRespondersIsRefused() {
        TestIdentity responder = pki.issuing.issue(Pki.responderSpec(), Pki.RANDOM);
        TestIdentity thief = new TestIdentity(
                KeyKind.EC_P256, KeyKind.EC_P256.pooled(31, Pki.RANDOM).getPrivate(), List.of(responder.certificate()));
        refused(only(Pki.ocsp(good().signedBy(thief).der())), "does not verify");
        TestIdentity asIssuer = new TestIdentity(
                KeyKind.EC_P256,
                KeyKind.EC_P256.pooled(31, Pki.RANDOM).getPrivate(),
                List.of(pki.issuing.certificate()));
        refused(only(Pki.ocsp(good().signedBy(asIssuer).withCertificates().der())), "does not verify");
    }

    @Test
    void anAlteredAnswerIsRefused() {
        refused(only(Pki.ocsp(good().alteredDer())), "does not verify");
    }

    @Test
    void anExpiredAnswerTellsItsTimesForTheVerdictToJudge() {
        Instant then = NOW.minusSeconds(7200);
        RevocationFacts facts = only(Pki.ocsp(good().withTimes(then, Optional.of(NOW.minusSeconds(3600)), then)
                .der()));
        usable(facts, RevocationStatus.GOOD);
        assertEquals(Optional.of(NOW.minusSeconds(3600)), facts.nextUpdate());
    }

    @Test
    void anAnswerDueBeforeItWasMadeIsRefused() {
        refused(
                only(Pki.ocsp(good().withTimes(NOW, Optional.of(NOW.minusSeconds(1)), NOW)
                        .der())),
                "nextUpdate before thisUpdate");
    }

    @Test
    void errorStatusesAndRubbishAreComplainedOf() {
        for (byte[] rubbish : List.of(OcspAnswer.error(3), new byte[] {0x30, 0x03, 1}, new byte[0], bomb())) {
            var evidence = Pki.offline(pki.anchors())
                    .gather(Pki.document(leaf.certificate(), leaf.chain(), Pki.ocsp(rubbish)), NOW)
                    .signers()
                    .get(leaf.certificate());
            assertEquals(
                    FindingCode.REVOCATION_UNUSABLE, evidence.findings().get(0).code());
        }
    }

    private static byte[] bomb() {
        byte[] deep = new byte[40_000];
        for (int i = 0; i < deep.length; i += 4) {
            int left = deep.length - i - 4;
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x82;
            deep[i + 2] = (byte) (left >> 8);
            deep[i + 3] = (byte) left;
        }
        return deep;
    }

    @Test
    void certificatesThatNeedNoRevocationGetNone() {
        TestIdentity shortTerm = pki.issuing.issue(
                Pki.leafSpec().withExtension(CertificateSpec.SHORT_TERM, false, new byte[] {5, 0}), Pki.RANDOM);
        assertEquals(
                List.of(),
                facts(
                        shortTerm,
                        Pki.ocsp(OcspAnswer.good(shortTerm.certificate(), pki.issuing, NOW)
                                .der())));
    }

    @Test
    void theSameDocumentAgainIsNotCheckedAgain() {
        byte[] der = good().der();
        EvidenceSource source = Pki.offline(pki.anchors());
        var document = Pki.document(leaf.certificate(), leaf.chain(), Pki.ocsp(der));
        var first = source.gather(document, NOW).signers().get(leaf.certificate());
        var again = source.gather(document, NOW).signers().get(leaf.certificate());
        assertSame(
                first.chains().get(0).links().get(0).revocations().get(0),
                again.chains().get(0).links().get(0).revocations().get(0));
    }

    // CRLs.

    private CrlSpec list() {
        return CrlSpec.of(pki.issuing, NOW);
    }

    @Test
    void aListWithoutTheCertificateSaysGood() {
        RevocationFacts facts = only(Pki.crls(list().der()));
        usable(facts, RevocationStatus.GOOD);
        assertEquals(RevocationFacts.Kind.CRL, facts.kind());
        assertEquals(NOW, facts.thisUpdate());
    }

    @Test
    void aListWithTheCertificateSaysRevokedOrOnHold() {
        BigInteger serial = leaf.certificate().getSerialNumber();
        RevocationFacts facts =
                only(Pki.crls(list().withEntry(serial, NOW.minusSeconds(5), 4).der()));
        usable(facts, RevocationStatus.REVOKED);
        assertEquals(Optional.of("superseded"), facts.reason());
        assertEquals(Optional.of(NOW.minusSeconds(5)), facts.revokedAt());
        usable(only(Pki.crls(list().withEntry(serial, NOW, 6).der())), RevocationStatus.ON_HOLD);
        usable(
                only(Pki.crls(
                        list().withEntry(serial.add(BigInteger.ONE), NOW, 4).der())),
                RevocationStatus.GOOD);
    }

    @Test
    void aListOfAnotherIssuerSaysNothing() {
        assertEquals(List.of(), facts(leaf, Pki.crls(CrlSpec.of(pki.root, NOW).der())));
    }

    @Test
    void aListSignedByAnotherKeyIsRefused() {
        refused(only(Pki.crls(list().signedBy(pki.root.identity()).der())), "does not verify");
    }

    @Test
    void anAlteredListIsRefused() {
        byte[] der =
                list().withEntry(leaf.certificate().getSerialNumber(), NOW, 4).der();
        byte[] serial = leaf.certificate().getSerialNumber().toByteArray();
        for (int i = 0; i < der.length - serial.length; i++) {
            if (java.util.Arrays.equals(der, i, i + serial.length, serial, 0, serial.length)) {
                der[i + serial.length - 1] ^= 1;
            }
        }
        refused(only(Pki.crls(der)), "does not verify");
    }

    @Test
    void aListByAnIssuerNotForCrlSigningIsRefused() {
        TestAuthority quiet = pki.root.intermediate(
                Pki.authority("CN=SANDBOX quiet", 32, 0).withKeyUsage(KeyUsage.keyCertSign),
                Addresses.NONE,
                Pki.RANDOM);
        TestIdentity signer = quiet.issue(Pki.leafSpec(), Pki.RANDOM);
        refused(facts(signer, Pki.crls(CrlSpec.of(quiet, NOW).der())).get(0), "not for CRL signing");
    }

    @Test
    void aDeltaListIsRefused() {
        refused(
                only(Pki.crls(list().withExtension(CrlSpec.DELTA_INDICATOR, true, new byte[] {2, 1, 1})
                        .der())),
                "delta");
    }

    @Test
    void aListWithAnUnknownCriticalExtensionIsRefusedAndWithAnUncriticalOneUsed() {
        refused(
                only(Pki.crls(list().withExtension("1.3.6.1.4.1.32473.9", true, new byte[] {5, 0})
                        .der())),
                "unknown critical extension");
        usable(
                only(Pki.crls(list().withExtension("1.3.6.1.4.1.32473.9", false, new byte[] {5, 0})
                        .der())),
                RevocationStatus.GOOD);
    }

    @Test
    void removeFromCrlInACompleteListIsRefused() {
        refused(
                only(Pki.crls(list().withEntry(leaf.certificate().getSerialNumber(), NOW, 8)
                        .der())),
                "removeFromCRL");
    }

    @Test
    void scopesAreKept() throws Exception {
        usable(
                only(scoped(new IssuingDistributionPoint(null, true, false, null, false, false))),
                RevocationStatus.GOOD);
        refused(only(scoped(new IssuingDistributionPoint(null, false, true, null, false, false))), "authorities");
        refused(only(scoped(new IssuingDistributionPoint(null, false, false, null, true, false))), "indirect");
        refused(only(scoped(new IssuingDistributionPoint(null, false, false, null, false, true))), "attribute");
        refused(
                only(scoped(new IssuingDistributionPoint(
                        null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false))),
                "some reasons");
    }

    @Test
    void aListOfTheCertificatesOwnDistributionPointIsUsedAndOfAnotherRefused() throws Exception {
        TestIdentity pointed = pki.issuing.issue(
                Pki.leafSpec()
                        .withAddresses(Addresses.at(java.net.URI.create("http://127.0.0.1:1"), "x")
                                .withoutOcsp()),
                Pki.RANDOM);
        usable(facts(pointed, scoped(point("http://127.0.0.1:1/crl/x.crl"))).get(0), RevocationStatus.GOOD);
        refused(facts(pointed, scoped(point("http://127.0.0.1:1/crl/y.crl"))).get(0), "another distribution point");
    }

    private static IssuingDistributionPoint point(String address) {
        return new IssuingDistributionPoint(
                new DistributionPointName(
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address))),
                false,
                false,
                null,
                false,
                false);
    }

    private ValidationData scoped(IssuingDistributionPoint point) throws Exception {
        return Pki.crls(list().withExtension(CrlSpec.ISSUING_DISTRIBUTION_POINT, true, point.getEncoded())
                .der());
    }

    @Test
    void everyByteOfAListCounts() {
        byte[] der = list().withEntry(BigInteger.TEN, NOW, 1).der();
        for (int i = 0; i < der.length; i++) {
            byte[] altered = der.clone();
            altered[i] ^= 0x01;
            for (RevocationFacts facts : facts(leaf, Pki.crls(altered))) {
                assertTrue(!facts.findings().isEmpty(), "byte " + i + " does not count");
            }
        }
    }

    @Test
    void everyByteOfAnAnswerCounts() {
        byte[] der = good().der();
        int ignored = 0;
        for (int i = 0; i < der.length; i++) {
            byte[] altered = der.clone();
            altered[i] ^= 0x01;
            ignored += facts(leaf, Pki.ocsp(altered)).stream()
                            .anyMatch(facts -> facts.findings().isEmpty())
                    ? 1
                    : 0;
        }
        assertEquals(0, ignored);
    }

    @Test
    void aListOfAHundredThousandEntriesIsSearchedQuickly() {
        TreeMap<BigInteger, TestAuthority.Revocation> many = new TreeMap<>();
        for (int i = 1; i <= 100_000; i++) {
            many.put(BigInteger.valueOf(i), new TestAuthority.Revocation(NOW, 1));
        }
        many.put(leaf.certificate().getSerialNumber(), new TestAuthority.Revocation(NOW, 1));
        byte[] der = list().withEntries(many).der();
        EvidenceSource source = Pki.offline(pki.anchors());
        var document = Pki.document(leaf.certificate(), leaf.chain(), Pki.crls(der));
        source.gather(document, NOW);
        long began = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    RevocationStatus.REVOKED,
                    source.gather(document, NOW)
                            .signers()
                            .get(leaf.certificate())
                            .chains()
                            .get(0)
                            .links()
                            .get(0)
                            .revocations()
                            .get(0)
                            .status());
        }
        long each = (System.nanoTime() - began) / 10_000_000;
        assertTrue(each < 2_000, each + " ms");
    }
}
