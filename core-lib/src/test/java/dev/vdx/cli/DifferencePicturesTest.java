package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.PdfReader;
import dev.vdx.pdf.TestPdf;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx verify --diff-images}: a picture of each page that looks different since it was signed, and only of those. */
class DifferencePicturesTest {
    private static final int MARK = 0xC2185B;
    private static final int HEAD = 92;
    private static final int MARGIN = 24;
    private static final double SCALE = 110 / 72.0;
    private static final String SIGNED =
            "BT /F1 24 Tf 20 150 Td (Pay 10) Tj ET BT /F1 12 Tf 20 20 Td (Unchanged) Tj ET";
    private static final String SHOWN = SIGNED.replace("10", "9999999");

    @TempDir
    Path dir;

    private Path file(String name, TestPdf pdf) throws IOException {
        return Files.write(dir.resolve(name), pdf.bytes());
    }

    private static TestPdf signed(String page) {
        Map<Integer, String> objects = new TreeMap<>(TestPdf.objects());
        objects.put(4, TestPdf.stream("", SIGNED));
        objects.put(3, TestPdf.PAGE.replace("/MediaBox[0 0 200 200]", page).replace("/Annots[6 0 R 8 0 R]", ""));
        return TestPdf.of(objects);
    }

    private static TestPdf replaced(String page) {
        return signed(page).update(4, TestPdf.stream("", SHOWN));
    }

    private Run verify(Path folder, Path... files) {
        return Run.vdx(Stream.concat(Stream.of("verify", "--offline", "--diff-images", folder), Stream.of(files))
                .toArray());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    /** The frame's outer edges within one half of a picture, in points of a page of this height. */
    private static Rectangle frame(BufferedImage picture, int from, int to) {
        Rectangle frame = new Rectangle(-1, -1);
        for (int y = HEAD; y < picture.getHeight() - 64; y++) {
            for (int x = from; x < to; x++) {
                if ((picture.getRGB(x, y) & 0xffffff) == MARK) {
                    frame.add(x, y);
                    if (frame.width < 0) {
                        frame = new Rectangle(x, y, 0, 0);
                    }
                }
            }
        }
        return frame;
    }

    @Test
    void replacedWordsAreFramedWhereTheyStand() throws IOException {
        Path folder = dir.resolve("pictures");
        Path file = file("สัญญา.pdf", replaced("/MediaBox[0 0 200 200]"));
        Run run = verify(folder, file);
        assertEquals(1, run.exitCode(), run.err());
        assertEquals(List.of("สัญญา-Seal-1.png"), names(folder));
        assertTrue(run.err().contains("Written: " + folder.resolve("สัญญา-Seal-1.png")), run.err());
        BufferedImage picture = ImageIO.read(folder.resolve("สัญญา-Seal-1.png").toFile());
        int half = picture.getWidth() / 2;
        for (int from : new int[] {MARGIN, half + MARGIN / 2}) {
            int page = from;
            Rectangle frame = frame(picture, from, Math.min(picture.getWidth(), from + 310));
            // The amount begins 20 points and four glyphs from the left, and stands 150 points from the bottom.
            assertTrue(frame.x > page + 50 * SCALE && frame.x < page + 75 * SCALE, frame.toString());
            assertTrue(frame.y > HEAD + 15 * SCALE && frame.y + frame.height < HEAD + 70 * SCALE, frame.toString());
            assertTrue(frame.width > 50 && frame.height > 15, frame.toString());
        }
        // What did not change is dimmed, and still there.
        int darkest = 255;
        for (int x = MARGIN; x < MARGIN + 300; x++) {
            for (int y = HEAD + (int) (165 * SCALE); y < HEAD + (int) (185 * SCALE); y++) {
                darkest = Math.min(darkest, picture.getRGB(x, y) & 0xff);
            }
        }
        assertTrue(darkest > 120 && darkest < 220, "darkest " + darkest);
    }

    @Test
    void whatLooksAsItDidGivesNoPicture() throws IOException {
        Path folder = dir.resolve("none");
        Path extended = file(
                "lta.pdf", signed("/MediaBox[0 0 200 200]").update(1, TestPdf.CATALOG.replace(">>", "/DSS<<>>>>")));
        Path whole = file("whole.pdf", signed("/MediaBox[0 0 200 200]"));
        Run run = verify(folder, extended, whole);
        assertEquals(List.of(), names(folder));
        assertTrue(run.err().contains("lta.pdf, Seal: no page looks different"), run.err());
        assertTrue(run.err().contains("whole.pdf: nothing was added after a signature"), run.err());
    }

    @Test
    void rotatedAndCroppedPagesAreDrawnAsTheyAreSeen() throws IOException {
        Path folder = dir.resolve("turned");
        verify(
                folder,
                file("turned.pdf", replaced("/Rotate 90/MediaBox[0 0 200 400]")),
                file("cropped.pdf", replaced("/CropBox[0 120 200 200]/MediaBox[0 0 200 200]")),
                file("away.pdf", replaced("/CropBox[0 0 200 60]/MediaBox[0 0 200 200]")));
        // Nothing of the change is seen where the page is cropped away from it.
        assertEquals(List.of("cropped-Seal-1.png", "turned-Seal-1.png"), names(folder));
        BufferedImage turned = ImageIO.read(folder.resolve("turned-Seal-1.png").toFile());
        // Text that stood upright runs downwards now.
        Rectangle frame = frame(turned, MARGIN, turned.getWidth() / 2);
        assertTrue(frame.height > frame.width, frame.toString());
        BufferedImage cropped =
                ImageIO.read(folder.resolve("cropped-Seal-1.png").toFile());
        assertTrue(cropped.getHeight() < HEAD + 64 + 90 * SCALE, "height " + cropped.getHeight());
    }

    @Test
    void pagesThatCameOrWentAreShownBesideNothing() throws IOException {
        Path folder = dir.resolve("pages");
        Map<Integer, String> more = Map.of(
                2,
                "<</Type/Pages/Count 2/Kids[3 0 R 60 0 R]>>",
                60,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>");
        verify(folder, file("more.pdf", signed("/MediaBox[0 0 200 200]").update(more)));
        assertEquals(List.of("more-Seal-2.png"), names(folder));
    }

    @Test
    void whatIsThereAlreadyStays() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("kept"));
        byte[] mine = {1, 2, 3};
        Path there = Files.write(folder.resolve("a-Seal-1.png"), mine);
        Path other = Files.createDirectory(dir.resolve("other"));
        Path a = file("a.pdf", replaced("/MediaBox[0 0 200 200]"));
        Path again = Files.copy(a, other.resolve("a.pdf"));
        Run run = verify(folder, a, again);
        assertArrayEquals(mine, Files.readAllBytes(there));
        assertTrue(run.err().contains(there + " is there already"), run.err());
        assertEquals(List.of("a-2-Seal-1.png", "a-Seal-1.png"), names(folder));
    }

