package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Counter-signatures of ours in CAdES, JAdES and XAdES, judged by EU DSS and ourselves. */
class CounterSignatureTest extends BenchFrame {
    private static Path signed(SignatureForm form, Level level) throws SigningException, IOException {
        Path in = Files.writeString(file(), "<notice><to>ผู้รับ</to></notice>");
        Path out = file();
        signer("agency-a", level).as(form).sign(in, out);
        return out;
    }

    private static Path countered(String agency, Level level, Path in) throws SigningException, IOException {
        Path out = file();
        signer(agency, level).counterSign(in, out);
        return out;
    }

    private static List<String> levels(Report report) {
        return report.verdict().signatures().stream()
                .map(SignatureVerdict::level)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "CADES,B,B,CAdES-BASELINE-B,CAdES-BASELINE-B",
        "CADES,T,T,CAdES-BASELINE-T,CAdES-BASELINE-T",
        "CADES,LTA,T,CAdES-BASELINE-LTA,CAdES-BASELINE-T",
        "JADES,B,B,JAdES-BASELINE-B,JAdES-BASELINE-B",
        "JADES,T,T,JAdES-BASELINE-T,JAdES-BASELINE-T",
        "JADES,LTA,T,JAdES-BASELINE-LTA,JAdES-BASELINE-T",
        "XADES,B,B,XAdES-BASELINE-B,XAdES-BASELINE-B",
        "XADES,T,T,XAdES-BASELINE-T,XAdES-BASELINE-T",
        "XADES,LTA,T,XAdES-BASELINE-LTA,XAdES-BASELINE-T",
        "XADES_E_TAX,B,T,XAdES-B,XAdES-BASELINE-T",
        "ASIC_E,T,T,CAdES-BASELINE-T,CAdES-BASELINE-T",
        "ASIC_S,LTA,B,CAdES-BASELINE-LTA,CAdES-BASELINE-B"
    })
    void everybodyReadsWhatWeCounterSign(SignatureForm form, Level own, Level counter, String first, String second)
            throws Exception {
        Path countered = countered("agency-b", counter, signed(form, own));
        Report report = bench.verifier().verify(countered);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(List.of(first, second), levels(report));
        String asDssSays = form == SignatureForm.XADES_E_TAX ? "XAdES-BASELINE-B" : first;
        assertEquals(
                "TOTAL_PASSED/null " + asDssSays + " [];TOTAL_PASSED/null " + second + " []",
                bench.validate(countered));
        // And another one beside it.
        Path again = countered("agency-a", counter, countered);
        assertEquals(Outcome.PASSED, bench.verifier().verify(again).outcome());
        assertEquals(3, levels(bench.verifier().verify(again)).size());
    }

    private static Path extended(Level level, Path in) throws SigningException, IOException {
        Path out = file();
        Extender.to(level).timestamps(tsa()).extend(in, out);
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "CADES,B,B,T,CAdES,T",
        "CADES,B,B,LT,CAdES,LT",
        "CADES,T,B,LTA,CAdES,LT",
        "CADES,LTA,T,LTA,CAdES,LT",
        "JADES,B,B,T,JAdES,T",
        "JADES,B,B,LT,JAdES,T",
        "JADES,T,B,LTA,JAdES,T",
        "JADES,LTA,T,LTA,JAdES,T",
        "XADES,B,B,T,XAdES,T",
        "XADES,B,B,LT,XAdES,T",
        "XADES,T,B,LTA,XAdES,T",
        "XADES,LTA,T,LTA,XAdES,T",
        "ASIC_S,B,B,LTA,CAdES,LT",
        "ASIC_S,LTA,B,LTA,CAdES,LT",
        "ASIC_E,B,B,T,CAdES,T",
        "ASIC_E,B,T,LT,CAdES,LT",
        "ASIC_E,T,B,LTA,CAdES,LT"
    })
    void bothAreRaised(SignatureForm form, Level own, Level counter, Level level, String profile, Level its)
            throws Exception {
        Path raised = extended(level, countered("agency-b", counter, signed(form, own)));
        Report report = (level == Level.T ? bench.verifier() : bench.verifier().offline()).verify(raised);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        String first = profile + "-BASELINE-" + level;
        String second = profile + "-BASELINE-" + its;
        assertEquals(List.of(first, second), levels(report).subList(0, 2));
        assertEquals("TOTAL_PASSED/null " + first + " [];TOTAL_PASSED/null " + second + " []", bench.validate(raised));
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureForm.class,
            names = {"CADES", "JADES", "XADES"})
    void anAlteredCounterSignatureFailsTheFile(SignatureForm form) throws Exception {
        byte[] twin = Files.readAllBytes(countered("agency-b", Level.B, signed(form, Level.B)));
        String text = new String(twin, StandardCharsets.ISO_8859_1);
        // Its value: in CMS all that is behind, in JSON the end of the only component, in XML told by its name.
        int at = switch (form) {
            case CADES -> twin.length - 5;
            case JADES -> text.indexOf("\"]", text.indexOf("etsiU")) - 12;
            default ->
                text.indexOf('>', text.indexOf("ds:SignatureValue", text.indexOf("xades:CounterSignature "))) + 9;
        };
        twin[at] = (byte) (form == SignatureForm.CADES ? twin[at] ^ 1 : twin[at] == 'A' ? 'B' : 'A');
        Path file = Files.write(file(), twin);
        Report report = bench.verifier().verify(file);
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
        String asDssSays = bench.validate(file);
        assertFalse(asDssSays.matches("TOTAL_PASSED[^;]*;TOTAL_PASSED.*"), asDssSays);
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureForm.class,
            names = {"ASIC_E", "ASIC_S"})
    void anAlteredCounterSignatureFailsTheContainer(SignatureForm form) throws Exception {
        Path countered = countered("agency-b", Level.B, signed(form, Level.B));
        Map<String, byte[]> entries = Zips.entries(countered);
        byte[] signature = Objects.requireNonNull(entries.get("META-INF/signature.p7s"));
        // All that is behind is the value of the counter-signature.
        signature[signature.length - 5] ^= 1;
        Path twin = Zips.write(entries, file());
        Report report = bench.verifier().verify(twin);
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
        SigningException refusal = assertThrows(SigningException.class, () -> extended(Level.T, twin));
        assertEquals(SigningProblem.SIGNATURE_FAILED, refusal.problem());
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureForm.class,
            names = {"CADES", "JADES", "XADES", "ASIC_E", "ASIC_S"})
    void whatIsArchivedWithItsCounterSignatureOutlivesBoth(SignatureForm form) throws Exception {
        Path content = Files.writeString(file(), "<notice/>");
        try (LongTerm world = LongTerm.open(Files.createDirectory(file()), content)) {
            Signer signer = Signer.with(world.signer()).as(form).clock(world.clock(Duration.ZERO));
            TimestampAuthority lasting =
                    TimestampAuthority.http(world.lastingTsa(), world.clock(Duration.ZERO), new SecureRandom());
            // A container's archive time-stamp is confirmed with what is in it: of an authority it knows.
            TimestampAuthority first = form == SignatureForm.ASIC_E
                    ? lasting
                    : TimestampAuthority.http(world.firstTsa(), world.clock(Duration.ZERO), new SecureRandom());
            Path signed = file();
            signer.level(Level.T).timestamps(first).sign(content, signed);
            Path countered = file();
            signer.counterSign(signed, countered);
            Path lt = file();
            Extender extender = Extender.to(Level.LT).timestamps(first).clock(world.clock(Duration.ZERO));
            extender.extend(countered, lt);
            Path lta = file();
            Extender.to(Level.LTA)
                    .timestamps(lasting)
                    .clock(world.clock(Duration.ZERO))
                    .extend(lt, lta);
            for (Duration later : List.of(Duration.ZERO, LongTerm.AFTER_THE_END)) {
                Report report = world.verifier(later).verify(lta);
                assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
                // DSS counts the archive time-stamp for the signature that has it, not for who counter-signed that.
                String said = world.validate(later, lta);
                assertTrue(said.matches("TOTAL_PASSED/null .AdES-BASELINE-LTA \\[\\];.*"), said);
            }
            if (form != SignatureForm.ASIC_E) {
                assertEquals(
                        Outcome.INDETERMINATE,
                        world.verifier(LongTerm.AFTER_THE_END).verify(lt).outcome());
                // Its twin came after the archive time-stamp, which hence says nothing of it.
                Path archived = file();
                Extender.to(Level.LTA)
                        .timestamps(lasting)
                        .clock(world.clock(Duration.ZERO))
                        .extend(signed, archived);
                Path twin = file();
                signer.counterSign(archived, twin);
                assertEquals(
                        Outcome.PASSED,
                        world.verifier(Duration.ZERO).verify(twin).outcome());
                Report report = world.verifier(LongTerm.AFTER_THE_END).verify(twin);
                assertEquals(Outcome.INDETERMINATE, report.outcome(), report.toText(Lang.EN));
                assertEquals(
                        Indication.TOTAL_PASSED,
                        report.verdict().signatures().get(0).indication());
            }
        }
    }

    @Test
    void aCounterSignatureVouchesForItsOwnSignatureOnly() throws Exception {
        String countered = Files.readString(countered("agency-b", Level.B, signed(SignatureForm.JADES, Level.B)));
        Path in = Files.writeString(file(), "other content");
        Path other = file();
        signer("agency-a", Level.B).as(SignatureForm.JADES).sign(in, other);
        String[] parts = Files.readString(other).split("\\.");
        String header = countered.substring(countered.indexOf("\"header\""), countered.indexOf("\"payload\""));
        Path twin = Files.writeString(
                file(),
                "{" + header + "\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\""
                        + parts[2] + "\"}");
        Report report = bench.verifier().verify(twin);
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    private static void assertRefused(SigningProblem problem, Level level, Path in) {
        Path out = file();
        SigningException refusal = assertThrows(
                SigningException.class, () -> signer("agency-b", level).counterSign(in, out));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertFalse(Files.exists(out));
    }

    @Test
    void whatIsBrokenOrHasNoPlaceIsNotCounterSigned() throws Exception {
        for (SignatureForm form : List.of(SignatureForm.CADES, SignatureForm.JADES, SignatureForm.XADES)) {
            byte[] altered = Files.readAllBytes(signed(form, Level.B));
            String text = new String(altered, StandardCharsets.ISO_8859_1);
            int at = form == SignatureForm.JADES
                    ? text.indexOf('.') + 9
                    : text.indexOf(new String("ผู้รับ".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                            + 2;
            altered[at] = (byte) (form == SignatureForm.JADES ? altered[at] == 'A' ? 'B' : 'A' : altered[at] ^ 1);
            assertRefused(SigningProblem.SIGNATURE_FAILED, Level.B, Files.write(file(), altered));
            assertRefused(SigningProblem.NOT_SUPPORTED, Level.LTA, signed(form, Level.B));
        }
        assertRefused(SigningProblem.DOCUMENT_REFUSES, Level.B, signed(SignatureForm.ASIC_E, Level.LTA));
        Path both = file();
        signer("agency-b", Level.B).signParallel(signed(SignatureForm.ASIC_E, Level.B), both);
        assertRefused(SigningProblem.NOT_SUPPORTED, Level.B, both);
        assertRefused(SigningProblem.KIND_WRONG, Level.B, Files.writeString(file(), "plain"));
        assertRefused(SigningProblem.NOT_SIGNED, Level.B, Files.writeString(file(), "<a/>"));
    }
}
