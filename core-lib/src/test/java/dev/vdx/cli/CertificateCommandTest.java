package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.certificate.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx certificate}, and what {@code vdx inspect} tells of what it makes. */
class CertificateCommandTest {
    private static final Path SAMPLE = Path.of("..", "samples", "thai-certificate");

    @TempDir
    Path dir;

    private static Run certificate(Path page, Path record, Path out) {
        return Run.vdx("certificate", "--page", page, "--record", record, "-o", out);
    }

    @Test
    void makesWhatIsThenSealedWithTheSamplesSeal() throws Exception {
        Path out = dir.resolve("certificate.pdf");
        Run made = certificate(SAMPLE.resolve("page.json"), SAMPLE.resolve("record.json"), out);
        assertEquals(0, made.exitCode(), made.err());
        assertEquals("", made.out());
        assertTrue(made.err().contains("--seal x=265"), made.err());
        assertArrayEquals(Sample.pdf(), Files.readAllBytes(out));
        Path box = dir.resolve("box");
        assertEquals(0, Run.vdx("sandbox", box).exitCode());
        Path sealed = dir.resolve("sealed.pdf");
        Run signed = Run.sign(box, out, sealed, "--seal", SAMPLE.resolve("seal.json"));
        assertEquals(0, signed.exitCode(), signed.err());
        assertFalse(signed.err().contains("Warning"), signed.err());

        JsonNode found = new ObjectMapper()
                .readTree(Run.vdx("inspect", "--format", "json", sealed).out());
        assertEquals(
                "ตย 0042/2569",
                found.at("/electronicDocument/documentReferenceID").asText());
        assertEquals("agree", found.at("/twins/state").asText());
        assertEquals(31, found.at("/twins/facts").asInt());
        String thai = Run.vdx("inspect", "--lang", "th", sealed).out();
        assertTrue(thai.contains("XML และ JSON มีเนื้อความตรงกัน จำนวนข้อมูล: 31"), thai);
    }

    @Test
    void inspectTellsTwinsThatDisagree() throws IOException {
        Path pdf = Files.write(dir.resolve("two.pdf"), Sample.saying("1/2569", Sample.xml("12"), Sample.json("13")));
        String text = Run.vdx("inspect", pdf).out();
        assertTrue(text.contains("XML, JSON and metadata DISAGREE: record.rai"), text);
        JsonNode twins = new ObjectMapper()
                .readTree(Run.vdx("inspect", "--format", "json", pdf).out())
                .get("twins");
        assertEquals("disagree", twins.get("state").asText());
        assertEquals("record.rai", twins.get("difference").asText());
    }

    @Test
    void whatCannotBeUsedIsSaidInBothLanguagesAndNothingIsWritten() throws IOException {
        Path out = dir.resolve("out.pdf");
        Path record = Files.writeString(
                dir.resolve("record.json"),
                Files.readString(SAMPLE.resolve("record.json")).replace("\"name\": \"นางสาว", "\"nam\": \"นางสาว"));
        Run refused = certificate(SAMPLE.resolve("page.json"), record, out);
        assertEquals(4, refused.exitCode(), refused.err());
        assertTrue(
                refused.err().contains("{holder.name}: the record has no 'name'; did you mean 'nam'?"), refused.err());
        Run thai = Run.vdx(
                Map.of("VDX_LANG", "th"),
                "certificate",
                "--page",
                SAMPLE.resolve("page.json"),
                "--record",
                record,
                "-o",
                out);
        assertTrue(thai.err().contains("ใช้จัดทำหนังสือรับรองไม่ได้"), thai.err());
        Run noJson = certificate(SAMPLE.resolve("README.md"), record, out);
        assertEquals(4, noJson.exitCode(), noJson.err());
        Run noFile = certificate(dir.resolve("none.json"), record, out);
        assertEquals(66, noFile.exitCode(), noFile.err());
        Path page = Files.copy(SAMPLE.resolve("page.json"), dir.resolve("page.json"));
        Run noCrest = certificate(page, SAMPLE.resolve("record.json"), out);
        assertEquals(66, noCrest.exitCode(), noCrest.err());
        assertEquals(64, Run.vdx("certificate", "--page", page, "-o", out).exitCode());
        assertEquals(
                64, Run.vdx("certificate", "--page", page, "--record", record).exitCode());
        assertEquals(64, certificate(page, record, page).exitCode());
        try (Stream<Path> files = Files.list(dir)) {
            assertEquals(2, files.count(), "the two inputs and nothing else");
        }
    }
}
