package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.Signer;
import dev.vdx.pdf.TestPdf;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SampleCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx inspect} tells what is inside, and what it cannot tell. */
class InspectTest {
    @TempDir
    static Path dir;

    private static Path plain;
    private static Path signed;

    @BeforeAll
    static void sign() throws Exception {
        plain = Files.write(dir.resolve("plain.pdf"), CertificatePdf.write(SampleCertificate.of(1)));
        signed = dir.resolve("signed.pdf");
        // A number that looks like a citizen's, and an escape sequence, in words the signer chose.
        Signer.with(Sandbox.inMemory(1, Instant.now(), new SecureRandom()).agency("agency-b"))
                .reason("ออกให้ 1234567890123 \u001b[31m")
                .sign(plain, signed);
    }

    private static JsonNode json(Path file) throws IOException {
        Run run = Run.vdx("inspect", "--format", "json", file);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, run.out().lines().count());
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void aSignedCertificate() throws IOException {
        JsonNode found = json(signed);
        assertEquals("PDF", found.get("format").asText());
        assertEquals(Files.size(signed), found.get("size").asLong());
        assertEquals("3U", found.get("pdfa").asText());
        assertEquals(1, found.get("pages").asInt());
        assertFalse(found.get("encrypted").asBoolean());
        assertEquals(2, found.get("revisions").size());
        JsonNode first = found.get("revisions").get(0);
        JsonNode second = found.get("revisions").get(1);
        // The line end behind %%EOF may count to either.
        long end = first.get("size").asLong();
        assertTrue(end == Files.size(plain) || end == Files.size(plain) - 1, first.toString());
        assertEquals(end, second.get("offset").asLong());
        assertTrue(end + second.get("size").asLong() >= Files.size(signed) - 1, second.toString());
        assertEquals(1, found.get("fields").size());
        JsonNode field = found.get("fields").get(0);
        assertTrue(field.get("signed").asBoolean());
        assertEquals("ETSI.CAdES.detached", field.get("subFilter").asText());
        assertEquals(0, field.get("byteRange").get(0).asInt());
        assertEquals("record.json", found.get("files").get(0).asText());
        assertEquals(0, found.get("findings").size());
    }

    @Test
    void personalNumbersAndTerminalCodesAreNotShown() throws IOException {
        String out = Run.vdx("inspect", signed).out();
        assertTrue(out.contains("ออกให้ withheld"), out);
        assertFalse(out.contains("1234567890123") || out.contains("\u001b"), out);
        assertFalse(json(signed).toString().contains("1234567890123"));
    }

    @Test
    void anUnsignedPdfHasNoFields() throws IOException {
        assertEquals(0, json(plain).get("fields").size());
        assertEquals(1, json(plain).get("revisions").size());
    }

    @Test
    void textIsInBothLanguages() {
        String english = Run.vdx("inspect", signed).out();
        assertTrue(english.contains("PDF/A-3U") && english.contains("Signature fields: 1"), english);
        String thai = Run.vdx("inspect", "--lang", "th", signed).out();
        assertTrue(thai.contains("ช่องลายมือชื่อ: 1") && thai.contains("ไฟล์ที่แนบ: record.json"), thai);
    }

    /** What was prepared is told with where it is and what to do; exit code 2, and signing warns of it and goes on. */
    @Test
    void whatASignerShouldSeeFirst() throws IOException {
        Run quiet = Run.vdx("inspect", "--before-signing", plain);
        assertEquals(0, quiet.exitCode(), quiet.out());
        assertTrue(quiet.out().contains("To see before signing: nothing found"), quiet.out());
        Map<Integer, String> objects = TestPdf.objects();
        objects.remove(9);
        objects.put(8, "<</FT/Sig/T(Seal)>>");
        objects.put(4, TestPdf.stream("", "BT 3 Tr /F1 12 Tf 10 100 Td (Pay 99) Tj ET"));
        Path draft = Files.write(dir.resolve("draft.pdf"), TestPdf.of(objects).bytes());
        assertEquals(0, Run.vdx("inspect", draft).exitCode());
        Run thai = Run.vdx("inspect", "--before-signing", "--lang", "th", draft);
        assertEquals(2, thai.exitCode(), thai.out());
        assertTrue(thai.out().contains("หน้า 1 ที่ 10 98 53 110: Pay 99 [PREPARED_HIDDEN_TEXT]"), thai.out());
        JsonNode found = new ObjectMapper()
                .readTree(Run.vdx("inspect", "--before-signing", "--format", "json", draft)
                        .out())
                .get("prepared");
        assertEquals("PREPARED_HIDDEN_TEXT", found.get(0).get("code").asText());
        assertEquals("warning", found.get(0).get("severity").asText());
        assertEquals("1", found.get(0).get("page").asText());
        assertTrue(found.get(0).get("next").asText().contains("before you sign"), found.toString());

        Path box = dir.resolve("box");
        Run made = Run.vdx("sandbox", box);
        assertEquals(0, made.exitCode(), made.err());
        Run signing = Run.sign(box, draft, dir.resolve("drafted.pdf"));
        assertEquals(0, signing.exitCode(), signing.err());
        assertTrue(signing.err().contains("Warning: There is text that nobody sees"), signing.err());
        assertTrue(signing.err().contains("vdx inspect --before-signing"), signing.err());
        Run sound = Run.sign(box, plain, dir.resolve("sound.pdf"));
        assertFalse(sound.err().contains("Warning"), sound.err());
    }

    @Test
    void everyCommandTellsWhatItIs() {
        for (String name : Commands.NAMES) {
            Run run = Run.vdx(name, "--help");
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.out().contains("vdx " + name + " "), run.out());
            assertTrue(run.out().lines().count() > 5, run.out());
        }
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        byte[] whole = Files.readAllBytes(plain);
        Path half = Files.write(dir.resolve("half.pdf"), java.util.Arrays.copyOf(whole, whole.length / 2));
        unreadable("damaged", half);
        unreadable("empty", Files.write(dir.resolve("empty.pdf"), new byte[0]));
        unreadable("not a kind of file", Files.writeString(dir.resolve("text.pdf"), "สวัสดี"));
        unreadable("shows what is inside a PDF only", Files.writeString(dir.resolve("data.json"), "{}"));
        assertEquals(66, Run.vdx("inspect", dir.resolve("nothing.pdf")).exitCode());
        assertEquals(66, Run.vdx("inspect", dir).exitCode());
        assertEquals(64, Run.vdx("inspect").exitCode());
        assertEquals(64, Run.vdx("inspect", "--format", "etsi", plain).exitCode());
    }

    private static void unreadable(String word, Path file) {
        Run run = Run.vdx("inspect", file);
        assertEquals(4, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains(word), run.out());
    }
}
