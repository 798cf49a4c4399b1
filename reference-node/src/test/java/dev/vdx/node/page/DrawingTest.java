package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents drawn in a process of their own: hostile ones cost their limits and nothing more. */
class DrawingTest {
    private static final Drawing PATIENT = new Drawing(Duration.ofSeconds(60));

    @TempDir
    Path folder;

    private static String page(String box, String drawing) {
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[" + box + "]/Contents 4 0 R>>endobj\n"
                + "4 0 obj<</Length " + drawing.length() + ">>stream\n" + drawing + "\nendstream endobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF\n";
    }

    private Pictures drawn(Drawing drawing, String pdf) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), pdf, US_ASCII);
        return drawing.draw(file, 0, folder);
    }

    private static BufferedImage picture(Pictures.Picture picture) throws Exception {
        String address = picture.address();
        byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void aPageIsDrawnAsItIs() throws Exception {
        Pictures pictures = drawn(PATIENT, page("0 0 72 144", "1 0 0 rg 0 0 72 144 re f"));
        assertTrue(pictures.whole());
        BufferedImage picture = picture(pictures.now().get(0));
        assertEquals(110, picture.getWidth());
        assertEquals(0xFF0000, picture.getRGB(50, 50) & 0xFFFFFF);
    }

    @Test
    void aHugePageBecomesASmallPicture() throws Exception {
        BufferedImage picture = picture(drawn(PATIENT, page("0 0 14400 14400", "0 0 1 rg 0 0 14400 14400 re f"))
                .now()
                .get(0));
        assertTrue((long) picture.getWidth() * picture.getHeight() <= 2_000_000, picture.toString());
    }

    @Test
    void whatCannotBeDrawnIsNotDrawn() throws Exception {
        assertEquals(0, drawn(PATIENT, "%PDF-1.7 no more").now().size());
        assertEquals(0, drawn(PATIENT, page("0 0 9000000 0.001", "")).now().size());
    }

    @Test
    void anEndlessDrawingIsCutShortWithItsProcess() throws Exception {
        StringBuilder endless = new StringBuilder("0 0 600 800 re W n ");
        for (int i = 0; i < 400_000; i++) {
            endless.append("0 0 m 600 800 1 2 300 ").append(i % 800).append(" c 0 400 l S ");
        }
        long before = children();
        Pictures pictures = drawn(new Drawing(Duration.ofSeconds(2)), page("0 0 600 800", endless.toString()));
        assertFalse(pictures.whole());
        assertEquals(before, children(), "its process is gone");
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }
}
