package dev.vdx;

import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.pdf.picture.PagePictures;
import dev.vdx.pdf.sign.PlannedSeal;
import dev.vdx.pdf.sign.SignatureRequest;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.imageio.ImageIO;

/**
 * What a document will look like with its seals, before anybody signs. The pages are drawn by PDFBox, for people to look at: see {@link PagePictures} on
 * the documents of strangers.
 *
 * @param png a picture, the pages one below the other
 * @param pages the numbers of the pages that it shows, from 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record SealPreview(byte[] png, List<Integer> pages) {
    private static final int MOST_PIXELS = 4_000_000;
    private static final int GAP = 8;

    public SealPreview {
        pages = List.copyOf(pages);
    }

    /**
     * Draws the pages that seals go on.
     *
     * @param look what the signature would look like; needs a seal
     * @throws SigningException what signing would refuse of document and look, and documents other than PDF
     * @throws IOException if the document cannot be read or drawn
     */
    public static SealPreview of(Path pdf, SignatureRequest look) throws SigningException, IOException {
        List<PlannedSeal> seals;
        try (Source source = Source.file(pdf)) {
            Format format = FileKind.of(source);
            if (format != Format.PDF) {
                throw FileKind.refusal(format, "PDF");
            }
            seals = PlannedSeal.of(source, look, Limits.DEFAULT);
        }
        SortedSet<Integer> pages = new TreeSet<>();
        seals.forEach(seal -> pages.add(seal.page()));
        List<BufferedImage> pictures = new ArrayList<>();
        try (PagePictures drawn = PagePictures.open(pdf)) {
            for (PlannedSeal seal : seals) {
                drawn.show(seal.page(), seal.picture());
            }
            for (int page : pages) {
                pictures.add(drawn.draw(page, MOST_PIXELS / pages.size()));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(stacked(pictures), "png", png);
        return new SealPreview(png.toByteArray(), List.copyOf(pages));
    }

    private static BufferedImage stacked(List<BufferedImage> pictures) {
        if (pictures.size() == 1) {
            return pictures.get(0);
        }
        int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pictures.stream().mapToInt(each -> each.getHeight() + GAP).sum();
        BufferedImage all = new BufferedImage(width, Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = all.createGraphics();
        int top = 0;
        for (BufferedImage picture : pictures) {
            graphics.drawImage(picture, 0, top, null);
            top += picture.getHeight() + GAP;
        }
        graphics.dispose();
        return all;
    }
}
