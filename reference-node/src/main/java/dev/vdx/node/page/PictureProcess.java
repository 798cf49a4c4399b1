package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.pdf.picture.Difference;
import dev.vdx.pdf.picture.PagePictures;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A process of its own that draws a PDF: a hostile file may take its time and its heap, not the node's. Arguments: the
 * file, how many bytes of it were signed (0: do not compare), the folder for the pictures, most pages, most pixels of one.
 * Says line by line what it has finished.
 */
final class PictureProcess {
    private static final long SMALL = 250_000;

    private final Path folder;
    private final int mostPixels;
    private final PrintStream out;

    private PictureProcess(Path folder, int mostPixels, PrintStream out) {
        this.folder = folder;
        this.mostPixels = mostPixels;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        ImageIO.setUseCache(false);
        Path file = Path.of(args[0]);
        long signed = Long.parseLong(args[1]);
        PictureProcess process = new PictureProcess(
                Path.of(args[2]), Integer.parseInt(args[4]), new PrintStream(System.out, true, US_ASCII));
        process.draw(file, signed, Integer.parseInt(args[3]));
    }

    private void draw(Path file, long signed, int mostPages) throws IOException {
        try (PagePictures now = PagePictures.open(file)) {
            out.println("now-pages " + now.count());
            if (signed > 0) {
                compare(file, signed, now, mostPages);
            }
            for (int page = 1; page <= Math.min(now.count(), mostPages); page++) {
                out.println("now " + page + " " + save(now.draw(page, mostPixels), "now-" + page));
            }
        }
        out.println("done");
    }

    private void compare(Path file, long signed, PagePictures now, int mostPages) throws IOException {
        try (PagePictures then = PagePictures.open(file, signed)) {
            out.println("then-pages " + then.count());
            for (int page = 1; page <= Math.min(Math.max(now.count(), then.count()), mostPages); page++) {
                compare(page, then, now);
            }
        }
    }

    private void compare(int page, PagePictures then, PagePictures now) throws IOException {
        Optional<BufferedImage> before = picture(then, page);
        Optional<BufferedImage> after = picture(now, page);
        if (before.isPresent() && after.isPresent()) {
            Difference difference = Difference.of(before.get(), after.get());
            if (!difference.any()) {
                return;
            }
            difference.mark(before.get());
            difference.mark(after.get());
        }
        String first = before.isPresent() ? save(before.get(), "then-" + page) : "-";
        String second = after.isPresent() ? save(after.get(), "changed-" + page) : "-";
        out.println("changed " + page + " " + first + " " + second);
    }

    private Optional<BufferedImage> picture(PagePictures document, int page) throws IOException {
        return page <= document.count() ? Optional.of(document.draw(page, mostPixels)) : Optional.empty();
    }

    /** PNG, or JPEG where that is much smaller, as of a scanned page. */
    private String save(BufferedImage picture, String name) throws IOException {
        File png = folder.resolve(name + ".png").toFile();
        ImageIO.write(picture, "png", png);
        if (png.length() <= SMALL) {
            return png.getName();
        }
        File jpeg = folder.resolve(name + ".jpg").toFile();
        ImageIO.write(picture, "jpg", jpeg);
        return jpeg.length() < png.length() ? jpeg.getName() : png.getName();
    }
}
