package dev.vdx.pdf.picture;

import dev.vdx.seal.SealPicture;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Draws the pages of a PDF, seals and annotations too. No verdict rests on what it draws: PDFBox reads the file here, more
 * leniently than {@code vdx verify} does. A hostile file can make it slow or exhaust the heap, so whoever draws strangers'
 * files does it in a process of its own, with limits on time and memory. For one thread.
 */
public final class PagePictures implements Closeable {
    /** Points an inch. */
    private static final float POINTS = 72;

    private static final float RESOLUTION = 110;

    private static final long LARGEST_PART = 64L << 20;

    private final PDDocument document;
    private final PDFRenderer renderer;

    private PagePictures(PDDocument document) {
        this.document = document;
        this.renderer = new PDFRenderer(document);
        renderer.setSubsamplingAllowed(true);
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read, is no PDF or wants a password
     */
    public static PagePictures open(Path file) throws IOException {
        return new PagePictures(Loader.loadPDF(file.toFile(), "", null, null, IOUtils.createMemoryOnlyStreamCache()));
    }

    /**
     * Opens the document that the first bytes of a file are, as it was before it was updated.
     *
     * @param bytes how many of them
     * @throws IOException if they are more than 64 MiB, cannot be read, are no PDF or want a password
     */
    public static PagePictures open(Path file, long bytes) throws IOException {
        if (bytes > LARGEST_PART) {
            throw new IOException("more than " + LARGEST_PART + " bytes");
        }
        byte[] part;
        try (InputStream in = Files.newInputStream(file)) {
            part = in.readNBytes((int) bytes);
        }
        return new PagePictures(Loader.loadPDF(part, "", null, null, IOUtils.createMemoryOnlyStreamCache()));
    }

    /** How many pages it has. */
    public int count() {
        return document.getNumberOfPages();
    }

    /**
     * Shows a seal on a page from now on, as signing the document would.
     *
     * @param page its number, from 1
     * @throws IOException if the page cannot be read
     */
    public void show(int page, SealPicture seal) throws IOException {
        PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
        stamp.setRectangle(seal.rectangle());
        stamp.setPrinted(true);
        stamp.setAppearance(new PDAppearanceDictionary());
        stamp.getAppearance().setNormalAppearance(new PDAppearanceStream(seal.appearance()));
        PDPage shown = document.getPage(page - 1);
        List<PDAnnotation> annotations = new ArrayList<>(shown.getAnnotations());
        annotations.add(stamp);
        shown.setAnnotations(annotations);
    }

    /**
     * A page as a picture, at 110 dots an inch or, where that is more than {@code mostPixels}, smaller.
     *
     * @param page its number, from 1
     * @throws IOException if it cannot be drawn, or is too long and narrow for a picture of that size
     */
    public BufferedImage draw(int page, int mostPixels) throws IOException {
        PDRectangle box = document.getPage(page - 1).getCropBox();
        double points = Math.max(1, box.getWidth()) * (double) Math.max(1, box.getHeight());
        double scale = Math.min(RESOLUTION / POINTS, Math.sqrt(mostPixels / points));
        if (Math.min(box.getWidth(), box.getHeight()) * scale < 1) {
            throw new IOException("page " + page + " has no shape a picture can have");
        }
        return renderer.renderImage(page - 1, (float) scale, ImageType.RGB);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
