package dev.vdx.pdf.picture;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A page as it was signed and as it is, beside each other: what differs is framed, the rest dimmed, and a legend says so. */
final class SideBySide {
    private static final int MARGIN = 24;
    private static final int HEAD = 92;
    private static final int FOOT = 64;
    private static final int NARROWEST = 420;
    private static final float SIZE = 20;
    private static final float SMALL = 16;
    private static final float DIM = 0.65f;
    private static final Color INK = new Color(0x1A1A1A);
    private static final Color GROUND = new Color(0xE8EAED);
    private static final Color LINE = new Color(0x5F6368);

    private final int page;
    private final Optional<BufferedImage> then;
    private final Optional<BufferedImage> now;
    private final Font font;

    private SideBySide(int page, Optional<BufferedImage> then, Optional<BufferedImage> now) throws IOException {
        this.page = page;
        this.then = then;
        this.now = now;
        this.font = font();
    }

    /** Where both look alike, nothing. */
    static Optional<BufferedImage> of(int page, Optional<BufferedImage> then, Optional<BufferedImage> now)
            throws IOException {
        if (then.isPresent() && now.isPresent()) {
            Difference difference = Difference.of(then.get(), now.get());
            if (!difference.any()) {
                return Optional.empty();
            }
            show(difference, then.get());
            show(difference, now.get());
        }
        return Optional.of(new SideBySide(page, then, now).draw());
    }

    private static void show(Difference difference, BufferedImage picture) {
        Area rest = new Area(new Rectangle(0, 0, picture.getWidth(), picture.getHeight()));
        for (Rectangle place : difference.places()) {
            rest.subtract(new Area(place));
        }
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, DIM));
            graphics.setColor(Color.WHITE);
            graphics.fill((Shape) rest);
        } finally {
            graphics.dispose();
        }
        difference.mark(picture);
    }

    private static Font font() throws IOException {
        try (InputStream in = SideBySide.class.getResourceAsStream("/dev/vdx/seal/Sarabun-Regular.ttf")) {
            if (in == null) {
                throw new IOException("no font for the legend");
            }
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (FontFormatException e) {
            throw new IOException(e);
        }
    }

    private BufferedImage draw() {
        int width = Math.max(NARROWEST, Math.max(width(then), width(now)));
        int height = Math.max(height(then), height(now));
        BufferedImage all = new BufferedImage(2 * width + 3 * MARGIN, HEAD + height + FOOT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = all.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(GROUND);
            graphics.fillRect(0, 0, all.getWidth(), all.getHeight());
            panel(graphics, then, MARGIN, "เมื่อลงนาม หน้า " + page, "As signed, page " + page);
            panel(graphics, now, width + 2 * MARGIN, "ปัจจุบัน หน้า " + page, "Now, page " + page);
            foot(graphics, all.getHeight());
        } finally {
            graphics.dispose();
        }
        return all;
    }

    private void panel(Graphics2D graphics, Optional<BufferedImage> picture, int x, String thai, String english) {
        graphics.setColor(INK);
        graphics.setFont(font.deriveFont(SIZE));
        graphics.drawString(thai, x, 36);
        graphics.drawString(english, x, 68);
        if (picture.isPresent()) {
            BufferedImage image = picture.get();
            graphics.drawImage(image, x, HEAD, null);
            graphics.setColor(LINE);
            graphics.drawRect(x - 1, HEAD - 1, image.getWidth() + 1, image.getHeight() + 1);
        } else {
            graphics.drawString("ไม่มีหน้านี้ / There is no such page", x, HEAD + 40);
        }
    }

    private void foot(Graphics2D graphics, int bottom) {
        graphics.setColor(Difference.MARK);
        graphics.fillRect(MARGIN, bottom - FOOT + 17, 26, 26);
        graphics.setColor(GROUND);
        graphics.fillRect(MARGIN + 4, bottom - FOOT + 21, 18, 18);
        graphics.setColor(INK);
        graphics.setFont(font.deriveFont(SMALL));
        graphics.drawString(
                "ในกรอบคือสิ่งที่ต่างไปจากเมื่อลงนาม ส่วนที่จางคือส่วนที่เหมือนเดิม", MARGIN + 38, bottom - FOOT + 26);
        graphics.drawString(
                "Framed: looks different from what was signed. Dimmed: looks the same.",
                MARGIN + 38,
                bottom - FOOT + 50);
    }

    private static int width(Optional<BufferedImage> picture) {
        return picture.map(BufferedImage::getWidth).orElse(0);
    }

    private static int height(Optional<BufferedImage> picture) {
        return picture.map(BufferedImage::getHeight).orElse(0);
    }
}
