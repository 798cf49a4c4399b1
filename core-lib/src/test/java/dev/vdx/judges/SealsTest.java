package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.model.Certification;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.seal.ArchivePaper;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.Crest;
import dev.vdx.seal.Ink;
import dev.vdx.seal.PdfaJudge;
import dev.vdx.seal.SampleCertificate;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealImage;
import dev.vdx.seal.SealLanguage;
import dev.vdx.seal.SealPalette;
import dev.vdx.seal.SealPlace;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.TimestampAuthority;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Seals on documents of all kinds and pages of all shapes, before veraPDF, EU DSS, iText, poppler, PDFBox and ourselves. */
class SealsTest extends BenchFrame {
    private static final String AGENCY = "สำนักงานตัวอย่าง (SANDBOX)";
    private static final Ink YELLOW = new Ink(1, 1, 0);

    private static Path file(byte[] content) throws IOException {
        return Files.write(file(), content);
    }

    private static Signer signer(Level level) {
        return signer("agency-b", level);
    }

    private static SealSpec seal() {
        return SealSpec.of(AGENCY, Clock.systemUTC().instant(), new SealBox(36, 36, 260, 90))
                .withReason("รับรองสำเนาถูกต้องน้ำปู่");
    }

    private static SealSpec rich() throws IOException, SigningException {
        return seal().withImage(SealImage.read(Crest.png()).describedAs("ตราสำนักงาน"))
                .withLines("ฝ่ายทะเบียน", "โทร 02 000 0000")
                .withVerification(URI.create("https://verify.sandbox.example/d/7Q3M"))
                .withPlace(new SealPlace.AtText(
                        "ลงนาม", SealPlace.Side.BELOW, OptionalInt.of(1), OptionalInt.empty(), 4, -4, 360, 110));
    }

    private static Path signed(Signer signer, Path in) throws SigningException, IOException {
        Path out = file();
        signer.sign(in, out);
        return out;
    }

    private static SigningException refused(Signer signer, Path in) {
        Path out = file();
        SigningException refusal = assertThrows(SigningException.class, () -> signer.sign(in, out));
        assertFalse(Files.exists(out));
        return refusal;
    }

    private static Report verified(Path file) throws IOException {
        return bench.verifier().verify(file);
    }

    private static void assertPassed(Path file, String dss) throws Exception {
        Report report = verified(file);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(dss, bench.validate(file));
        assertFalse(IText.intact(file).contains(false));
        if (Files.isExecutable(Path.of("/usr/bin/pdfsig"))) {
            String said = ran("pdfsig", "-nocert", file.toString());
            assertTrue(said.contains("Signature is Valid.") && !said.contains("Mismatch"), said);
        }
    }

