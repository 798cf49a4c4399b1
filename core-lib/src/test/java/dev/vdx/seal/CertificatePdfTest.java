package dev.vdx.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.SigningException;
import dev.vdx.seal.CertificateBlock.Facts;
import dev.vdx.seal.CertificateBlock.Paragraph;
import dev.vdx.seal.CertificateBlock.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatePdfTest {
    private static final byte[] PDF = CertificatePdf.write(SampleCertificate.of(3));

    @Test
    void isPdfA3uByAnIndependentJudge() throws Exception {
        assertEquals("", PdfaJudge.broken(PDF));
        assertEquals("", PdfaJudge.broken(CertificatePdf.write(SampleCertificate.of(60))));
    }

    @Test
    void theJudgeSeesAMissingOutputIntent() throws Exception {
        try (PDDocument document = Loader.loadPDF(PDF)) {
            document.getDocumentCatalog().getCOSObject().removeItem(COSName.OUTPUT_INTENTS);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            assertTrue(PdfaJudge.broken(out.toByteArray()).contains("6.2.4.3"));
        }
    }

    @ParameterizedTest
    @EnumSource(SealColours.class)
    void staysPdfA3uWithASealOnIt(SealColours colours) throws Exception {
        assertEquals("", PdfaJudge.broken(sealed(PDF, colours)));
    }

    private static byte[] sealed(byte[] pdf, SealColours colours) throws IOException, SigningException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDPage page = document.getPage(0);
            SealPicture picture =
                    SealPicture.draw(SealedPage.THAI, CertificatePdf.SEAL_BOX, PageShape.of(page), colours);
            PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
            stamp.setRectangle(picture.rectangle());
            stamp.setPrinted(true);
            stamp.setContents("seal");
            COSDictionary appearances = new COSDictionary();
            appearances.setItem(COSName.N, picture.appearance());
            stamp.getCOSObject().setItem(COSName.AP, appearances);
            page.setAnnotations(List.of(stamp));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }

    @Test
    void coloursFollowTheOutputIntent() throws IOException {
        try (PDDocument document = Loader.loadPDF(PDF)) {
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            assertEquals(SealColours.RGB, SealColours.of(catalog));
            catalog.removeItem(COSName.OUTPUT_INTENTS);
            assertEquals(SealColours.GRAY, SealColours.of(catalog));
        }
    }

    @Test
    void theFactsArePrintedAndTheFileIsInside() throws IOException {
        String text = PdfText.byPdfBox(PDF);
        assertTrue(text.contains("หนังสือรับรองการขึ้นทะเบียนเกษตรกร"), text);
        assertTrue(text.contains("ข้าวหอมมะลิ น้ำต้ม ปั๊มน้ำ ญี่ปุ่น หญ้าฎีกา"), text);
        try (PDDocument document = Loader.loadPDF(PDF)) {
            COSDictionary file = (COSDictionary) document.getDocumentCatalog()
                    .getCOSObject()
                    .getCOSArray(COSName.AF)
                    .getObject(0);
            assertEquals("Data", file.getNameAsString(COSName.AF_RELATIONSHIP));
            byte[] inside = new PDDocumentNameDictionary(document.getDocumentCatalog())
                    .getEmbeddedFiles()
                    .getValue("record.json")
                    .getEmbeddedFile()
                    .toByteArray();
            assertArrayEquals(
                    SampleCertificate.of(3).attachments().get(0).content().bytes(), inside);
        }
    }

    @Test
    void theSamePageGivesTheSameBytesInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
            assertArrayEquals(PDF, CertificatePdf.write(SampleCertificate.of(3)));
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertArrayEquals(PDF, CertificatePdf.write(SampleCertificate.of(3)));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** The same on every JDK and platform; a drawing changed on purpose changes it, and it is to be renewed here. */
    @Test
    void itsStreamsAreTheSameOnEveryMachine() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (PDDocument document = Loader.loadPDF(PDF)) {
            List<COSObjectKey> keys = document.getDocument().getXrefTable().keySet().stream()
                    .sorted()
                    .toList();
            for (COSObjectKey key : keys) {
                if (document.getDocument().getObjectFromPool(key).getObject() instanceof COSStream stream) {
                    try (InputStream in = stream.createInputStream()) {
                        digest.update(in.readAllBytes());
                    }
                }
            }
        }
        assertEquals(
                "292903d92da7a75c16de0e8ff8360ee4c418e8274d0cb554ed3737fb5953ce32",
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void anotherFactGivesAnotherDocumentIdentifier() throws IOException {
        try (PDDocument one = Loader.loadPDF(PDF);
                PDDocument two = Loader.loadPDF(CertificatePdf.write(SampleCertificate.of(4)))) {
            assertFalse(one.getDocument()
                    .getDocumentID()
                    .getObject(0)
                    .equals(two.getDocument().getDocumentID().getObject(0)));
        }
    }

    @Test
    void longBodiesGoOverToFurtherPagesWithNothingLost() throws IOException {
        byte[] pdf = CertificatePdf.write(SampleCertificate.of(60));
        String text = PdfText.byPdfBox(pdf);
        for (int i = 1; i <= 60; i++) {
            assertTrue(text.contains("แปลงที่ " + i), "row " + i);
        }
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertTrue(document.getNumberOfPages() >= 3);
        }
    }

    @Test
    void aValueLongerThanAPageIsContinued() throws IOException {
        String word = "ข้าวหอมมะลิ ";
        byte[] pdf = CertificatePdf.write(with(List.of(
                new Facts(
                        Optional.empty(),
                        List.of(new Row("ราย", word.repeat(700).strip()))),
                new Paragraph(word.repeat(700).strip()))));
        String body =
                PdfText.byPdfBox(pdf).replaceAll("\\s", "").replaceAll("ตัวอย่าง/SAMPLE|เลขที่1หน้า[0-9]+/[0-9]+", "");
        assertEquals(1_400, body.split("ข้าวหอมมะลิ", -1).length - 1);
    }

    private static CertificatePage with(List<CertificateBlock> body) {
        return with(body, SampleCertificate.of(0).attachments(), "เลขที่ 1");
    }

    private static CertificatePage with(
            List<CertificateBlock> body, List<CertificateAttachment> attachments, String reference) {
        CertificatePage page = SampleCertificate.of(0);
        return new CertificatePage(
                page.language(),
                page.emblem(),
                page.issuer(),
                page.title(),
                reference,
                body,
                page.signatory(),
                page.mark(),
                attachments,
                page.created());
    }

    @Test
    void aBodyWithoutEndIsRefused() {
        Paragraph longest = new Paragraph("ข้าวหอมมะลิ ".repeat(800).strip());
        assertRefused(with(java.util.Collections.nCopies(400, longest)));
        assertRefused(with(List.of(new Paragraph("ก".repeat(20_000)))));
        assertRefused(with(java.util.Collections.nCopies(5_000, new Paragraph("ก"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "米", "a\u0007b", "\u202Ecod.exe"})
    void textThatCannotBeShownIsRefused(String text) {
        assertRefused(with(List.of(new Paragraph(text))));
        assertRefused(with(List.of(), List.of(), text));
        assertRefused(with(List.of(new Facts(Optional.empty(), List.of(new Row(text, "ค่า"))))));
        assertRefused(with(List.of(new Facts(Optional.empty(), List.of(new Row("ค่า", text))))));
    }

    @Test
    void attachmentsWithFoldersOrOneNameTwiceAreRefused() {
        assertRefused(with(List.of(), List.of(file("../a.json", "application/json")), "1"));
        assertRefused(with(List.of(), List.of(file("a\\b.json", "application/json")), "1"));
        assertRefused(with(List.of(), List.of(file("a.json", "json")), "1"));
        assertRefused(
                with(List.of(), List.of(file("a.json", "application/json"), file("a.json", "application/json")), "1"));
    }

    @Test
    void markupInTextStaysText() throws Exception {
        CertificatePage page = SampleCertificate.of(0);
        byte[] pdf = CertificatePdf.write(new CertificatePage(
                SealLanguage.EN,
                false,
                List.of("R&D <SANDBOX> ]]>"),
                "A \"title\" & (more) \\ @TITLE@ @LANGUAGE@",
                "No. 1",
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                page.created()));
        assertEquals("", PdfaJudge.broken(pdf));
        assertTrue(PdfText.byPdfBox(pdf).contains("A \"title\" & (more) \\ @TITLE@ @LANGUAGE@"));
    }

    private static CertificateAttachment file(String name, String mediaType) {
        return CertificateAttachment.of(
                name,
                "file",
                mediaType,
                CertificateAttachment.Relationship.DATA,
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(CertificatePage page) {
        assertThrows(IllegalArgumentException.class, () -> CertificatePdf.write(page));
    }
}
