package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.attack.EvidenceContainer;
import dev.vdx.attack.Records;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.TestTsa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.tsp.ers.ERSData;
import org.junit.jupiter.api.Test;

/** Evidence records that Bouncy Castle makes, judged by EU DSS and ourselves: both say the same. */
class EvidenceRecordJudgeTest extends BenchFrame {
    private static final byte[] LETTER = "หนังสือราชการ เลขที่ 1".getBytes(UTF_8);
    private static final byte[] OTHER = "หนังสือราชการ เลขที่ 2".getBytes(UTF_8);

    private static TestTsa authority() {
        return new TestTsa(bench.sandbox().timestamping(), Clock.systemUTC(), new SecureRandom());
    }

    private static void assertBothPass(Path file) throws Exception {
        Report report = bench.verifier().verify(file);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("PASSED/null", bench.dss().ask("evidence", file, bench.anchors()));
    }

    private static void assertNeitherPasses(Path file) throws Exception {
        assertNotEquals(Outcome.PASSED, bench.verifier().verify(file).outcome());
        String said = bench.dss().ask("evidence", file, bench.anchors());
        assertTrue(said.startsWith("FAILED") || said.startsWith("INDETERMINATE"), said);
    }

    private static void assertAlone(byte[] record, byte[] sound, byte[] altered) throws Exception {
        Path file = Files.write(file(), record);
        assertJudged(true, file, Files.write(file(), sound));
        assertJudged(false, file, Files.write(file(), altered));
    }

    private static void assertJudged(boolean passes, Path record, Path content) throws Exception {
        Report report = bench.verifier().verify(record, List.of(content));
        String said = bench.dss().ask("evidence", record, bench.anchors(), content);
        assertEquals(passes ? Outcome.PASSED : Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
        assertEquals(passes, said.equals("PASSED/null"), said);
    }

    @Test
    void alone() throws Exception {
        ERSData letter = Records.alone(LETTER);
        byte[] single = Records.of(authority(), DigestAlgorithm.SHA256, letter).get(0);
        assertAlone(single, LETTER, OTHER);
        byte[] ofMany = Records.of(
                        authority(),
                        DigestAlgorithm.SHA256,
                        letter,
                        Records.alone("2".getBytes(UTF_8)),
                        Records.alone("3".getBytes(UTF_8)))
                .get(0);
        assertAlone(ofMany, LETTER, OTHER);
        byte[] renewed = Records.renewed(ofMany, authority());
        assertAlone(renewed, LETTER, OTHER);
        assertAlone(Records.rehashed(renewed, authority(), DigestAlgorithm.SHA512, letter), LETTER, OTHER);
    }

    @Test
    void inASimpleContainer() throws Exception {
        byte[] record = Records.of(authority(), DigestAlgorithm.SHA256, Records.alone(LETTER))
                .get(0);
        assertBothPass(Zips.write(EvidenceContainer.simple("letter.txt", LETTER, record), file()));
        assertNeitherPasses(Zips.write(EvidenceContainer.simple("letter.txt", OTHER, record), file()));
    }

    @Test
    void overASignedContainer() throws Exception {
        Path letter = Files.write(dir.resolve("letter.txt"), LETTER);
        Path signed = file();
        signer("agency-a", Level.B).as(SignatureForm.ASIC_E).sign(letter, signed);
        Map<String, byte[]> entries = Zips.entries(signed);
        String[] names = entries.keySet().stream()
                .filter(name -> !name.equals("mimetype"))
                .toArray(String[]::new);
        byte[] record = Records.of(
                        authority(), DigestAlgorithm.SHA256, Records.group(EvidenceContainer.parts(entries, names)))
                .get(0);
        Path kept = Zips.write(EvidenceContainer.with(entries, record, names), file());
        assertBothPass(kept);
        assertTrue(bench.verifier().verify(kept).verdict().signatures().get(0).timeProven());
        Map<String, byte[]> altered = new LinkedHashMap<>(EvidenceContainer.with(entries, record, names));
        altered.put("letter.txt", OTHER);
        assertNeitherPasses(Zips.write(altered, file()));
        byte[] foreign = Records.of(authority(), DigestAlgorithm.SHA256, Records.alone(OTHER))
                .get(0);
        assertNeitherPasses(Zips.write(EvidenceContainer.with(entries, foreign, names), file()));
    }
}