    private static String ran(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "PDFA_1_B, true, B",
        "PDFA_1_B, false, LT",
        "PDFA_2_B, true, B",
        "PDFA_2_U, false, B",
        "PDFA_3_U, true, LT",
        "PDFA_4, true, B",
        "PDFA_4, false, LTA"
    })
    void everyArchiveProfileStaysValid(PDFAFlavour flavour, boolean intent, Level level) throws Exception {
        // Black text needs to be told what black is, too.
        String[] words = intent ? new String[] {"ขอแสดงความนับถือ", "(ลงนาม)"} : new String[0];
        byte[] paper = ArchivePaper.of(flavour, intent, words);
        assertEquals("", PdfaJudge.broken(paper, flavour));
        SealSpec first = intent ? rich() : rich().withBox(1, new SealBox(60, 60, 360, 110));
        SealSpec further = seal().withLanguage(SealLanguage.EN).withBox(1, new SealBox(330, 700, 220, 80));
        Path sealed = signed(signer(level).seal(first, further), file(paper));
        assertEquals("", PdfaJudge.broken(Files.readAllBytes(sealed), flavour));
        assertPassed(sealed, "TOTAL_PASSED/null PAdES-BASELINE-" + level + " []");
        ChangeLevel changes =
                LevelsFrame.signature(verified(sealed)).facts().changesAfter().level();
        assertTrue(changes == ChangeLevel.NONE || level.compareTo(Level.T) > 0, changes.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "595, 842, 0, false, 1",
        "595, 842, 90, false, 1",
        "595, 842, 180, true, 1",
        "595, 842, 270, true, 1",
        "842, 595, 0, true, 1",
        "842, 595, 90, false, 1",
        "2384, 3370, 0, false, 1",
        "2384, 3370, 90, true, 1",
        "300, 421, 270, false, 2"
    })
    void itStandsUnderItsTextHoweverThePageIsTurnedCroppedAndScaled(
            float width, float height, int rotation, boolean cropped, float unit) throws Exception {
        PDPage page = cropped
                ? ArchivePaper.page(width, height, rotation, 31, 17, width - 60, height - 40)
                : ArchivePaper.page(width, height, rotation);
        page.setUserUnit(unit);
        Path paper = file(ArchivePaper.pages(List.of(page), "ลงนาม น้ำปู่"));
        SealSpec spec = SealSpec.of(AGENCY, Clock.systemUTC().instant(), new SealBox(0, 0, 0, 0))
                .withPalette(SealPalette.DEFAULT.withBackground(YELLOW))
                .withPlace(SealPlace.AtText.below("ลงนามน้ำปู่".replace("มน", "ม น"), 200, 60));
        Path sealed = signed(signer(Level.B).seal(spec), paper);
        BufferedImage seen;
        try (PDDocument document = Loader.loadPDF(sealed.toFile())) {
            seen = new PDFRenderer(document).renderImage(0, unit, ImageType.RGB);
        }
        int[] yellow = yellow(seen);
        // The text starts 60 points from the left, its baseline 100 from the top; the seal hangs under its descenders,
        // and has a band of 3 points.
        assertEquals(60 + 3, yellow[0], 1, Arrays.toString(yellow));
        assertEquals(103.2, yellow[1], 1.5, Arrays.toString(yellow));
        assertEquals(200 - 3, yellow[2] - yellow[0], 2, Arrays.toString(yellow));
        assertEquals(60, yellow[3] - yellow[1], 3, Arrays.toString(yellow));
        assertPassed(sealed, "TOTAL_PASSED/null PAdES-BASELINE-B []");
    }

    /** Left, top, right, bottom of all that is yellow. */
    private static int[] yellow(BufferedImage image) {
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0};
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                if ((rgb >> 16 & 255) > 200 && (rgb >> 8 & 255) > 200 && (rgb & 255) < 80) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x);
                    box[3] = Math.max(box[3], y);
                }
            }
        }
        return box;
    }

    @Test
    void aPageOfHalfAMillimetreHasNoRoomAndIsSaid() throws Exception {
        float half = (float) (0.5 * 72 / 25.4);
        Path paper =
                file(ArchivePaper.pages(List.of(ArchivePaper.page(half, half, 0), ArchivePaper.page(half, 842, 90))));
        for (int page : new int[] {1, 2}) {
            SigningException refusal =
                    refused(signer(Level.B).seal(seal().withBox(page, new SealBox(0, 0, 260, 90))), paper);
            assertEquals(SigningProblem.SEAL_INVALID, refusal.problem());
            assertTrue(
                    refusal.details().get(0).contains("0.5"), refusal.details().toString());
        }
        assertEquals(
                SigningProblem.SEAL_INVALID,
                refused(signer(Level.B).seal(seal().withBox(1, new SealBox(0, 0, half, half))), paper)
                        .problem());
        // Without a seal it is signed like any other.
        assertPassed(signed(signer(Level.B), paper), "TOTAL_PASSED/null PAdES-BASELINE-B []");
    }

    private static Path threePages() throws IOException {
        return file(ArchivePaper.pages(
                List.of(
                        ArchivePaper.page(595, 842, 0),
                        ArchivePaper.page(842, 595, 0),
                        ArchivePaper.page(595, 842, 90)),
                "ลงนาม",
                "{{seal}}"));
    }

    private static Path withSeveral() throws Exception {
        return signed(
                signer(Level.T)
                        .seal(
                                seal(),
                                seal().withBox(1, new SealBox(40, 400, 200, 80)),
                                seal().withBox(1, new SealBox(300, 400, 200, 80)),
                                seal().withBox(2, new SealBox(40, 300, 200, 80))),
                threePages());
    }

    @Test
    void severalSealsAreOneSignature() throws Exception {
        Path sealed = withSeveral();
        assertPassed(sealed, "TOTAL_PASSED/null PAdES-BASELINE-T []");
        try (PDDocument document = Loader.loadPDF(sealed.toFile())) {
            assertEquals(1, document.getSignatureFields().size());
            assertEquals(1, document.getSignatureFields().get(0).getWidgets().size());
            List<String> kinds = new java.util.ArrayList<>();
            for (PDPage page : document.getPages()) {
                for (PDAnnotation each : page.getAnnotations()) {
                    kinds.add(each.getSubtype() + (each.isPrinted() && each.isLocked() ? "" : " loose"));
                }
                kinds.add("|");
            }
            assertEquals(List.of("Stamp", "Stamp", "|", "Stamp", "|", "Widget", "|"), kinds);
        }
        // What is added for the long run leaves them as they are.
        Path lasting = file();
        dev.vdx.Extender.to(Level.LTA)
                .timestamps(TimestampAuthority.http(bench.server().tsa()))
                .extend(sealed, lasting);
        assertPassed(lasting, "TOTAL_PASSED/null PAdES-BASELINE-LTA []");
    }

    /** What somebody does to a further seal afterwards. */
    enum Later {
        REMOVED,
        MOVED,
        REDRAWN,
        REWORDED
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Later.class)
    void aFurtherSealThatIsChangedLaterFailsTheSignature(Later what) throws Exception {
        Path sealed = withSeveral();
        Path changed = file();
        try (PDDocument document = Loader.loadPDF(sealed.toFile());
                OutputStream out = Files.newOutputStream(changed)) {
            PDPage page = document.getPage(0);
            COSDictionary stamp = page.getAnnotations().get(0).getCOSObject();
            switch (what) {
                case REMOVED -> page.getCOSObject().getCOSArray(COSName.ANNOTS).remove(0);
                case MOVED ->
                    stamp.setItem(COSName.RECT, new org.apache.pdfbox.pdmodel.common.PDRectangle(40, 500, 200, 80));
                case REDRAWN ->
                    stamp.getCOSDictionary(COSName.AP)
                            .setItem(
                                    COSName.N,
                                    document.getPage(2)
                                            .getAnnotations()
                                            .get(0)
                                            .getAppearance()
                                            .getNormalAppearance()
                                            .getAppearanceStream());
                case REWORDED -> stamp.setString(COSName.CONTENTS, "Nobody sealed this");
            }
            document.saveIncremental(out);
        }
        assertEquals(
                Outcome.FAILED, verified(changed).outcome(), verified(changed).toText(Lang.EN));
    }

    @Test
    void furtherSealsOnWhatIsSignedAreRefusedOneMoreIsNot() throws Exception {
        Path first = withSeveral();
        SealSpec free = seal().withBox(2, new SealBox(400, 40, 200, 80));
        SigningException refusal =
                refused(signer(Level.B).seal(free, free.withBox(3, new SealBox(400, 40, 200, 80))), first);
        assertEquals(SigningProblem.SEALS_LATE, refusal.problem());
        assertPassed(
                signed(signer(Level.B).seal(free), first),
                "TOTAL_PASSED/null PAdES-BASELINE-T [];TOTAL_PASSED/null PAdES-BASELINE-B []");
    }

    @Test
    void whoCertifiesThatAnnotationsMayChangeShowsOneSealOnly() throws Exception {
        SealSpec further = seal().withBox(1, new SealBox(40, 400, 200, 80));
        assertEquals(
                SigningProblem.NOT_SUPPORTED,
                refused(signer(Level.B).certify(Certification.ANNOTATIONS).seal(seal(), further), threePages())
                        .problem());
        assertPassed(
                signed(signer(Level.B).certify(Certification.FORM_FILLING).seal(seal(), further), threePages()),
                "TOTAL_PASSED/null PAdES-BASELINE-B []");
    }

    @Test
    void theTextItGoesBesideMustBeThereAndBeMeant() throws Exception {
        Path paper = threePages();
        SealPlace.AtText marker = SealPlace.AtText.below("{{seal}}", 200, 60);
        SigningException unclear = refused(signer(Level.B).seal(seal().withPlace(marker)), paper);
        assertEquals(SigningProblem.SEAL_ANCHOR_UNCLEAR, unclear.problem());
        assertEquals(List.of("{{seal}}", "3"), unclear.details());
        for (int[] each : new int[][] {{1, 1}, {3, 3}, {-1, 3}}) {
            assertEquals(
                    each[1], pageOf(signed(signer(Level.B).seal(seal().withPlace(number(marker, each[0]))), paper)));
        }
        assertEquals(
                SigningProblem.SEAL_ANCHOR_UNCLEAR,
                refused(signer(Level.B).seal(seal().withPlace(number(marker, 4))), paper)
                        .problem());
        assertEquals(
                SigningProblem.SEAL_ANCHOR_NOT_FOUND,
                refused(signer(Level.B).seal(seal().withPlace(SealPlace.AtText.below("{{Seal}}", 200, 60))), paper)
                        .problem());
    }

    private static SealPlace number(SealPlace.AtText at, int occurrence) {
        return new SealPlace.AtText(
                at.text(),
                at.side(),
                at.page(),
                OptionalInt.of(occurrence),
                at.right(),
                at.up(),
                at.width(),
                at.height());
    }

    private static int pageOf(Path sealed) throws IOException {
        try (PDDocument document = Loader.loadPDF(sealed.toFile())) {
            for (int i = 0; i < document.getNumberOfPages(); i++) {
                if (!document.getPage(i).getAnnotations().isEmpty()) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    @Test
    void aTaggedDocumentSaysItsSealsToThoseWhoListen() throws Exception {
        byte[] paper = CertificatePdf.write(SampleCertificate.of(2));
        Set<String> before = Set.of(PdfaJudge.broken(paper, PDFAFlavour.PDFUA_1).split("; "));
        SealSpec further = seal().withLanguage(SealLanguage.EN).withBox(1, new SealBox(20, 20, 180, 66));
        Path sealed = signed(signer(Level.B).seal(seal().withBox(1, CertificatePdf.SEAL_BOX), further), file(paper));
        assertEquals("", PdfaJudge.broken(Files.readAllBytes(sealed)));
        Set<String> after = new HashSet<>(List.of(PdfaJudge.broken(Files.readAllBytes(sealed), PDFAFlavour.PDFUA_1)
                .split("; ")));
        after.removeAll(before);
        assertEquals(Set.of(), after);
        assertPassed(sealed, "TOTAL_PASSED/null PAdES-BASELINE-B []");
        List<String> said = elements(sealed);
        assertEquals(2, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("Form th-TH ประทับตราอิเล็กทรอนิกส์โดย. " + AGENCY), said.get(0));
        assertTrue(said.get(1).startsWith("Annot en-GB Electronically sealed by. " + AGENCY), said.get(1));
        // Another signature adds its own element, and the first one stands.
        Path second = signed(signer(Level.B).seal(seal().withBox(1, new SealBox(20, 90, 180, 66))), sealed);
        assertPassed(second, "TOTAL_PASSED/null PAdES-BASELINE-B [];TOTAL_PASSED/null PAdES-BASELINE-B []");
        assertEquals(3, elements(second).size());
        assertEquals("", PdfaJudge.broken(Files.readAllBytes(second)));
    }

    /** The elements that stand for annotations: type, language, alternate text; each found again by its annotation's key. */
    private static List<String> elements(Path file) throws IOException {
        List<String> found = new java.util.ArrayList<>();
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            COSArray numbers = document.getDocumentCatalog()
                    .getStructureTreeRoot()
                    .getCOSObject()
                    .getCOSDictionary(COSName.PARENT_TREE)
                    .getCOSArray(COSName.NUMS);
            for (PDAnnotation annotation : document.getPage(0).getAnnotations()) {
                int key = annotation.getCOSObject().getInt(COSName.STRUCT_PARENT);
                for (int i = 0; i < numbers.size(); i += 2) {
                    if (numbers.getInt(i) == key) {
                        COSDictionary element = (COSDictionary) numbers.getObject(i + 1);
                        assertEquals(
                                annotation.getCOSObject(),
                                element.getCOSDictionary(COSName.K).getCOSDictionary(COSName.OBJ));
                        found.add(element.getNameAsString(COSName.S) + " " + element.getString(COSName.LANG) + " "
                                + element.getString(COSName.getPDFName("Alt")));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void popplerFindsTheWordsOfEverySeal() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/pdftotext")));
        Path paper = file(ArchivePaper.pages(List.of(ArchivePaper.page(595, 842, 0)), "(ลงนาม)"));
        Path sealed = signed(
                signer(Level.B).seal(rich(), seal().withReason("Approved").withBox(1, new SealBox(300, 300, 220, 80))),
                paper);
        String said = ran("pdftotext", "-enc", "UTF-8", "-layout", sealed.toString(), "-");
        for (String words : List.of(AGENCY, "เหตุผล: รับรองสำเนาถูกต้องน้ำปู่", "ฝ่ายทะเบียน", "เหตุผล: Approved")) {
            assertTrue(said.contains(words), said);
        }
        assertNotEquals(-1, said.indexOf("verify.sandbox.example"), said);
    }
}
