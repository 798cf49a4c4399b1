package dev.vdx.samples.farmer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarmerCertificateTest {
    private static final Path RECORD = Path.of("record.json");
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... args) {
        return Main.run(args, new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    @Test
    void thePageSaysWhatTheRecordSaysAndTheRecordIsInside() throws IOException {
        Path pdf = folder.resolve("certificate.pdf");
        assertEquals(Main.MADE, run(RECORD.toString(), pdf.toString()));
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertTrue(text.contains("นายตัวอย่าง ไม่มีจริง"), text);
            assertTrue(text.contains("ถั่วฝักยาว เนื้อที่ 1 ไร่ 3 งาน 50 ตารางวา"), text);
            assertTrue(text.contains("วันที่ 24 พฤศจิกายน พ.ศ. 2569"), text);
            byte[] inside = new PDDocumentNameDictionary(document.getDocumentCatalog())
                    .getEmbeddedFiles()
                    .getValue("record.json")
                    .getEmbeddedFile()
                    .toByteArray();
            assertArrayEquals(Files.readAllBytes(RECORD), inside);
        }
    }

    @Test
    void theSameRecordGivesTheSameBytes() throws IOException {
        Path one = folder.resolve("one.pdf");
        Path two = folder.resolve("two.pdf");
        run(RECORD.toString(), one.toString());
        run(RECORD.toString(), two.toString());
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"reference\"', '\"refrence\"'",
        "'2026-11-24', '2569-11-24'",
        "'\"ngan\": 2', '\"ngan\": 4'",
        "'\"ngan\": 2', '\"ngan\": 2.5'",
        "'\"ngan\": 2', '\"ngan\": 2, \"ngan\": 3'",
        "'ข้าวหอมมะลิ', '米'",
        "'ข้าวหอมมะลิ', ''",
        "'ข้าวหอมมะลิ', 'ข้าว\\u202Eหอม'",
    })
    void aRecordWithOneThingWrongMakesNoCertificate(String right, String wrong) throws IOException {
        String json = Files.readString(RECORD, StandardCharsets.UTF_8);
        assertTrue(json.contains(right));
        Path bad = folder.resolve("bad.json");
        Files.writeString(bad, json.replace(right, wrong), StandardCharsets.UTF_8);
        Path pdf = folder.resolve("bad.pdf");
        assertEquals(Main.UNUSABLE, run(bad.toString(), pdf.toString()));
        assertFalse(Files.exists(pdf));
    }

    @Test
    void nestingWithoutEndIsRefused() {
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThrows(RecordException.class, () -> RecordReader.read(deep));
    }

    @Test
    void aMissingFileAndWrongUsageHaveCodesOfTheirOwn() {
        assertEquals(Main.NO_FILE, run(folder.resolve("none.json").toString(), "x.pdf"));
        assertEquals(Main.USAGE, run("one"));
    }
}
