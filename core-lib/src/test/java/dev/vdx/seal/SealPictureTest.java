package dev.vdx.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealPictureTest {
    private static final float DPI = 150;
    /** Renderers of different JDKs smooth edges a little differently. */
    private static final double SAME = 40;

    private static final double SAME_TINT = 3;

    @Test
    void theThaiSealLooksAsItShould() throws SigningException, IOException {
        assertLooksLike("seal-th.png", SealedPage.of(SealedPage.THAI).image(SealedPage.BOX, DPI));
    }

    @Test
    void theEnglishSealLooksAsItShould() throws SigningException, IOException {
        assertLooksLike("seal-en.png", SealedPage.of(SealedPage.ENGLISH).image(SealedPage.BOX, DPI));
    }

    @Test
    void theSealWithACrestLooksAsItShould() throws SigningException, IOException {
        assertLooksLike("seal-crest.png", SealedPage.of(crested()).image(SealedPage.box(crested()), DPI));
    }

    @Test
    void anotherColourIsSeen() throws SigningException, IOException {
        SealSpec other = crested()
                .withPalette(
                        crested().palette().withBackground(Ink.parse("#E0E8F6").orElseThrow()));
        double tint = tint(golden("seal-crest.png"), SealedPage.of(other).image(SealedPage.box(other), DPI));
        assertTrue(tint > SAME_TINT, "difference " + tint);
    }

    private static SealSpec crested() throws SigningException, IOException {
        return SealedPage.THAI
                .withBox(-1, new SealBox(200, 60, 370, 120))
                .withImage(SealImage.read(Crest.png()).describedAs("ตราสำนักงานตัวอย่าง"))
                .withLines("ฝ่ายทะเบียน", "Registry")
                .withPalette(SealPalette.DEFAULT
                        .withText(Ink.parse("#222222").orElseThrow())
                        .withAccent(Ink.parse("#195C3D").orElseThrow())
                        .withBackground(Ink.parse("#F6F1E0").orElseThrow()));
    }

    @Test
    void itsWordsSayAllOfIt() throws SigningException, IOException {
        SealSpec spec = crested();
        assertEquals(
                "ตราสำนักงานตัวอย่าง. ประทับตราอิเล็กทรอนิกส์โดย. สำนักงานตัวอย่าง (SANDBOX). SANDBOX Example Agency."
                        + " เหตุผล: รับรองสำเนาถูกต้องทางอิเล็กทรอนิกส์. สถานที่: กรุงเทพมหานคร."
                        + " 24 พฤศจิกายน 2569 เวลา 10:15 น.. ฝ่ายทะเบียน. Registry."
                        + " ตรวจสอบเอกสาร / Verify: https://verify.sandbox.example/d/7Q3M-K2XW-9FHT",
                drawn(spec, SealedPage.A4, SealColours.RGB).words());
    }

    @ParameterizedTest
    @CsvSource({"png, 2", "png, 10", "png, 5", "jpeg, 5", "jpeg, 10"})
    void imagesOfBothFormatsAndGreyAreDrawnWithoutTransparency(String format, int type)
            throws SigningException, IOException {
        SealSpec spec = SealedPage.THAI.withImage(SealImage.read(Crest.file(format, type, 90)));
        for (SealColours colours : SealColours.values()) {
            COSStream form = drawn(spec, SealedPage.A4, colours).appearance();
            COSStream image = (COSStream) form.getCOSDictionary(COSName.RESOURCES)
                    .getCOSDictionary(COSName.XOBJECT)
                    .getDictionaryObject(COSName.getPDFName("Im0"));
            assertFalse(image.containsKey(COSName.SMASK));
            assertEquals(
                    colours == SealColours.RGB ? COSName.DEVICERGB : COSName.DEVICEGRAY,
                    image.getCOSName(COSName.COLORSPACE));
        }
    }

    @Test
    void greyStaysAsDarkAsItIs() throws SigningException, IOException {
        BufferedImage gray = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 100; i++) {
            gray.getRaster().setSample(i % 10, i / 10, 0, 100);
        }
        java.io.ByteArrayOutputStream png = new java.io.ByteArrayOutputStream();
        ImageIO.write(gray, "png", png);
        try (InputStream in = SealImage.read(png.toByteArray()).stream(Ink.WHITE, SealColours.GRAY)
                .createInputStream()) {
            assertEquals(100, in.read(), 1);
        }
    }

    @Test
    void whatIsNoImageOrTooLargeOneIsRefused() throws IOException {
        byte[] png = Crest.png();
        byte[] cut = java.util.Arrays.copyOf(png, png.length / 2);
        byte[] huge = png.clone();
        // Its header says 30,000 pixels a side.
        huge[18] = 0x75;
        huge[22] = 0x75;
        for (byte[] file : List.of(
                new byte[0],
                "GIF89a".getBytes(StandardCharsets.US_ASCII),
                cut,
                huge,
                java.util.Arrays.copyOf(png, SealImage.LARGEST + 1),
                new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 1, 2})) {
            SigningException refused = assertThrows(SigningException.class, () -> SealImage.read(file));
            assertEquals(SigningProblem.SEAL_INVALID, refused.problem());
        }
    }

    @Test
    void coloursOfTooLittleContrastAreRefused() throws SigningException {
        // 4.54:1 on white, and 4.48:1.
        drawn(
                SealedPage.THAI.withPalette(
                        SealPalette.DEFAULT.withText(Ink.parse("#767676").orElseThrow())),
                SealedPage.A4,
                SealColours.RGB);
        assertRefused(SealedPage.THAI.withPalette(
                SealPalette.DEFAULT.withText(Ink.parse("#777777").orElseThrow())));
        assertRefused(SealedPage.THAI.withPalette(
                SealPalette.DEFAULT.withAccent(Ink.parse("#FFD700").orElseThrow())));
        assertRefused(SealedPage.THAI.withPalette(
                SealPalette.DEFAULT.withBackground(Ink.parse("#000000").orElseThrow())));
        assertRefused(SealedPage.THAI.withPalette(SealPalette.DEFAULT.withBackground(new Ink(2, Double.NaN, 0))));
        assertEquals(21, Ink.BLACK.contrast(Ink.WHITE), 0.001);
        assertEquals(4.54, Ink.parse("#767676").orElseThrow().contrast(Ink.WHITE), 0.005);
    }

    @Test
    void linesBeyondSixAndHiddenOnesAreRefused() {
        assertRefused(boxed(new SealBox(10, 10, 500, 400)).withLines("1", "2", "3", "4", "5", "6", "7"));
        assertRefused(SealedPage.THAI.withLines("a\u202Eb"));
    }

    @Test
    void oneToneMarkLessIsSeen() throws SigningException, IOException {
        SealSpec other = SealedPage.THAI.withReason("รับรองสำเนาถูกตองทางอิเล็กทรอนิกส์");
        double difference =
                difference(golden("seal-th.png"), SealedPage.of(other).image(SealedPage.BOX, DPI), 4);
        assertTrue(difference > 2 * SAME, "difference " + difference);
    }

    private static BufferedImage golden(String name) throws IOException {
        try (InputStream in = SealPictureTest.class.getResourceAsStream(name)) {
            return in == null ? new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB) : ImageIO.read(in);
        }
    }

    private static void assertLooksLike(String name, BufferedImage seen) throws IOException {
        double difference = difference(golden(name), seen, 4);
        double tint = difference > SAME ? 0 : tint(golden(name), seen);
        if (difference > SAME || tint > SAME_TINT) {
            Path out = Files.createDirectories(Path.of("target", "seen")).resolve(name);
            ImageIO.write(seen, "png", out.toFile());
            assertEquals(0, difference, SAME, "looks otherwise, see " + out);
            assertEquals(0, tint, SAME_TINT, "has other colours, see " + out);
        }
    }

    /** The mean difference of red, green and blue, of 255, over the whole. */
    private static double tint(BufferedImage one, BufferedImage two) {
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                int a = one.getRGB(x, y);
                int b = two.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
                }
            }
        }
        return sum / (3.0 * one.getWidth() * one.getHeight());
    }

    /** The largest mean difference in grey, of 255, of any small square: a lost tone mark fills one. */
    private static double difference(BufferedImage one, BufferedImage two, int square) {
        if (one.getWidth() != two.getWidth() || one.getHeight() != two.getHeight()) {
            return 255;
        }
        double worst = 0;
        for (int y = 0; y + square <= one.getHeight(); y += square / 2) {
            for (int x = 0; x + square <= one.getWidth(); x += square / 2) {
                int sum = 0;
                for (int i = 0; i < square * square; i++) {
                    int a = one.getRGB(x + i % square, y + i / square);
                    int b = two.getRGB(x + i % square, y + i / square);
                    sum += (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
                }
                worst = Math.max(worst, Math.abs((double) sum) / square / square);
            }
        }
        return worst;
    }

    @Test
    void itsTextCanBeExtracted() throws SigningException, IOException {
        String text = SealedPage.text(SealedPage.THAI);
        assertTrue(text.contains("สำนักงานตัวอย่าง (SANDBOX)"), text);
        assertTrue(text.contains("เหตุผล: รับรองสำเนาถูกต้องทางอิเล็กทรอนิกส์"), text);
        assertTrue(text.contains("24 พฤศจิกายน 2569 เวลา 10:15 น."), text);
        assertTrue(text.contains("ตรวจสอบเอกสาร / Verify"), text);
        assertTrue(text.contains("verify.sandbox.example"), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void theQrCodeReadsAsTheAddressHoweverThePageIsTurned(int rotation)
            throws SigningException, IOException, ReaderException {
        PDPage page = new PDPage(PDRectangle.A4);
        page.setRotation(rotation);
        SealBox box = new SealBox(20, 30, 310, 110);
        BufferedImage seen = SealedPage.of(boxed(box), SealColours.RGB, page).image(box, 200);
        assertEquals(SealedPage.THAI.verification().orElseThrow().toString(), qr(seen));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void itStandsUprightInItsBoxOnPagesThatAreTurnedAndCropped(int rotation) throws SigningException, IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        page.setRotation(rotation);
        page.setCropBox(new PDRectangle(40, 50, 500, 700));
        SealBox box = new SealBox(60, 80, 310, 110);
        SealedPage turned = SealedPage.of(boxed(box), SealColours.RGB, page);
        BufferedImage golden = golden("seal-th.png");
        double difference = difference(golden, shifted(turned.image(box, DPI), golden), 24);
        assertTrue(difference < 25, "difference " + difference);
        BufferedImage whole = turned.image(DPI);
        assertEquals((rotation % 180 == 0 ? 500 : 700) * DPI / 72, whole.getWidth(), 1);
    }

    /** Cut to the golden's size: boxes at other places round to a pixel more or less. */
    private static BufferedImage shifted(BufferedImage seen, BufferedImage golden) {
        BufferedImage best = seen;
        double least = 256;
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                BufferedImage moved =
                        new BufferedImage(golden.getWidth(), golden.getHeight(), BufferedImage.TYPE_INT_RGB);
                moved.createGraphics().drawImage(seen, dx, dy, null);
                double difference = difference(golden, moved, 24);
                if (difference < least) {
                    least = difference;
                    best = moved;
                }
            }
        }
        return best;
    }

    private static SealSpec boxed(SealBox box) {
        return SealedPage.THAI.withBox(-1, box);
    }

    private static SealPicture drawn(SealSpec spec, PageShape page, SealColours colours) throws SigningException {
        return SealPicture.draw(spec, SealedPage.box(spec), page, colours);
    }

    private static String qr(BufferedImage image) throws ReaderException {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }

    @Test
    void aUserUnitScalesThePlaceNotThePicture() throws SigningException {
        PageShape doubled = new PageShape(0, 0, 300, 400, 0, 2);
        SealPicture picture = drawn(SealedPage.THAI, doubled, SealColours.RGB);
        assertEquals(
                new PDRectangle(125, 30, 155, 55).toString(),
                picture.rectangle().toString());
        assertThrows(
                SigningException.class,
                () -> drawn(SealedPage.THAI, new PageShape(0, 0, 300, 400, 0, 1), SealColours.RGB));
    }

    @Test
    void theSameSpecGivesTheSameBytesAlsoAtOnce() throws SigningException, IOException {
        byte[] once = SealedPage.flat(SealedPage.THAI);
        List<byte[]> often = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return SealedPage.flat(SealedPage.THAI);
                    } catch (SigningException | IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        often.forEach(each -> assertArrayEquals(once, each));
    }

    @Test
    void greyUsesNoOtherColourAndSaysWhatGreyIs() throws SigningException, IOException {
        COSStream grey = drawn(SealedPage.THAI, SealedPage.A4, SealColours.GRAY).appearance();
        String operators = operators(grey);
        assertFalse(operators.contains(" rg\n") || operators.contains(" RG\n") || operators.contains(" k\n"));
        COSDictionary resources = grey.getCOSDictionary(COSName.RESOURCES);
        assertTrue(resources.getCOSDictionary(COSName.COLORSPACE).containsKey(COSName.getPDFName("DefaultGray")));
    }

    @Test
    void nothingIsTransparent() throws SigningException {
        COSStream form = drawn(SealedPage.THAI, SealedPage.A4, SealColours.RGB).appearance();
        Set<String> keys = new HashSet<>();
        collectKeys(form, keys, new HashSet<>());
        for (String forbidden : List.of("Group", "SMask", "CA", "ca", "BM", "ExtGState")) {
            assertFalse(keys.contains(forbidden), forbidden);
        }
    }

    private static void collectKeys(COSBase base, Set<String> keys, Set<COSBase> seen) {
        if (base instanceof COSDictionary dictionary && seen.add(base)) {
            dictionary.forEach((key, value) -> {
                keys.add(key.getName());
                collectKeys(value, keys, seen);
            });
        }
    }

    private static String operators(COSStream form) throws IOException {
        try (InputStream in = form.createInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @CsvSource({"310, 110", "200, 75", "170, 72", "110, 200", "500, 160", "280, 68"})
    void noTextLeavesItsBox(double width, double height) throws SigningException, IOException {
        SealBox box = new SealBox(40, 40, width, height);
        BufferedImage page = SealedPage.of(boxed(box)).image(DPI);
        double scale = DPI / 72;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                boolean inside = x >= box.x() * scale - 1
                        && x <= (box.x() + width) * scale + 1
                        && page.getHeight() - y >= box.y() * scale - 1
                        && page.getHeight() - y <= (box.y() + height) * scale + 2;
                assertTrue(inside || (page.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF, "ink at " + x + "," + y);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"80, 30", "30, 300", "310, 12", "0, 10", "310, NaN", "-5, 20", "1, 1"})
    void aBoxTooSmallForItsTextIsRefused(double width, double height) {
        assertRefused(boxed(new SealBox(10, 10, width, height)));
    }

    @ParameterizedTest
    @CsvSource({"300, 60", "250, 800", "-1, 10", "Infinity, 0"})
    void aBoxBesideThePageIsRefused(double x, double y) {
        assertRefused(boxed(new SealBox(x, y, 310, 110)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/hosts",
                "verify",
                "mailto:a@sandbox.example",
                "https://user:pw@verify.sandbox.example/",
                "https://verify.sandbox.example/?id=1000000000009",
                "https://verify.sandbox.example/?id=1-0000-00000-00-9",
                "https://verify.sandbox.example/?id=100000%30000009"
            })
    void anAddressThatIsNoWebPageOrHoldsAPersonalNumberIsRefused(String address) {
        assertRefused(SealedPage.THAI.withVerification(URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://verify.sandbox.example/?id=1000000000000",
                "https://verify.sandbox.example/?id=10000000000091",
                "http://127.0.0.1:8080/d/7Q3M"
            })
    void otherNumbersInTheAddressAreFine(String address) throws SigningException {
        drawn(SealedPage.THAI.withVerification(URI.create(address)), SealedPage.A4, SealColours.RGB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ตรา\u202Eปลอม", "a\u0000b", "line\nline", "zero\u200Bwidth", "米", "😀"})
    void textThatIsEmptyHiddenOrNotInTheFontIsRefused(String reason) {
        assertRefused(SealedPage.THAI.withReason(reason));
    }

    @Test
    void textWithoutEndIsRefused() {
        assertRefused(SealedPage.THAI.withReason("ก".repeat(1_000_000)));
        assertRefused(SealedPage.THAI.withAgency("a", "b", "c", "d"));
        assertRefused(SealedPage.THAI.withAgency());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "+12569-01-01T00:00:00Z"})
    void aTimeBeyondFourDigitYearsIsRefused(String time) {
        assertRefused(SealSpec.of("SANDBOX", Instant.parse(time), SealedPage.BOX));
    }

    @Test
    void aPageThatIsItsOwnParentHasAShapeOrIsRefused() {
        COSDictionary page = new COSDictionary();
        page.setItem(COSName.TYPE, COSName.PAGE);
        page.setItem(COSName.PARENT, page);
        PageShape shape = PageShape.of(new PDPage(page));
        assertEquals(0, shape.rotation());
    }

    private static void assertRefused(SealSpec spec) {
        SigningException refused =
                assertThrows(SigningException.class, () -> drawn(spec, SealedPage.A4, SealColours.RGB));
        assertEquals(SigningProblem.SEAL_INVALID, refused.problem());
        assertFalse(refused.details().isEmpty());
    }

    @Test
    void pagesCountFromTheFrontOrFromTheBack() throws SigningException {
        assertEquals(0, SealSpec.pageIndex(1, 3));
        assertEquals(2, SealSpec.pageIndex(-1, 3));
        assertEquals(0, SealSpec.pageIndex(-3, 3));
        for (int page : new int[] {0, 4, -4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThrows(SigningException.class, () -> SealSpec.pageIndex(page, 3));
        }
    }
}
