package dev.vdx.seal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/**
 * The picture at the top of a certificate: an agency's crest. Kept as plain sRGB samples on white, so that neither
 * transparency nor what a camera or drawing program wrote beside them gets into the document.
 */
public final class CertificateCrest {
    /** Longest picture file, in bytes. */
    public static final int LARGEST = 1 << 20;

    /** Most pixels a side. */
    public static final int MOST_PIXELS = 1_000;

    private static final Set<String> FORMS = Set.of("png", "jpeg");

    private final int width;
    private final int height;
    private final byte[] samples;
    private final String alternate;

    private CertificateCrest(int width, int height, byte[] samples, String alternate) {
        this.width = width;
        this.height = height;
        this.samples = samples;
        this.alternate = alternate;
    }

    /**
     * A crest.
     *
     * @param picture a PNG or JPEG file of at most {@value #LARGEST} bytes and {@value #MOST_PIXELS} pixels a side
     * @param alternate what it shows, in words, for those who cannot see it
     * @throws IllegalArgumentException it is no such picture, or nothing is said of it
     */
    public static CertificateCrest of(byte[] picture, String alternate) {
        if (picture.length > LARGEST) {
            throw new IllegalArgumentException("the crest's file is larger than " + LARGEST + " bytes");
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            SealRules.checkText("the crest's alternate text", alternate, SealRules.LONGEST_TEXT);
            BufferedImage image = read(in);
            return new CertificateCrest(image.getWidth(), image.getHeight(), onWhite(image), alternate);
        } catch (CannotDrawException e) {
            throw new IllegalArgumentException(e.why(), e);
        } catch (IOException | RuntimeException e) {
            throw e instanceof IllegalArgumentException known
                    ? known
                    : new IllegalArgumentException("the crest cannot be read; save it as an RGB PNG or JPEG", e);
        }
    }

    /** Looks at the size before it decodes. */
    private static BufferedImage read(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        ImageReader reader = readers.hasNext() ? readers.next() : null;
        if (reader == null || !FORMS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the crest is neither PNG nor JPEG");
        }
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > MOST_PIXELS || height > MOST_PIXELS) {
                throw new IllegalArgumentException("the crest has " + width + " by " + height
                        + " pixels; scale it down to " + MOST_PIXELS + " a side");
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] onWhite(BufferedImage image) {
        int width = image.getWidth();
        byte[] samples = new byte[3 * width * image.getHeight()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                int argb = image.getRGB(x, y);
                int alpha = argb >>> 24;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int part = argb >> shift & 0xFF;
                    samples[at++] = (byte) ((part * alpha + 255 * (255 - alpha) + 127) / 255);
                }
            }
        }
        return samples;
    }

    String alternate() {
        return alternate;
    }

    /** Width over height. */
    double ratio() {
        return (double) width / height;
    }

    /** The image XObject (ISO 32000-2, 8.9.5). */
    COSStream stream() throws IOException {
        COSStream stream = EmbeddedFont.stream(samples);
        stream.setItem(COSName.TYPE, COSName.XOBJECT);
        stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
        stream.setInt(COSName.WIDTH, width);
        stream.setInt(COSName.HEIGHT, height);
        stream.setInt(COSName.BITS_PER_COMPONENT, 8);
        stream.setItem(COSName.COLORSPACE, COSName.DEVICERGB);
        return stream;
    }
}
