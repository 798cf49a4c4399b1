package dev.vdx.seal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** An invented crest: a green disc in a ring of gold that lets the ground through. */
public final class Crest {
    private Crest() {}

    /** As a file of this format and picture type of {@link BufferedImage}. */
    public static byte[] file(String format, int type, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(194, 143, 41, 128));
        graphics.fillOval(0, 0, side, side);
        graphics.setColor(new Color(25, 92, 61));
        graphics.fillOval(side / 6, side / 6, side * 2 / 3, side * 2 / 3);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    /** As a PNG with transparency. */
    public static byte[] png() throws IOException {
        return file("png", BufferedImage.TYPE_INT_ARGB, 120);
    }
}
