package dev.vdx.pdf.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Draws a PDF as it was signed and as it is, page by page. Within the calling thread: whoever gives it strangers' files
 * limits its time, and stops it by interrupting it between pages.
 */
public final class Comparison {
    /** An A4 page at 110 dots an inch has so many. */
    private static final int MOST_PIXELS = 1_200_000;

    private final int mostPages;

    /**
     * Prepares comparisons.
     *
     * @param mostPages pages beyond these are not drawn
     */
    public Comparison(int mostPages) {
        this.mostPages = mostPages;
    }

    /** What is told of each page. */
    public interface Pages {
        /**
         * A page that looks different.
         *
         * @param page its number, from 1
         * @param png the picture
         */
        void differs(int page, byte[] png) throws IOException;

        /** A page that cannot be drawn, and why. */
        void broken(int page, String why);

        /** Pages from this one on are not drawn, for there are too many. */
        void left(int page);
    }

    /**
     * Compares all pages.
     *
     * @param signed how many bytes the file had when it was signed
     * @throws IOException if either version cannot be opened, or the thread was interrupted
     */
    public void compare(Path file, long signed, Pages pages) throws IOException {
        try (PagePictures now = PagePictures.open(file);
                PagePictures then = PagePictures.open(file, signed)) {
            int count = Math.max(now.count(), then.count());
            for (int page = 1; page <= count; page++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("stopped");
                }
                if (page > mostPages) {
                    pages.left(page);
                    return;
                }
                page(page, then, now, pages);
            }
        }
    }

    private static void page(int page, PagePictures then, PagePictures now, Pages pages) throws IOException {
        Optional<BufferedImage> both;
        try {
            both = SideBySide.of(page, picture(then, page), picture(now, page));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Whatever a renderer does with a broken page, the others can still be seen.
            pages.broken(page, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            return;
        }
        if (both.isPresent()) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(both.get(), "png", png);
            pages.differs(page, png.toByteArray());
        }
    }

    private static Optional<BufferedImage> picture(PagePictures document, int page) throws IOException {
        return page <= document.count() ? Optional.of(document.draw(page, MOST_PIXELS)) : Optional.empty();
    }
}
