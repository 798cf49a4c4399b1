package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Levels of ASiC-S with CAdES (EN 319 162-1, 4.3), signed and extended by us, judged by EU DSS and ourselves. */
class AsicSimpleLevelsTest extends LevelsFrame {
    private static final String SIGNATURE = "META-INF/signature.p7s";

    AsicSimpleLevelsTest() {
        super(SignatureForm.ASIC_S, "CAdES-BASELINE");
    }

    @Override
    Path content(Path folder) throws Exception {
        return Files.writeString(folder.resolve("ใบอนุญาต 1.txt"), "ใบอนุญาต เลขที่ 1");
    }

    @Override
    void assertKept(Path before, Path after) throws Exception {
        Map<String, byte[]> was = Zips.entries(before);
        Map<String, byte[]> is = Zips.entries(after);
        assertEquals(was.keySet(), is.keySet());
        was.forEach((name, bytes) -> {
            if (!name.endsWith(".p7s")) {
                assertArrayEquals(bytes, is.get(name), name);
            }
        });
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

    @Test
    void itHoldsTheDocumentAndItsSignatureAlone() throws Exception {
        Path archived = signed("rsa", Level.LTA);
        Map<String, byte[]> entries = Zips.entries(archived);
        assertEquals(List.of("mimetype", name(), SIGNATURE), List.copyOf(entries.keySet()));
        assertEquals("application/vnd.etsi.asic-s+zip", new String(entries.get("mimetype"), StandardCharsets.US_ASCII));
    }

    @Test
    void everyPartThatIsSignedCounts() throws Exception {
        for (String each : List.of(name(), SIGNATURE)) {
            Map<String, byte[]> altered = Zips.entries(signed("rsa", Level.LTA));
            altered.get(each)[altered.get(each).length / 2] ^= 1;
            Report report = bench().verifier().offline().verify(Zips.write(altered, dir().resolve("twin")));
            boolean same = report.outcome() == Outcome.PASSED
                    && signature(report).level().equals("CAdES-BASELINE-LTA");
            assertFalse(same, report.toText(Lang.EN));
        }
        Map<String, byte[]> more = Zips.entries(signed("rsa", Level.LTA));
        more.put("second.txt", new byte[] {'x'});
        Report report = bench().verifier().offline().verify(Zips.write(more, dir().resolve("twin")));
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    @Test
    void severalDocumentsAreForTheOtherKind() throws Exception {
        try (Source one = Source.bytes(new byte[] {'1'});
                Source two = Source.bytes(new byte[] {'2'})) {
            List<AsicEntry> entries =
                    List.of(new AsicEntry("1", "text/plain", one), new AsicEntry("2", "text/plain", two));
            SigningException refusal = assertThrows(
                    SigningException.class,
                    () -> AsicWriter.with(key("rsa"))
                            .simple()
                            .write(entries, Instant.now(), OutputStream.nullOutputStream()));
            assertEquals(SigningProblem.DOCUMENT_REFUSES, refusal.problem());
            assertTrue(String.valueOf(refusal.getMessage()).contains("ASiC-S"));
        }
    }
}