    @Test
    void namesOfSignaturesCannotLeaveTheFolder() throws IOException {
        Path folder = dir.resolve("safe");
        Map<Integer, String> objects = new TreeMap<>(TestPdf.objects());
        objects.put(8, TestPdf.SIGNED_FIELD.replace("(Seal)", "(../../out/\\\\..:evil)"));
        verify(folder, file("x.pdf", TestPdf.of(objects).update(4, TestPdf.stream("", SHOWN))));
        List<String> names = names(folder);
        assertEquals(1, names.size(), names.toString());
        assertTrue(names.get(0).matches("x-[\\w.-]+-1\\.png"), names.toString());
        assertFalse(Files.exists(dir.resolve("out")));
    }

    @Test
    void brokenContentIsAMessageAndTheOtherPagesAreDrawn() throws IOException {
        Path folder = dir.resolve("broken");
        Map<Integer, String> objects = new TreeMap<>(TestPdf.objects());
        objects.put(2, "<</Type/Pages/Count 2/Kids[3 0 R 60 0 R]>>");
        objects.put(3, TestPdf.PAGE.replace("[0 0 200 200]", "[0 0 1 9000000]"));
        objects.put(
                60,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 61 0 R/Resources<</Font<</F1 5 0 R>>>>>>");
        objects.put(61, TestPdf.stream("", SIGNED));
        Run run = verify(folder, file("b.pdf", TestPdf.of(objects).update(61, TestPdf.stream("", SHOWN))));
        assertTrue(run.err().contains("b.pdf, page 1: cannot be drawn"), run.err());
        assertEquals(List.of("b-Seal-2.png"), names(folder));
    }

    @Test
    void whatTakesTooLongIsGivenUp() throws Exception {
        Path folder = dir.resolve("slow");
        Path file = file("slow.pdf", replaced("/MediaBox[0 0 200 200]"));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream told = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(
                told,
                told,
                Map.of("VDX_LANG", "en"),
                Clock.systemUTC(),
                SecureRandom::new,
                () -> ZoneOffset.UTC,
                false);
        try (Source source = Source.file(file)) {
            DifferencePictures.into(folder, console, Duration.ofNanos(1))
                    .draw(file, PdfReader.read(source, Limits.DEFAULT));
        }
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("slow.pdf, Seal: drawing took longer"),
                err.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), names(folder));
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path taken = Files.write(dir.resolve("taken"), new byte[1]);
        Path file = file("t.pdf", signed("/MediaBox[0 0 200 200]"));
        assertEquals(66, verify(taken, file).exitCode());
    }
}
