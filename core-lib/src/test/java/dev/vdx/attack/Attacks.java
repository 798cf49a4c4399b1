package dev.vdx.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.Change;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.pdf.TestPdf;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One family of attacks with its honest twins: documents really signed, then altered, and judged through the front door
 * by somebody who trusts the signer. An attack is refused, and the report says why; a twin passes.
 */
final class Attacks {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");
    private static final byte[] DER_NULL = {5, 0};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TestAuthority CA = TestAuthority.root(
            CertificateSpec.authority("CN=SANDBOX attacks CA,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL, 1),
            Addresses.NONE,
            RANDOM);

    /** Whoever signs: with a certificate that needs no revocation data. */
    static final TestIdentity SIGNER = CA.issue(
            CertificateSpec.seal("CN=SANDBOX attacks seal,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL)
                    .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
            RANDOM);

    private static final TestTsa TSA = new TestTsa(
            CA.issue(
                    CertificateSpec.timestamping("CN=SANDBOX attacks time,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL)
                            .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                    RANDOM),
            Clock.fixed(NOW, ZoneOffset.UTC),
            RANDOM);

    private static final Verifier VERIFIER = Verifier.trusting(
                    TrustAnchors.of(CA.certificate()), Clock.fixed(NOW, ZoneOffset.UTC))
            .offline();

    private final List<DynamicTest> tests = new ArrayList<>();

    /** Really signs, or stamps. */
    static byte[] seal(boolean timestamp, byte[] covered) {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, covered);
        try {
            return timestamp
                    ? TSA.timestamp(DigestAlgorithm.SHA256, digest)
                    : CadesSigner.with(SIGNER).sign(digest);
        } catch (SigningException e) {
            throw new IllegalStateException(e);
        }
    }

    static Report verify(byte[] file) {
        try (Source source = Source.bytes(file)) {
            return VERIFIER.verify(source, "attacked.pdf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refused because of one of these findings. */
    Attacks refused(String variant, byte[] file, FindingCode... why) {
        tests.add(DynamicTest.dynamicTest(variant, () -> {
            Report report = verify(file);
            assertTrue(outcomeRefuses(report), () -> say(report));
            assertTrue(
                    findings(report)
                            .anyMatch(f ->
                                    List.of(why).contains(f.code()) && f.code().effect() != Effect.NONE),
                    () -> say(report));
        }));
        return this;
    }

    /** Neither passed nor failed, because of this finding. */
    Attacks unproven(String variant, byte[] file, FindingCode why) {
        tests.add(DynamicTest.dynamicTest(variant, () -> {
            Report report = verify(file);
            assertEquals(Outcome.INDETERMINATE, report.outcome(), () -> say(report));
            assertTrue(findings(report).anyMatch(f -> f.code() == why), () -> say(report));
        }));
        return this;
    }

    /** Nobody signed it, and the report says so. */
    Attacks unsigned(String variant, byte[] file) {
        tests.add(DynamicTest.dynamicTest(variant, () -> {
            Report report = verify(file);
            assertEquals(Outcome.UNSIGNED, report.outcome(), () -> say(report));
        }));
        return this;
    }

    Attacks refused(String variant, TestPdf pdf, FindingCode... why) {
        return refused(variant, pdf.bytes(), why);
    }

    /** Refused because something changed after signing that this rule denies, or that the signer forbade. */
    Attacks changed(String variant, TestPdf pdf, ChangeRule rule) {
        byte[] file = pdf.bytes();
        refused(variant, file, FindingCode.CHANGED_AFTER_SIGNING);
        tests.add(DynamicTest.dynamicTest(variant + ": its rule", () -> {
            Report report = verify(file);
            TreeSet<ChangeRule> rules = new TreeSet<>();
            changes(report)
                    .filter(change -> change.verdict() != Change.Verdict.ALLOWED)
                    .forEach(change -> rules.add(change.rule()));
            assertTrue(rules.contains(rule), () -> rules + " " + say(report));
        }));
        return this;
    }

    /** Passed: what happened is what the signer allowed. */
    Attacks accepted(String twin, TestPdf pdf) {
        return accepted(twin, pdf.bytes());
    }

    Attacks accepted(String twin, byte[] file) {
        tests.add(DynamicTest.dynamicTest("twin: " + twin, () -> {
            Report report = verify(file);
            assertEquals(Outcome.PASSED, report.outcome(), () -> say(report));
        }));
        return this;
    }

    List<DynamicTest> tests() {
        return List.copyOf(tests);
    }

    private static boolean outcomeRefuses(Report report) {
        return report.outcome() == Outcome.FAILED || report.outcome() == Outcome.UNREADABLE;
    }

    static Stream<Finding> findings(Report report) {
        return Stream.concat(
                report.verdict().findings().stream(),
                report.verdict().signatures().stream()
                        .map(SignatureVerdict::findings)
                        .flatMap(List::stream));
    }

    static Stream<Change> changes(Report report) {
        return report.verdict().signatures().stream().flatMap(s -> s.facts().changesAfter().entries().stream());
    }

    static String say(Report report) {
        return report.outcome() + " " + findings(report).toList() + " "
                + changes(report).toList();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
