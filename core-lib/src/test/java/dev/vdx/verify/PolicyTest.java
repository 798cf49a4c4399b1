package dev.vdx.verify;

import static dev.vdx.model.Indication.INDETERMINATE;
import static dev.vdx.model.Indication.TOTAL_PASSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Policy;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.Severity;
import dev.vdx.model.SignatureDemands;
import dev.vdx.model.SubIndication;
import dev.vdx.model.TimestampKind;
import dev.vdx.policy.PolicyException;
import dev.vdx.policy.PolicyFile;
import dev.vdx.sandbox.KeyKind;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each key of a policy changes a verdict, and lets pass what keeps to it. */
class PolicyTest {
    private static final Instant NOW = Case.NOW;

    private static Policy policy(String json) {
        try {
            return PolicyFile.parse(("{\"name\":\"test\"," + json.replace('\'', '"') + "}").getBytes(UTF_8));
        } catch (PolicyException e) {
            throw new IllegalArgumentException(e);
        }
    }

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
    @DisplayName("algorithms.digests: the first day on which a digest algorithm is no longer acceptable")
    void digests() {
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case()
                        .digest(DigestAlgorithm.SHA384)
                        .by(policy("'algorithms':{'digests':{'SHA-384':'2026-11-24'}}"))
                        .judged());
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .digest(DigestAlgorithm.SHA384)
                        .by(policy("'algorithms':{'digests':{'SHA-384':'2026-11-25'}}"))
                        .judged());
        Policy sha1 = policy("'algorithms':{'digests':{'SHA-1':'open'}}");
        is(TOTAL_PASSED, null, new Case().digest(DigestAlgorithm.SHA1).by(sha1).judged());
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case().digest(DigestAlgorithm.SHA1).judged());
    }

    @Test
    @DisplayName("algorithms.keys: from which size on a key is acceptable until when")
    void keys() {
        X509Certificate rsa = Case.issued(s -> s, KeyKind.RSA_2048);
        is(TOTAL_PASSED, null, new Case().certificate(rsa).judged());
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case()
                        .certificate(rsa)
                        .by(policy("'algorithms':{'keys':{'RSA':{'3072':'open'}}}"))
                        .judged());
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .certificate(rsa)
                        .by(policy("'algorithms':{'keys':{'RSA':{'2048':'2026-11-25'}}}"))
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                new Case()
                        .certificate(rsa)
                        .by(policy("'algorithms':{'keys':{'RSA':{'2048':'2026-11-24'}}}"))
                        .judged());
    }

    @Test
    @DisplayName("signature.level: T wants a time that a trusted time-stamp proves, not just any time-stamp")
    void level() {
        Policy t = policy("'signature':{'level':'T'}");
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                new Case().by(t).judged());
        is(
                TOTAL_PASSED,
                null,
                new Case().timestamp(TimestampKind.SIGNATURE, daysAgo(1)).by(t).judged());
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                new Case()
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(1))
                        .timestampTrusting(0)
                        .by(t)
                        .judged());
        Policy lt = policy("'signature':{'level':'LT'}");
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                new Case().timestamp(TimestampKind.SIGNATURE, daysAgo(1)).by(lt).judged());
        is(
                TOTAL_PASSED,
                null,
                new Case().by(policy("'signature':{'level':'B'}")).judged());
    }

    @Test
    @DisplayName("signature.departures: each is refused, a warning or a note, as the policy says")
    void departures() {
        for (FindingCode code : SignatureDemands.DEPARTURES) {
            Finding departure = Finding.of(code, "x");
            SignatureVerdict strict = new Case().found(departure).judged();
            is(TOTAL_PASSED, null, strict);
            assertEquals(Severity.WARNING, strict.findings().get(0).severity());
            SignatureVerdict refused = new Case()
                    .found(departure)
                    .by(policy("'signature':{'departures':{'" + code + "':'refuse'}}"))
                    .judged();
            is(INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE, refused);
            assertTrue(refused.findings().contains(Finding.of(FindingCode.DEPARTURE_REFUSED, code)));
            SignatureVerdict accepted = new Case()
                    .found(departure)
                    .by(policy("'signature':{'departures':{'" + code + "':'accept'}}"))
                    .judged();
            is(TOTAL_PASSED, null, accepted);
            assertEquals(Severity.INFO, accepted.findings().get(0).severity(), "it is still told");
        }
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .by(policy("'signature':{'departures':{'NOT_BASELINE':'refuse'}}"))
                        .judged());
    }

    @Test
    @DisplayName("signature.departures: what the verify room finds counts as well")
    void departuresFoundHere() {
        Case without = new Case().reference(CertificateReference.ABSENT);
        is(TOTAL_PASSED, null, without.judged());
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                without.by(policy("'signature':{'departures':{'SIGNING_CERTIFICATE_ATTRIBUTE_MISSING':'refuse'}}"))
                        .judged());
    }

    @Test
    @DisplayName("signature.timestampDelay: 5.5.4, between claimed and proven time; both have to be known")
    void timestampDelay() {
        Policy day = policy("'signature':{'timestampDelay':'PT24H'}");
        is(
                TOTAL_PASSED,
                null,
                new Case()
                        .claiming(daysAgo(3))
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(2))
                        .by(day)
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                new Case()
                        .claiming(daysAgo(3).minusSeconds(1))
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(2))
                        .by(day)
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                new Case()
                        .timestamp(TimestampKind.SIGNATURE, daysAgo(2))
                        .by(day)
                        .judged());
        is(
                INDETERMINATE,
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                new Case().claiming(NOW).by(day).judged());
    }

    @Test
    @DisplayName(
            "signature.certificatePolicies: the path is valid for one of them (RFC 5280, 6.1); authorities need none")
    void certificatePolicies() {
        byte[] thai = HexFormat.of().parseHex("300930070605" + "60857c0101");
        X509Certificate issued = Case.issued(s -> s.withExtension("2.5.29.32", false, thai));
        Policy demanded = policy("'signature':{'certificatePolicies':['1.2.3','2.16.764.1.1']}");
        is(TOTAL_PASSED, null, new Case().certificate(issued).by(demanded).judged());
        is(
                INDETERMINATE,
                SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                new Case().by(demanded).judged());
        is(
                INDETERMINATE,
                SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                new Case()
                        .certificate(issued)
                        .by(policy("'signature':{'certificatePolicies':['2.16.764.1.2']}"))
                        .judged());
        SignatureVerdict timed = new Case()
                .certificate(issued)
                .timestamp(TimestampKind.SIGNATURE, daysAgo(1))
                .by(demanded)
                .judged();
        assertTrue(timed.timeProven(), timed.findings().toString());
    }

    @Test
    @DisplayName("revocation.maximumAge: 5.2.5, instead of what the data itself says")
    void maximumAge() {
        Case old = new Case().revocation(RevocationStatus.GOOD, daysAgo(3), Optional.empty());
        is(INDETERMINATE, SubIndication.TRY_LATER, old.judged());
        is(
                TOTAL_PASSED,
                null,
                old.by(policy("'revocation':{'maximumAge':'P4D'}")).judged());
        Case recent = new Case().revocation(RevocationStatus.GOOD, NOW.minusSeconds(7200), Optional.empty());
        is(TOTAL_PASSED, null, recent.judged());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                recent.by(policy("'revocation':{'maximumAge':'PT1H'}")).judged());
    }

    @Test
    @DisplayName("revocation.withoutNextUpdate: how long data is fresh that does not say when newer is due")
    void withoutNextUpdate() {
        Case silent = new Case().revocationWithoutNextUpdate(daysAgo(2));
        is(INDETERMINATE, SubIndication.TRY_LATER, silent.judged());
        is(
                TOTAL_PASSED,
                null,
                silent.by(policy("'revocation':{'withoutNextUpdate':'P3D'}")).judged());
        Case said = new Case().revocation(RevocationStatus.GOOD, daysAgo(3), Optional.empty());
        is(
                INDETERMINATE,
                SubIndication.TRY_LATER,
                said.by(policy("'revocation':{'withoutNextUpdate':'P9D'}")).judged());
    }

    @Test
    @DisplayName("revocation.clockSkew: how far another's clock may run ahead")
    void clockSkew() {
        Case ahead = new Case().revocation(RevocationStatus.GOOD, NOW.plusSeconds(3600), Optional.empty());
        is(INDETERMINATE, SubIndication.TRY_LATER, ahead.judged());
        is(
                TOTAL_PASSED,
                null,
                ahead.by(policy("'revocation':{'clockSkew':'PT2H'}")).judged());
        Case claim = new Case().claiming(NOW.plusSeconds(60));
        assertEquals(0, claim.judged().findings().size());
        assertEquals(
                FindingCode.CLAIMED_TIME_IN_FUTURE,
                claim.by(policy("'revocation':{'clockSkew':'PT0S'}"))
                        .judged()
                        .findings()
                        .get(0)
                        .code());
    }

    @Test
    @DisplayName("5.4.4: the imprint of a time-stamp is judged by date, as of when the token is proven to exist")
    void imprints() {
        SignatureVerdict weak = new Case()
                .timestampWithImprint(DigestAlgorithm.SHA1, TimestampKind.SIGNATURE, daysAgo(2))
                .judged();
        is(TOTAL_PASSED, null, weak);
        assertFalse(weak.timeProven(), "a broken digest proves no time");
        assertEquals(INDETERMINATE, weak.timestamps().get(0).indication());
        assertEquals(
                Optional.of(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE),
                weak.timestamps().get(0).subIndication());
        assertEquals(FindingCode.TIMESTAMP_INVALID, weak.findings().get(0).code());
        SignatureVerdict sound = new Case()
                .timestampWithImprint(DigestAlgorithm.SHA384, TimestampKind.SIGNATURE, daysAgo(2))
                .judged();
        assertTrue(sound.timeProven());
        Policy open = policy("'algorithms':{'digests':{'SHA-1':'open'}}");
        assertTrue(new Case()
                .timestampWithImprint(DigestAlgorithm.SHA1, TimestampKind.SIGNATURE, daysAgo(2))
                .by(open)
                .judged()
                .timeProven());
        // Weak since yesterday, but covered by a time-stamp of the day before.
        Policy yesterday = policy("'algorithms':{'digests':{'SHA-224':'2026-11-23'}}");
        SignatureVerdict covered = new Case()
                .timestampWithImprint(DigestAlgorithm.SHA224, TimestampKind.SIGNATURE, daysAgo(9))
                .timestampWithImprint(DigestAlgorithm.SHA256, TimestampKind.ARCHIVE, daysAgo(2), 0)
                .by(yesterday)
                .judged();
        assertEquals(daysAgo(9), covered.bestSignatureTime());
        SignatureVerdict late = new Case()
                .timestampWithImprint(DigestAlgorithm.SHA224, TimestampKind.SIGNATURE, daysAgo(9))
                .timestampWithImprint(DigestAlgorithm.SHA256, TimestampKind.ARCHIVE, NOW.minusSeconds(60), 0)
                .by(yesterday)
                .judged();
        assertEquals(NOW.minusSeconds(60), late.bestSignatureTime(), "too late to save the older one");
    }

    @Test
    @DisplayName("5.4.4: a document time-stamp with a weak imprint proves nothing of what it covers")
    void imprintOfADocumentTimestamp() {
        Case old = new Case().coveredBy(daysAgo(3), 2_000, DigestAlgorithm.SHA1);
        assertEquals(NOW, old.judged().bestSignatureTime());
        assertEquals(INDETERMINATE, old.all().get(1).indication());
        assertEquals(
                daysAgo(3),
                new Case()
                        .coveredBy(daysAgo(3), 2_000, DigestAlgorithm.SHA256)
                        .judged()
                        .bestSignatureTime());
    }
}
