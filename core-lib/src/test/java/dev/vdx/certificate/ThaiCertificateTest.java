package dev.vdx.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.Carried;
import dev.vdx.seal.PdfaJudge;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThaiCertificateTest {
    private static final String RECORD = "{'no': '1/2569', 'at': '2026-11-24T10:15:00+07:00', ";

    @TempDir
    Path dir;

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private byte[] made(String members, String fields) throws IOException, CertificateException {
        return ThaiCertificate.write(Sample.page(dir, members), Sample.record(RECORD + fields + "}"));
    }

    private String refused(String members, String fields) {
        return String.valueOf(assertThrows(CertificateException.class, () -> made(members, fields))
                .getMessage());
    }

    @Test
    void theSampleIsPdfA3uAndSaysWhatTheRecordSays() throws Exception {
        byte[] pdf = Sample.pdf();
        assertEquals("", PdfaJudge.broken(pdf));
        String text = text(pdf);
        for (String line : new String[] {
            "หนังสือรับรองการผ่านการฝึกอบรม",
            "เลขที่ ตย 0042/2569",
            "นางสาวตัวอย่าง ไม่มีจริง",
            "ลายมือชื่อดิจิทัล ใบรับรอง และการประทับรับรองเวลา",
            "12,500.00 บาท",
            "24 พฤศจิกายน 2569",
            "ผู้อำนวยการสถาบัน (ตัวอย่าง)"
        }) {
            assertTrue(text.contains(line), line + " in " + text);
        }
    }

    @Test
    void popplersTextIsTheRecordsToo() throws Exception {
        Path pdf = Files.write(dir.resolve("sample.pdf"), Sample.pdf());
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/pdftotext")));
        Process process = new ProcessBuilder("pdftotext", "-layout", "-enc", "UTF-8", pdf.toString(), "-").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertTrue(
                text.contains(
                        "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่า นางสาวตัวอย่าง ไม่มีจริง เลขประจำตัวผู้เข้ารับการฝึกอบรม"),
                text);
        assertTrue(text.contains("การแลกเปลี่ยนเอกสารระหว่างหน่วยงาน"), text);
    }

    @Test
    void theFilesForMachinesSayTheSameAndAreAssociated() throws Exception {
        byte[] pdf = Sample.pdf();
        Agreement agreement = Carried.in(Source.bytes(pdf), Limits.DEFAULT, c -> Agreement.of(c::files, c::metadata))
                .orElseThrow();
        assertEquals(new Agreement(Agreement.State.AGREE, 31, ""), agreement);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            COSArray associated = document.getDocumentCatalog().getCOSObject().getCOSArray(COSName.AF);
            COSDictionary xml = (COSDictionary) associated.getObject(0);
            COSDictionary json = (COSDictionary) associated.getObject(1);
            assertEquals("ContentInformation.xml", xml.getString(COSName.UF));
            assertEquals("Alternative", xml.getNameAsString(COSName.AF_RELATIONSHIP));
            assertEquals("ContentInformation.json", json.getString(COSName.UF));
            assertEquals("Data", json.getNameAsString(COSName.AF_RELATIONSHIP));
            COSStream stream = json.getCOSDictionary(COSName.EF).getCOSStream(COSName.F);
            var read = new ObjectMapper()
                    .readTree(stream.createInputStream().readAllBytes())
                    .get("record");
            assertEquals(
                    new ObjectMapper()
                            .readTree(Sample.FOLDER.resolve("record.json").toFile()),
                    read);
        }
    }

    @Test
    void theMetadataHasTheProperties() throws Exception {
        DocumentProperties properties = Carried.in(Source.bytes(Sample.pdf()), Limits.DEFAULT, Carried::metadata)
                .flatMap(m -> m)
                .flatMap(ThaiCertificateTest::properties)
                .orElseThrow();
        assertEquals("urn:etda:pdfa:ElectronicDocument:1p0:standard#", properties.namespace());
        assertEquals(Optional.of("ตย 0042/2569"), properties.said().referenceId());
        assertEquals(Optional.of("2.999.42"), properties.said().oid());
        assertEquals(Optional.of("1.0"), properties.said().version());
        assertEquals(Optional.of("ContentInformation.xml"), properties.said().fileName());
    }

    private static Optional<DocumentProperties> properties(byte[] xmp) {
        try {
            return DocumentProperties.read(xmp);
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSameRecordGivesTheSameBytesInAnyLocale() throws Exception {
        byte[] first = Sample.pdf();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
            assertArrayEquals(first, Sample.pdf());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theSamplesPageIsOneTheSchemaAllowsAndAnUnknownMemberIsNot() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("..", "spec", "certificate-page.schema.json")));
        String page = Files.readString(Sample.FOLDER.resolve("page.json"));
        assertEquals(java.util.Set.of(), schema.validate(new ObjectMapper().readTree(page)));
        assertFalse(schema.validate(new ObjectMapper().readTree(page.replace("\"mark\"", "\"marks\"")))
                .isEmpty());
    }

    @Test
    void textsAreEscapedWhereverTheyGo() throws Exception {
        byte[] pdf = ThaiCertificate.write(
                Sample.page(dir, "'body': [{'paragraph': '{{{name}}}'}]"),
                Sample.record(
                        "{'no': '1<2>&\\u0022@TITLE@]]>', 'at': '2026-11-24T10:15:00Z', 'name': '</name>&amp;{no}'}"));
        assertEquals("", PdfaJudge.broken(pdf));
        assertTrue(text(pdf).contains("{</name>&amp;{no}}"), text(pdf));
        assertEquals(
                Agreement.State.AGREE,
                Carried.in(Source.bytes(pdf), Limits.DEFAULT, c -> Agreement.of(c::files, c::metadata))
                        .orElseThrow()
                        .state());
    }

    @Test
    void aLongTableGoesOverPagesWithItsHead() throws Exception {
        String items = IntStream.rangeClosed(1, 120)
                .mapToObj(i -> "{'name': 'แปลงที่ " + i + " ปลูกข้าวหอมมะลิ น้ำต้มปั๊มน้ำ ญี่ปุ่น', 'rai': " + i + "}")
                .collect(Collectors.joining(","));
        String long1 = "น้ำ ที่ ปั๊ม ".repeat(700).strip();
        byte[] pdf = made(
                "'body': [{'table': {'heading': 'แปลง', 'each': 'plots', 'columns': [{'title': 'ที่', 'text': '{#|thaiDigits}'},"
                        + "{'title': 'ชื่อแปลง', 'text': '{name}', 'share': 5}, {'title': 'ไร่', 'text': '{rai|number}', 'align': 'right'}]}},"
                        + "{'table': {'each': 'notes', 'columns': [{'title': 'หมายเหตุ', 'text': '{.}'}]}}]",
                "'plots': [" + items + "], 'notes': ['" + long1 + "', 'สั้น']");
        assertEquals("", PdfaJudge.broken(pdf));
        String text = text(pdf);
        assertTrue(text.contains("๑๒๐") && text.contains("แปลงที่ 120"), text);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertTrue(document.getNumberOfPages() > 4);
            PDFTextStripper second = new PDFTextStripper();
            second.setStartPage(2);
            second.setEndPage(2);
            assertTrue(second.getText(document).contains("ชื่อแปลง"), "the head again");
        }
    }

    @Test
    void englishHasEnglishDays() throws Exception {
        String text = text(made(
                "'language': 'en', 'body': [{'paragraph': 'On {day|date}, {n|number} units'}]",
                "'day': '2026-02-01', 'n': -1234567"));
        assertTrue(text.contains("On 1 February 2026, -1,234,567 units") && text.contains("No. 1/2569"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{nmae};the record has no 'nmae'; did you mean 'name'?",
                "{name.first};'first' is looked for in a value of the record",
                "{list};is a list, not a value; set it in a table with each",
                "{group};is an object, not a value",
                "{name;'{' is not closed",
                "name};'}' closes nothing",
                "{};has no ''",
                "{#};has no '#'",
                "{name|dat};no such form 'dat'; did you mean 'date'?",
                "{name|date};is no day such as 2026-11-24",
                "{thai|date};looks like a year of the Buddhist era",
                "{name|number};is no number such as 1234.5"
            })
    void aPlaceholderThatDoesNotFitIsRefusedByName(String paragraph, String why) {
        String said = refused(
                "'body': [{'paragraph': '" + paragraph + "'}], 'notShown': ['name', 'list', 'group', 'thai']",
                "'name': 'ก', 'list': ['ก', 'ข'], 'group': {'a': 1}, 'thai': '2569-11-24'");
        assertTrue(said.startsWith("body[1]: ") && said.contains(why), said);
    }

    @Test
    void aFieldThatNobodySeesIsRefusedUnlessSaid() throws Exception {
        String said = refused("'body': [{'paragraph': '{name}'}]", "'name': 'ก', 'grade': {'a': 1, 'b': [2, 3]}");
        assertTrue(said.startsWith("the record's grade.a, grade.b would be"), said);
        assertTrue(made(
                                "'body': [{'paragraph': '{name}'}], 'notShown': ['grade']",
                                "'name': 'ก', 'grade': {'a': 1, 'b': [2, 3]}")
                        .length
                > 0);
        assertTrue(refused("'notShown': ['grad']", "'grade': 1").contains("notShown: the record has no 'grad'"));
        String inTable = refused(
                "'body': [{'table': {'each': 'l', 'columns': [{'title': 'ก', 'text': '{a}'}]}}]",
                "'l': [{'a': 1, 'hidden': 2}]");
        assertTrue(inTable.contains("l.hidden would be"), inTable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'titel': 'x';titel: no such member; did you mean 'title'?",
                "'body': [{'paragraf': 'x'}];body[1].paragraf: no such member; did you mean 'paragraph'?",
                "'body': [{'paragraph': 'x', 'facts': {'rows': [{'label': 'a', 'value': 'b'}]}}];body[1]: is one of paragraph, facts, table",
                "'body': [{'table': {'each': 'no', 'columns': [{'title': 'a'}]}}];body[1].table.columns[1].text: is missing",
                "'body': 'x';body: is no list",
                "'body': ['x'];body[1]: is no object",
                "'language': 'de';language: choose th or en",
                "'mark': 5;mark: is no text",
                "'crest': {'file': '../crest.png', 'alternate': 'x'};holds a folder",
                "'crest': {'file': 'page.json', 'alternate': 'x'};crest: the image is neither PNG nor JPEG",
                "'document': {'oid': 'two'};is no object identifier",
                "'mark': null;mark: is null; leave it out",
                "'body': [];is an empty list",
                "'title': 'again';Duplicate field"
            })
    void aPageDescriptionThatIsNoneIsRefusedByName(String members, String why) {
        String said = refused(members, "'x': 1");
        assertTrue(said.contains(why), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'a': null;a: is null",
                "'a': [];a: is an empty list",
                "'a': {};a: is an empty object",
                "'a': [[1]];a: is a list in a list",
                "'ชื่อ': 1;'ชื่อ' is no name",
                "'xmlns': 1;'xmlns' is no name",
                "'a.b': 1;'a.b' is no name",
                "'a': 'x\\u200By';invisible character U+200B",
                "'a': 'x\\u0007';invisible character U+0007",
                "'a': 'x\\uD800';invisible character U+D800",
                "'a': 1, 'a': 2;Duplicate field",
                "'a': 1e;line 1"
            })
    void aRecordThatXmlCouldNotSayIsRefused(String fields, String why) {
        String said = refused("", fields);
        assertTrue(said.contains(why), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'2569-11-24T10:15:00+07:00'", "'2026-11-24'", "'yesterday'", "5"})
    void aTimeOfIssueIsOfTheCommonEraAndWhole(String time) {
        CertificateException e = assertThrows(
                CertificateException.class,
                () -> ThaiCertificate.write(Sample.page(dir, ""), Sample.record("{'no': '1', 'at': " + time + "}")));
        assertTrue(e.getMessage().startsWith("issued: "), e.getMessage());
    }

    @Test
    void largeDeepAndEndlessRecordsAreRefused() {
        assertTrue(why("{\"a\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(41)).contains("depth"));
        assertTrue(why("{\"a\": \"" + "x".repeat(20_000) + "\"}").contains("length"));
        assertTrue(why("{\"a\": [" + "1,".repeat(30_000) + "1]}").contains("more than 20000 values"));
        assertTrue(why(" ".repeat(1 << 21)).contains("longer than"));
        assertTrue(why("[1]").contains("not a JSON object"));
        assertTrue(why("{\"a\": 1} {}").contains("something follows"));
    }

    private static String why(String json) {
        return String.valueOf(assertThrows(
                        CertificateException.class,
                        () -> CertificateRecord.parse(json.getBytes(StandardCharsets.UTF_8)))
                .getMessage());
    }

    private static byte[] picture(String form, int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int x = 0; x < width; x++) {
            image.setRGB(x, height / 2, new Color(200, 20, 20, 128).getRGB());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, form, out));
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "png," + BufferedImage.TYPE_INT_ARGB,
        "png," + BufferedImage.TYPE_BYTE_GRAY,
        "png," + BufferedImage.TYPE_BYTE_BINARY,
        "jpeg," + BufferedImage.TYPE_INT_RGB
    })
    void aCrestOfAnyKindOfPngOrJpegKeepsPdfA(String form, int type) throws Exception {
        Files.write(dir.resolve("crest.x"), picture(form, type, 90, 40));
        byte[] pdf = made(
                "'crest': {'file': 'crest.x', 'alternate': 'ตราสมมติ'}, 'body': [{'paragraph': '{name}'}]",
                "'name': 'ก'");
        assertEquals("", PdfaJudge.broken(pdf));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDImageXObject crest =
                    (PDImageXObject) document.getPage(0).getResources().getXObject(COSName.getPDFName("Crest"));
            assertEquals(null, crest.getSoftMask());
            if (type == BufferedImage.TYPE_INT_ARGB) {
                assertEquals(0xFFFFFFFF, crest.getImage().getRGB(0, 0), "what was transparent is white");
                assertEquals(new Color(227, 137, 137).getRGB(), crest.getImage().getRGB(5, 20));
            }
        }
    }

    @Test
    void aPictureThatIsNoneOrIsNotDescribedIsRefused() throws Exception {
        byte[] sound = picture("png", BufferedImage.TYPE_INT_RGB, 4, 4);
        assertEquals(
                "crest: the image is neither PNG nor JPEG",
                crestRefused(picture("gif", BufferedImage.TYPE_INT_RGB, 4, 4), "ตรา"));
        assertTrue(
                crestRefused(java.util.Arrays.copyOf(sound, 40), "ตรา").startsWith("crest: the image cannot be read"));
        assertTrue(crestRefused(sound, " ").contains("alternate text is empty"));
    }

    private String crestRefused(byte[] picture, String alternate) throws IOException {
        Files.write(dir.resolve("crest.x"), picture);
        return String.valueOf(assertThrows(
                        CertificateException.class,
                        () -> made(
                                "'crest': {'file': 'crest.x', 'alternate': '" + alternate
                                        + "'}, 'body': [{'paragraph': '{name}'}]",
                                "'name': 'ก'"))
                .getMessage());
    }
}
