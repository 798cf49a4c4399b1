package dev.vdx.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Effect;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing leaves the room but a verdict: no exception, no hang, no exhausted heap. */
class HostileFileTest {

    private static boolean unreadable(SignedDocument document) {
        return document.findings().stream().anyMatch(f -> f.code().effect() == Effect.UNREADABLE);
    }

    @Test
    void randomBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            assertTrue(unreadable(TestPdf.read(bytes)));
        }
    }

    @Test
    void everyHalfOfAFile() {
        byte[] whole = TestPdf.signed().update(40, "<<>>").bytes();
        for (int length = 0; length < whole.length; length += 7) {
            TestPdf.read(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void everyByteFlippedIsNoCrash() {
        byte[] whole = TestPdf.signed().update(4, TestPdf.stream("", "x")).bytes();
        for (int i = 0; i < whole.length; i += 3) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x15;
            TestPdf.read(flipped);
        }
    }

    @Test
    void arraysNestedTooDeep() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        SignedDocument document = TestPdf.signedWith(1, "<</Pages 2 0 R/AcroForm 7 0 R/X " + deep + ">>")
                .read();
        assertEquals(FindingCode.LIMIT_EXCEEDED, document.findings().get(0).code());
    }

    @Test
    void circlesAreWalkedOnce() {
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(2, "<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R>>");
        objects.put(6, "<</T(a)/Kids[6 0 R 60 0 R]/Parent 60 0 R>>");
        objects.put(60, "<</T(b)/Kids[6 0 R]/Parent 6 0 R>>");
        objects.put(61, "61 0 R");
        objects.put(62, "<</Length 62 0 R>>\nstream\nx\nendstream");
        assertTimeout(Duration.ofSeconds(5), () -> {
            SignedDocument document = TestPdf.of(objects)
                    .update(Map.of(40, "<</A 61 0 R/B 62 0 R>>", 2, objects.get(2) + " "))
                    .read();
            assertEquals(1, document.signatures().size());
        });
    }

    @Test
    void crossReferenceSectionsInACircle() {
        String text = TestPdf.signed().text.toString();
        int table = text.lastIndexOf("xref\n0 1");
        byte[] bytes = text.replace("<</Size 100", "<</Prev " + table + " /Size 100")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(unreadable(TestPdf.read(bytes)));
    }

    @Test
    void tenThousandFields() {
        Map<Integer, String> objects = new TreeMap<>(TestPdf.objects());
        StringBuilder fields = new StringBuilder("<</Fields[8 0 R");
        for (int i = 100; i < 10_100; i++) {
            fields.append(' ').append(i).append(" 0 R");
            objects.put(i, "<</FT/Tx/T(f" + i + ")>>");
        }
        objects.put(7, fields.append("]>>").toString());
        TestPdf pdf = TestPdf.of(objects).update(40, "<<>>");
        assertTimeout(Duration.ofSeconds(10), () -> {
            assertTrue(pdf.read().signatures().get(0).changesAfter().permitted());
        });
    }

    @Test
    void manyRevisionsTakeLinearTime() {
        TestPdf pdf = TestPdf.signed();
        for (int i = 0; i < 1000; i++) {
            pdf.update(1, TestPdf.CATALOG.replace(">>", "/DSS<</Certs[]/N " + i + ">>>>"));
        }
        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertTrue(pdf.read().signatures().get(0).changesAfter().permitted()));
    }

    @Test
    void limitsAreKept() throws IOException {
        byte[] bytes = TestPdf.signed().bytes();
        try (Source source = Source.bytes(bytes)) {
            Limits few = new Limits(1 << 20, 20, 256, 1 << 20, 10, Duration.ofSeconds(5));
            assertEquals(
                    FindingCode.LIMIT_EXCEEDED,
                    PdfReader.read(source, few).findings().get(0).code());
            Limits small = new Limits(100, 1000, 256, 1 << 20, 10, Duration.ofSeconds(5));
            assertEquals(
                    FindingCode.LIMIT_EXCEEDED,
                    PdfReader.read(source, small).findings().get(0).code());
        }
    }

    @Test
    void sparseFileOfTwoGigabytes(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("sparse.pdf");
        byte[] signed = TestPdf.signed().bytes();
        Files.write(path, signed);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(2L << 30);
            file.seek((2L << 30) - 40);
            file.write("\nstartxref\n9\n%%EOF\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        try (Source source = Source.file(path)) {
            assertTimeout(Duration.ofSeconds(5), () -> assertTrue(unreadable(PdfReader.read(source, Limits.DEFAULT))));
        }
    }
}
