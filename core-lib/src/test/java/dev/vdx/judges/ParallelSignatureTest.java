package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several signers of one content in CAdES, JAdES and ASiC-E, judged by EU DSS and ourselves. */
class ParallelSignatureTest extends BenchFrame {
    private static final String CONTENT = "ประกาศ ฉบับที่ 1";

    private static Path signed(SignatureForm form, Level level) throws SigningException, IOException {
        boolean xml = form == SignatureForm.XADES || form == SignatureForm.XADES_E_TAX;
        Path in = Files.writeString(file(), xml ? "<notice>" + CONTENT + "</notice>" : CONTENT);
        Path out = file();
        signer("agency-a", level).as(form).sign(in, out);
        return out;
    }

    private static Path parallel(String agency, Level level, Path in) throws SigningException, IOException {
        Path out = file();
        signer(agency, level).signParallel(in, out);
        return out;
    }

    private static List<String> levels(Path file) throws IOException {
        Report report = bench.verifier().verify(file);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        return report.verdict().signatures().stream()
                .filter(each -> each.facts().kind() == SignatureKind.SIGNATURE)
                .map(SignatureVerdict::level)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "CADES,B,B,CAdES",
        "CADES,LTA,T,CAdES",
        "JADES,B,B,JAdES",
        "JADES,T,T,JAdES",
        "JADES,LTA,T,JAdES",
        "ASIC_E,B,B,CAdES",
        "ASIC_E,LTA,T,CAdES",
        "XADES,B,B,XAdES",
        "XADES,LTA,T,XAdES"
    })
    void everybodyReadsBoth(SignatureForm form, Level first, Level second, String profile) throws Exception {
        Path before = signed(form, first);
        Path both = parallel("agency-b", second, before);
        List<String> expected =
                new ArrayList<>(List.of(profile + "-BASELINE-" + first, profile + "-BASELINE-" + second));
        Collections.sort(expected);
        assertEquals(expected, levels(both));
        String said = bench.validate(both);
        for (String level : expected) {
            assertTrue(said.contains("TOTAL_PASSED/null " + level + " []"), said);
        }
        assertEquals(2, said.split(";").length, said);
        // A third one beside them.
        assertEquals(3, levels(parallel("agency-a", second, both)).size());
        if (form == SignatureForm.ASIC_E) {
            Map<String, byte[]> was = Zips.entries(before);
            Map<String, byte[]> is = Zips.entries(both);
            was.forEach((name, bytes) -> assertArrayEquals(bytes, is.get(name), name));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureForm.class,
            names = {"CADES", "JADES", "XADES", "ASIC_E"})
    void allAreRaisedTogether(SignatureForm form) throws Exception {
        Path both = parallel("agency-b", Level.B, signed(form, Level.T));
        for (Level to : List.of(Level.T, Level.LT, Level.LTA)) {
            assertAll(to, extended(to, both));
        }
        // And once more, from where it is.
        assertAll(Level.LTA, extended(Level.LTA, extended(Level.LTA, both)));
    }

    private static Path extended(Level to, Path in) throws SigningException, IOException {
        Path raised = file();
        Extender.to(to).timestamps(tsa()).extend(in, raised);
        return raised;
    }

    private static void assertAll(Level level, Path file) throws IOException {
        String name = levels(file).get(0);
        assertTrue(name.endsWith("-" + level), name);
        assertEquals(List.of(name, name), levels(file));
        String one = "TOTAL_PASSED/null " + name + " []";
        assertEquals(one + ";" + one, bench.validate(file));
    }

    @Test
    void ofSeveralSignersOneThatFailsKeepsAllFromBeingRaised() throws Exception {
        byte[] both = Files.readAllBytes(parallel("agency-b", Level.B, signed(SignatureForm.CADES, Level.B)));
        both[both.length - 5] ^= 1;
        Path twin = Files.write(file(), both);
        SigningException refusal = assertThrows(SigningException.class, () -> extended(Level.LTA, twin));
        assertEquals(SigningProblem.SIGNATURE_FAILED, refusal.problem(), refusal.getMessage());
    }

    @Test
    void inXmlNothingIsHiddenInTheOtherSignature() throws Exception {
        String both = Files.readString(parallel("agency-b", Level.B, signed(SignatureForm.XADES, Level.B)));
        String end = "</ds:Signature>";
        int at = both.lastIndexOf(end);
        for (String hidden : List.of(
                "<notice>other</notice>",
                "<ds:Object><notice>other</notice></ds:Object>",
                "<ds:Object>other</ds:Object>")) {
            Path twin = Files.writeString(file(), both.substring(0, at) + hidden + both.substring(at));
            Report report = bench.verifier().verify(twin);
            assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
        }
        // A signature of nobody, empty but for that.
        Path twin = Files.writeString(
                file(),
                both.substring(0, at + end.length())
                        + "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><notice>other</notice></ds:Signature>"
                        + both.substring(at + end.length()));
        assertEquals(Outcome.FAILED, bench.verifier().verify(twin).outcome());
        // Beside both: no longer what either signed.
        Path beside =
                Files.writeString(file(), both.substring(0, at + end.length()) + "<notice>other</notice></notice>");
        assertEquals(Outcome.FAILED, bench.verifier().verify(beside).outcome());
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureForm.class,
            names = {"CADES", "JADES", "XADES", "ASIC_E"})
    void whatIsBrokenIsNotSigned(SignatureForm form) throws Exception {
        byte[] bytes = Files.readAllBytes(signed(form, Level.B));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String content = new String(CONTENT.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (form == SignatureForm.ASIC_E) {
            Map<String, byte[]> entries = Zips.entries(Files.write(file(), bytes));
            String name = List.copyOf(entries.keySet()).get(1);
            entries.get(name)[0] ^= 1;
            bytes = Files.readAllBytes(Zips.write(entries, file()));
        } else {
            int at = form == SignatureForm.JADES ? text.indexOf('.') + 3 : text.indexOf(content) + 2;
            bytes[at] ^= 1;
        }
        assertRefused(SigningProblem.SIGNATURE_FAILED, Level.B, Files.write(file(), bytes));
    }

    @Test
    void whatHasNoPlaceForItIsRefused() throws Exception {
        assertRefused(SigningProblem.NOT_SUPPORTED, Level.LTA, signed(SignatureForm.CADES, Level.B));
        assertRefused(SigningProblem.NOT_SUPPORTED, Level.B, signed(SignatureForm.ASIC_S, Level.B));
        assertRefused(SigningProblem.BREAKS_SIGNATURE, Level.B, signed(SignatureForm.XADES_E_TAX, Level.B));
        assertRefused(SigningProblem.NOT_SIGNED, Level.B, Files.writeString(file(), "<a/>"));
        assertRefused(SigningProblem.KIND_WRONG, Level.B, Files.writeString(file(), "plain"));
    }

    private static void assertRefused(SigningProblem problem, Level level, Path in) {
        Path out = file();
        SigningException refusal = assertThrows(
                SigningException.class, () -> signer("agency-b", level).signParallel(in, out));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertFalse(Files.exists(out));
    }
}
