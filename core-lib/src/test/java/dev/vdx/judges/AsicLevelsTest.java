package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The levels of ASiC-E containers with CAdES. */
class AsicLevelsTest extends LevelsFrame {
    private static final String SIGNATURE = "META-INF/signature.p7s";

    AsicLevelsTest() {
        super(SignatureForm.ASIC_E, "CAdES-BASELINE");
    }

    @Override
    Path content(Path folder) throws Exception {
        return Files.writeString(folder.resolve("ใบอนุญาต 1.txt"), "ใบอนุญาต เลขที่ 1");
    }

    /** Every entry but signatures and time-stamps under its name, and whatever a time-stamp covered under one name or another. */
    @Override
    void assertKept(Path before, Path after) throws Exception {
        Map<String, byte[]> was = Zips.entries(before);
        Collection<byte[]> is = Zips.entries(after).values();
        boolean archived = was.keySet().stream().anyMatch(each -> each.contains("ASiCArchiveManifest"));
        for (Map.Entry<String, byte[]> each : was.entrySet()) {
            boolean grows = each.getKey().endsWith(".tst") || (each.getKey().endsWith(".p7s") && !archived);
            assertTrue(grows || is.stream().anyMatch(bytes -> Arrays.equals(bytes, each.getValue())), each.getKey());
        }
    }

    @Override
    byte[] altered(byte[] signed) throws Exception {
        Map<String, byte[]> entries = Zips.entries(Files.write(dir().resolve("before"), signed));
        entries.put(name(), "ใบอนุญาต เลขที่ 2".getBytes(StandardCharsets.UTF_8));
        return Files.readAllBytes(Zips.write(entries, dir().resolve("after")));
    }

    private String name() {
        return content().getFileName().toString();
    }

    private void assertLost(Map<String, byte[]> entries) throws Exception {
        Path twin = Zips.write(entries, dir().resolve("twin"));
        Report report = bench().verifier().offline().verify(twin);
        boolean same =
                report.outcome() == Outcome.PASSED && signature(report).level().equals("CAdES-BASELINE-LTA");
        assertFalse(same, report.toText(Lang.EN));
    }

    @Test
    void theArchiveTimestampIsLostWithAnythingItsManifestNames() throws Exception {
        Path archived = signed("rsa", Level.LTA);
        Map<String, byte[]> entries = Zips.entries(archived);
        assertEquals(
                List.of(
                        "mimetype",
                        name(),
                        "META-INF/ASiCManifest.xml",
                        SIGNATURE,
                        "META-INF/ASiCArchiveManifest.xml",
                        "META-INF/timestamp001.tst"),
                List.copyOf(entries.keySet()));
        for (String each : entries.keySet()) {
            if (!each.equals("mimetype")) {
                Map<String, byte[]> altered = Zips.entries(archived);
                altered.get(each)[altered.get(each).length / 2] ^= 1;
                assertLost(altered);
            }
        }
        // A signature as sound, but other than the one that was archived.
        Map<String, byte[]> other = Zips.entries(archived);
        other.put(SIGNATURE, Zips.entries(signed("rsa", Level.LT)).get(SIGNATURE));
        assertLost(other);
        Map<String, byte[]> less = Zips.entries(archived);
        less.keySet().removeIf(each -> each.contains("Archive") || each.endsWith(".tst"));
        assertLevel(Level.LT, Zips.write(less, dir().resolve("less")));
    }

    @Test
    void renewalNumbersTheManifestBefore() throws Exception {
        Path archived = signed("p256", Level.LTA);
        Path once = dir().resolve("once");
        extender(Level.LTA).extend(archived, once);
        Path twice = dir().resolve("twice");
        extender(Level.LTA).extend(once, twice);
        assertLevel(Level.LTA, twice);
        Map<String, byte[]> was = Zips.entries(archived);
        Map<String, byte[]> is = Zips.entries(twice);
        assertArrayEquals(was.get("META-INF/ASiCArchiveManifest.xml"), is.get("META-INF/ASiCArchiveManifest1.xml"));
        assertArrayEquals(was.get(SIGNATURE), is.get(SIGNATURE));
        assertTrue(
                is.keySet()
                        .containsAll(List.of(
                                "META-INF/ASiCArchiveManifest2.xml",
                                "META-INF/ASiCArchiveManifest.xml",
                                "META-INF/timestamp003.tst")),
                is.keySet().toString());
        is.get("META-INF/ASiCArchiveManifest1.xml")[500] ^= 1;
        Report report = bench().verifier().offline().verify(Zips.write(is, dir().resolve("twin")));
        assertNotEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
    }

    @Test
    void containersWithXadesAreRefused() throws Exception {
        Path xades = signedByDss("asic-e-xades", "T");
        String said = assertRefused(
                SigningProblem.NOT_SUPPORTED, out -> extender(Level.LT).extend(xades, out));
        assertTrue(said.contains("XAdES"), said);
    }

    @Test
    void commentsOfTheFileMatterToNobody() throws Exception {
        byte[] zip = Files.readAllBytes(signed("rsa", Level.T));
        for (String comment : List.of("mimetype=application/vnd.etsi.asic-e+zip", "mimetype=" + "é".repeat(60_000))) {
            byte[] behind = comment.getBytes(StandardCharsets.ISO_8859_1);
            byte[] bytes = Arrays.copyOf(zip, zip.length + behind.length);
            System.arraycopy(behind, 0, bytes, zip.length, behind.length);
            bytes[zip.length - 2] = (byte) behind.length;
            bytes[zip.length - 1] = (byte) (behind.length >> 8);
            Path out = dir().resolve("comment-" + behind.length);
            extender(Level.LTA).extend(Files.write(dir().resolve("commented"), bytes), out);
            assertLevel(Level.LTA, out);
        }
    }

    @Test
    void asicSWithAManifestIsRefused() throws Exception {
        Map<String, byte[]> entries = Zips.entries(signed("rsa", Level.T));
        entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        Path simple = Zips.write(entries, dir().resolve("simple.asics"));
        String said = assertRefused(
                SigningProblem.NOT_SUPPORTED, out -> extender(Level.LT).extend(simple, out));
        assertTrue(said.contains("ASiC-S"), said);
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"T", "LTA"})
    void whatWasArchivedStaysWhileAnotherSignatureIsRaised(Level first) throws Exception {
        Path both = signedByDss("asic-e", "B", signed("p256", first), dir().resolve("both-" + first));
        Path out = dir().resolve("both-lta-" + first);
        extender(Level.LTA).extend(both, out);
        Report report = bench().verifier().offline().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(
                List.of("CAdES-BASELINE-LTA", "CAdES-BASELINE-LTA"),
                report.verdict().signatures().stream()
                        .filter(each -> each.facts().kind() == SignatureKind.SIGNATURE)
                        .map(SignatureVerdict::level)
                        .toList());
        assertEquals(
                "TOTAL_PASSED/null CAdES-BASELINE-LTA [];TOTAL_PASSED/null CAdES-BASELINE-LTA []",
                bench().validate(out));
        boolean same = Arrays.equals(
                Zips.entries(both).get(SIGNATURE), Zips.entries(out).get(SIGNATURE));
        assertEquals(first == Level.LTA, same);
    }
}
