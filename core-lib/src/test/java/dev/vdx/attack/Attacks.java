package dev.vdx.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.model.Change;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.pdf.TestPdf;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private final List<DynamicTest> tests = new ArrayList<>();

    static Report verify(byte[] file) {
        return verify(Office.VERIFIER, file);
    }

    /** No policy, however permissive, makes it pass. */
    private static void neverPasses(byte[] file) {
        Report report = verify(Office.LAX, file);
        assertNotEquals(Outcome.PASSED, report.outcome(), () -> say(report));
    }

    private static Report verify(Verifier verifier, byte[] file) {
        try (Source source = Source.bytes(file)) {
            return verifier.verify(source, "attacked.pdf");
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
            neverPasses(file);
        }));
        return this;
    }

    /** Neither passed nor failed, because of this finding. */
    Attacks unproven(String variant, byte[] file, FindingCode why) {
        tests.add(DynamicTest.dynamicTest(variant, () -> {
            Report report = verify(file);
            assertEquals(Outcome.INDETERMINATE, report.outcome(), () -> say(report));
            assertTrue(findings(report).anyMatch(f -> f.code() == why), () -> say(report));
            neverPasses(file);
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
            assertEquals(Outcome.PASSED, verify(Office.LAX, file).outcome(), "by the most permissive policy");
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
