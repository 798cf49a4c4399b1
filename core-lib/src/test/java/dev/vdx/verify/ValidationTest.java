package dev.vdx.verify;

import static dev.vdx.model.Indication.INDETERMINATE;
import static dev.vdx.model.Indication.TOTAL_FAILED;
import static dev.vdx.model.Indication.TOTAL_PASSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.AlgorithmDates;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.SubIndication;
import dev.vdx.model.TimestampKind;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** EN 319 102-1 by its clauses, on facts made up for each; every rule with the case it lets pass and the one it stops. */
class ValidationTest {
    private static final Instant NOW = Case.NOW;

    private static void is(Indication indication, SubIndication sub, SignatureVerdict verdict) {
        assertEquals(indication, verdict.indication(), () -> verdict.findings().toString());
        assertEquals(
                Optional.ofNullable(sub),
                verdict.subIndication(),
                () -> verdict.findings().toString());
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    @Test
    @DisplayName("5.3.4: a sound signature of a trusted, unrevoked certificate is TOTAL-PASSED, and nothing is found")
    void sound() {
        SignatureVerdict verdict = new Case().judged();
        is(TOTAL_PASSED, null, verdict);
        assertEquals(List.of(), verdict.findings());
        assertEquals(NOW, verdict.bestSignatureTime());
        assertFalse(verdict.timeProven());
        assertEquals("PAdES-BASELINE-B", verdict.level());
    }

    @Test
    @DisplayName("5.2.2: a signature of which nothing could be read is never sound, even if its room found nothing")
    void unread() {
        is(
                TOTAL_FAILED,
                SubIndication.FORMAT_FAILURE,
                new Case().signer(SignerFacts.UNREAD).judged());
        SignatureVerdict told = new Case()
                .signer(SignerFacts.UNREAD)
                .found(Finding.of(FindingCode.SUBFILTER_NOT_SUPPORTED, "x"))
                .judged();
        is(INDETERMINATE, SubIndication.FORMAT_FAILURE, told);
        assertEquals(1, told.findings().size(), "and says only what it knows");
    }

    @Test
    @DisplayName("5.2.2: an unexplained change after signing fails the signature")
    void changed() {
        is(
                TOTAL_FAILED,
                SubIndication.FORMAT_FAILURE,
                new Case()
                        .changes(new ChangesAfter(ChangeLevel.SUSPICIOUS, List.of()))
                        .judged());
        is(TOTAL_FAILED, SubIndication.FORMAT_FAILURE, new Case().uncovered().judged());
    }

    @Test
    @DisplayName("5.2.3: the signing certificate is there and is the one that was signed for")
    void identification() {
        is(
                INDETERMINATE,
                SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                new Case().certificate(Optional.empty()).judged());
        is(
                INDETERMINATE,
                SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                new Case().reference(CertificateReference.DIFFERS).judged());
        SignatureVerdict old = new Case().reference(CertificateReference.ABSENT).judged();
        is(TOTAL_PASSED, null, old);
        assertEquals(
                FindingCode.SIGNING_CERTIFICATE_ATTRIBUTE_MISSING,
                old.findings().get(0).code());
    }

    @Test
    @DisplayName("5.2.6: no anchor, no chain, a chain that breaks a constraint")
    void chains() {
        is(
                INDETERMINATE,
                SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
                new Case().trusting(0).judged());
        is(
                INDETERMINATE,
                SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
                new Case().withoutChain().judged());
        is(
                INDETERMINATE,
                SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                new Case().certificate(Case.issued(s -> s.withKeyUsage(32))).judged());
        is(
                INDETERMINATE,
                SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                new Case().certificate(Case.issuedByAnother()).judged());
        is(
                INDETERMINATE,
                SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                new Case()
                        .certificate(Case.issued(s -> s.withExtension("1.2.3.4", true, new byte[] {5, 0})))
                        .judged());
    }

    @Test
    @DisplayName("5.2.6.4, 5.5: outside its validity, unless a trusted time proves an earlier signature")
    void validity() {
        X509Certificate expired = Case.issued(s -> s.withValidity(daysAgo(90), daysAgo(10)));
        is(
                INDETERMINATE,
                SubIndication.OUT_OF_BOUNDS_NO_POE,
                new Case().certificate(expired).judged());
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .certificate(expired)
                        .revocation(RevocationStatus.GOOD, daysAgo(20), Optional.empty())
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(20))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.OUT_OF_BOUNDS_NO_POE,
                new Case()
                        .certificate(expired)
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(5))
                        .judged());
        is(
                TOTAL_FAILED,
                SubIndication.NOT_YET_VALID,
                new Case()
                        .certificate(Case.issued(s -> s.withValidity(NOW.plusSeconds(60), NOW.plusSeconds(999))))
                        .judged());
    }

    @Test
    @DisplayName(
            "5.3.4: a content time-stamp is older than the signature: it proves a time after which it was made, no other")
    void contentTimestamp() {
        X509Certificate expired = Case.issued(s -> s.withValidity(daysAgo(90), daysAgo(10)));
        SignatureVerdict early = new Case()
                .certificate(expired)
                .timestamp(TimestampKind.CONTENT, daysAgo(20))
                .judged();
        is(INDETERMINATE, SubIndication.OUT_OF_BOUNDS_NO_POE, early);
        assertFalse(early.timeProven());
        assertEquals("PAdES-BASELINE-B", early.level());
        is(
                TOTAL_FAILED,
                SubIndication.EXPIRED,
                new Case()
                        .certificate(expired)
                        .timestamp(TimestampKind.CONTENT, daysAgo(5))
                        .judged());
        is(
                TOTAL_FAILED,
                SubIndication.REVOKED,
                new Case()
                        .revocation(RevocationStatus.REVOKED, NOW, Optional.of(daysAgo(10)))
                        .timestamp(TimestampKind.CONTENT, daysAgo(5))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.TIMESTAMP_ORDER_FAILURE,
                new Case()
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(3))
                        .timestamp(TimestampKind.CONTENT, daysAgo(2))
                        .judged());
    }

    @Test
    @DisplayName("5.2.6.4: revoked before the signature is proven to exist, or after")
    void revoked() {
        Case revoked = new Case().revocation(RevocationStatus.REVOKED, NOW, Optional.of(daysAgo(10)));
        is(INDETERMINATE, SubIndication.REVOKED_NO_POE, revoked.judged());
        is(
                INDETERMINATE,
                SubIndication.REVOKED_NO_POE,
                revoked.timestamp(TimestampKind.SIGNATURE, daysAgo(9)).judged());
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .revocation(RevocationStatus.REVOKED, NOW, Optional.of(daysAgo(10)))
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(11))
                        .judged());
    }

    @Test
    @DisplayName("5.2.5: revocation data that is missing, unusable, too old or on hold means to try later")
    void revocationFreshness() {
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                new Case().withoutRevocation().judged());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                new Case()
                        .revocation(RevocationStatus.GOOD, daysAgo(30), Optional.empty())
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                new Case()
                        .revocation(RevocationStatus.UNKNOWN, NOW, Optional.empty())
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                new Case()
                        .revocation(RevocationStatus.ON_HOLD, NOW, Optional.of(daysAgo(1)))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                new Case()
                        .revocation(RevocationStatus.GOOD, NOW.plus(Duration.ofDays(2)), Optional.empty())
                        .judged());
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .withoutRevocation()
                        .certificate(
                                Case.issued(s -> s.withExtension(CertificateSpec.SHORT_TERM, false, new byte[] {5, 0})))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                new Case()
                        .withoutRevocation()
                        .certificate(Case.issued(
                                s -> s.withExtension(CertificateSpec.OCSP_NO_CHECK, false, new byte[] {5, 0})))
                        .judged());
    }

    @Test
    @DisplayName("5.2.7: the digest of the content, then the value")
    void cryptographicVerification() {
        is(
                TOTAL_FAILED,
                SubIndication.HASH_FAILURE,
                new Case().digestMatches(false).judged());
        is(
                TOTAL_FAILED,
                SubIndication.SIG_CRYPTO_FAILURE,
                new Case().signatureMatches(false).judged());
        is(
                TOTAL_FAILED,
                SubIndication.HASH_FAILURE,
                new Case().trusting(0).digestMatches(false).judged());
    }

    @Test
    @DisplayName("5.2.8: algorithms by the time at which the signature is proven to exist; of certificates too")
    void acceptance() {
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case().digest(DigestAlgorithm.SHA1).judged());
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
                new Case()
                        .digest(DigestAlgorithm.SHA1)
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(20))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.SIG_CRYPTO_FAILURE,
                new Case().withoutAlgorithm().judged());
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case()
                        .certificateSignedWith(Optional.of(DigestAlgorithm.SHA1))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case().certificateSignedWith(Optional.empty()).judged());
        AlgorithmTable table = new AlgorithmTable(AlgorithmDates.TS_119_312);
        assertTrue(table.unacceptable(DigestAlgorithm.SHA1, Instant.parse("2012-07-31T00:00:00Z"))
                .isEmpty());
        assertTrue(table.unacceptable(
                        Case.issued(s -> s, KeyKind.RSA_2048).getPublicKey(), Instant.parse("2029-01-01T00:00:00Z"))
                .isPresent());
    }

    @Test
    @DisplayName("5.5.4: best signature time is the earliest of the time-stamps that pass; the others prove nothing")
    void bestSignatureTime() {
        SignatureVerdict verdict = new Case()
                .timestamp(TimestampKind.SIGNATURE, daysAgo(3))
                .timestamp(TimestampKind.SIGNATURE, daysAgo(7))
                .judged();
        is(TOTAL_PASSED, null, verdict);
        assertEquals(daysAgo(7), verdict.bestSignatureTime());
        assertTrue(verdict.timeProven());
        assertEquals("PAdES-BASELINE-T", verdict.level());

        SignatureVerdict foreign = new Case().timestampOverOtherData(daysAgo(7)).judged();
        is(TOTAL_PASSED, null, foreign);
        assertEquals(NOW, foreign.bestSignatureTime());
        assertEquals(
                FindingCode.TIMESTAMP_IMPRINT_MISMATCH,
                foreign.findings().get(0).code());

        SignatureVerdict untrusted = new Case()
                .timestampTrusting(0)
                .timestamp(TimestampKind.SIGNATURE, daysAgo(7))
                .judged();
        is(TOTAL_PASSED, null, untrusted);
        assertFalse(untrusted.timeProven());
        assertEquals(
                FindingCode.TIMESTAMP_NOT_TRUSTED, untrusted.findings().get(0).code());
    }

    @Test
    @DisplayName(
            "5.6.2.3: a document time-stamp that passes proves that what it covers existed; what lies behind it, not")
    void documentTimestamp() {
        X509Certificate expired = Case.issued(s -> s.withValidity(daysAgo(90), daysAgo(10)));
        Case signed = new Case().certificate(expired).revocation(RevocationStatus.GOOD, daysAgo(20), Optional.empty());
        is(TOTAL_PASSED, null, signed.coveredBy(daysAgo(20), 2_000, true).judged());
        is(
                INDETERMINATE,
                SubIndication.OUT_OF_BOUNDS_NO_POE,
                signed.coveredBy(daysAgo(20), 500, true).judged());
        is(
                INDETERMINATE,
                SubIndication.OUT_OF_BOUNDS_NO_POE,
                signed.coveredBy(daysAgo(20), 2_000, false).judged());
        assertEquals(
                SignatureKind.DOCUMENT_TIMESTAMP,
                signed.coveredBy(daysAgo(20), 2_000, true).all().get(1).facts().kind());
    }
}
