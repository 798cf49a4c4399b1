package dev.vdx.pdf.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.TestPdf;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.Revision;
import dev.vdx.seal.ArchivePaper;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SampleCertificate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSearchTest {
    /** A page whose content is this, with Helvetica as F1 and what is given as F2. */
    private static byte[] page(String content, String font) {
        Map<Integer, String> objects = new TreeMap<>(TestPdf.objects());
        objects.put(
                3,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 10 0 R>>/XObject<</X 12 0 R>>>>>>");
        objects.put(4, TestPdf.stream("", content));
        objects.put(10, font);
        objects.put(
                11,
                TestPdf.stream(
                        "",
                        "4 beginbfchar <0001> <0E19> <0002> <0E33> <0003> <0E4D> <0004> <0E32> endbfchar 1 beginbfrange <0010> <0012> <0E47> endbfrange 1 beginbfchar <0020> <F70B> endbfchar"));
        objects.put(
                12,
                TestPdf.stream(
                        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[2 0 0 2 0 0]/Resources<</Font<</F1 5 0 R>>>>",
                        "BT /F1 10 Tf 20 30 Td (within) Tj ET"));
        return TestPdf.of(objects).bytes();
    }

    private static final String THAI =
            "<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/ToUnicode 11 0 R/DescendantFonts[<</DW 500/W[1[600] 16 18 0]>>]>>";

    private static List<double[]> found(byte[] pdf, String text) throws IOException {
        return found(pdf, text, Limits.DEFAULT);
    }

    private static List<double[]> found(byte[] pdf, String text, Limits limits) throws IOException {
        try (Source source = Source.bytes(pdf)) {
            Budget budget = new Budget(limits);
            Revision view = PdfFile.open(source, budget).last();
            return new TextSearch(view, budget, text)
                    .on(Revision.asDictionary(view.resolve(view.array(view.dictionary(view.catalog(), "Pages"), "Kids")
                            .get(0))));
        }
    }

    private static int count(String content, String text) throws IOException {
        return found(page(content, THAI), text).size();
    }

    @ParameterizedTest
    @CsvSource({
        "'BT /F1 10 Tf 50 50 Td (Sign here) Tj ET', 1",
        "'BT /F1 10 Tf 50 50 Td [(Si) -20 (gn) 40 ( he) (re)] TJ ET', 1",
        "'BT /F1 10 Tf 50 50 Td (Sign) Tj 26 0 Td (here) Tj ET', 1",
        "'BT /F1 10 Tf 50 50 Td (Sign) Tj 80 0 Td (here) Tj ET', 0",
        "'BT /F1 10 Tf 50 50 Td (Sign) Tj 0 -12 Td (here) Tj ET', 0",
        "'BT /F1 10 Tf 50 50 Td (Signhere) Tj ET', 0",
        "'BT /F1 10 Tf 50 50 Td (sign here) Tj ET', 0",
        "'BT /F1 10 Tf 50 50 Td (S ign here) Tj ET', 0",
        "'BT /F1 10 Tf 50 50 Td (Sign here) Tj 0.2 0 Td (Sign here) Tj ET', 1",
        "'BT /F1 10 Tf 50 50 Td (Sign here) Tj 0 -20 Td (Sign here) Tj ET', 2",
        "'BT /F1 10 Tf 3 Tr 50 50 Td (Sign here) Tj ET', 1",
        "'q 0 1 -1 0 300 300 cm BT /F1 10 Tf 50 50 Td (Sign here) Tj ET Q', 1",
        "'BT /F1 10 Tf 20 TL 50 50 Td (x) Tj (Sign here) '' ET', 1"
    })
    void aTextOnOneLineIsFoundHoweverItIsPutThere(String content, int times) throws IOException {
        assertEquals(times, count(content, "Sign here"));
    }

    @Test
    void theBoxIsWhereTheTextStands() throws IOException {
        double[] box =
                found(page("BT /F1 10 Tf 50 70 Td (AVA) Tj ET", THAI), "AVA").get(0);
        // Helvetica's A and V are 667 thousandths wide.
        assertEquals(50, box[0], 0.001);
        assertEquals(68, box[1], 0.001);
        assertEquals(50 + 3 * 6.67, box[2], 0.001);
        assertEquals(78, box[3], 0.001);
        double[] inForm = found(page("/X Do", THAI), "within").get(0);
        assertEquals(40, inForm[0], 0.001);
        assertEquals(56, inForm[1], 0.001);
    }

    @ParameterizedTest
    @CsvSource({
        "000100120002, 1",
        "0001000300120004, 1",
        "0001001200030004, 1",
        "000100200002, 1",
        "000100110002, 0",
        "00010002, 0"
    })
    void thaiIsFoundHoweverItsMarksAreCoded(String codes, int times) throws IOException {
        assertEquals(times, count("BT /F2 10 Tf 50 50 Td <" + codes + "> Tj ET", "น้ำ"));
    }

    @Test
    void thaiOfOurOwnShapingIsFound() throws IOException {
        byte[] certificate = CertificatePdf.write(SampleCertificate.of(2));
        assertEquals(1, found(certificate, "หนังสือรับรองการขึ้นทะเบียนเกษตรกร").size());
        assertEquals(0, found(certificate, "หนังสือรับรองการขึนทะเบียนเกษตรกร").size());
    }

    @Test
    void thaiOfAnotherLibraryIsFound() throws IOException {
        byte[] paper = ArchivePaper.pages(List.of(ArchivePaper.page(595, 842, 0)), "ที่นี่ น้ำปู่ (ลงนาม)");
        for (String text :
                List.of("ที่นี่", "น้ำปู่", "น้\u0E4D\u0E32ปู่", "น\u0E4D้\u0E32ปู่", "ที่นี่ น้ำปู่", "(ลงนาม)")) {
            assertEquals(1, found(paper, text).size(), text);
        }
        assertEquals(0, found(paper, "ทีนี่").size());
    }

    @Test
    void hostileContentEndsAtALimit() {
        Limits small = new Limits(1 << 20, 5_000, 64, 1 << 16, 10, Duration.ofSeconds(5));
        String wide = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[0 65535 1 0 65535 1]>>]>>";
        for (byte[] pdf : List.of(
                looping(),
                page("BT /F2 10 Tf (x) Tj ET", wide),
                page("BT /F1 10 Tf (" + "x".repeat(9_000) + ") Tj ET", THAI))) {
            PdfException thrown = assertThrows(PdfException.class, () -> found(pdf, "x", small));
            assertEquals(FindingCode.LIMIT_EXCEEDED, thrown.finding().code());
        }
    }

    /** A form that shows itself. */
    private static byte[] looping() {
        Map<Integer, String> objects = new TreeMap<>(TestPdf.objects());
        objects.put(
                3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 12 0 R>>>>>>");
        objects.put(4, TestPdf.stream("", "/X Do"));
        objects.put(12, TestPdf.stream("/Subtype/Form/BBox[0 0 9 9]", "/X Do /X Do"));
        return TestPdf.of(objects).bytes();
    }

    @Test
    void fontsThatTellNothingShowNothing() throws IOException {
        for (String font : List.of(
                "<<>>",
                "<</Type/Font/Subtype/Type0/ToUnicode 4 0 R/DescendantFonts[9 0 R]>>",
                "<</Type/Font/Subtype/Type3/FontMatrix[0 0 0 0 0 0]/Encoding<</Differences[65/a/b(c)]>>>>",
                "<</Type/Font/Subtype/Type1/BaseFont/..#2F..#2Fetc/Widths[9 0 R]/FirstChar -5>>")) {
            assertTrue(found(page("BT /F2 10 Tf (xyz) Tj ET", font), "ลงนาม").isEmpty(), font);
        }
    }
}
