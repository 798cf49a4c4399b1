package dev.vdx.seal;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/** A picture on a seal or a certificate, an agency's crest say, from a PNG or JPEG file of at most 1 MiB and 2,000,000 pixels. */
public final class SealImage {
    /** The largest file, in bytes. */
    public static final int LARGEST = 1 << 20;

    private static final long MOST_PIXELS = 2_000_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private final int width;
    private final int height;
    private final int[] argb;
    private final Optional<String> words;

    private SealImage(int width, int height, int[] argb, Optional<String> words) {
        this.width = width;
        this.height = height;
        this.argb = argb;
        this.words = words;
    }

    /**
     * Reads a picture.
     *
     * @param file the content of a PNG or JPEG file
     * @throws SigningException SEAL_INVALID: it is none, is too large, or cannot be read
     */
    public static SealImage read(byte[] file) throws SigningException {
        String kind = starts(file, PNG) ? "png" : starts(file, JPEG) ? "jpeg" : "";
        if (kind.isEmpty()) {
            throw refused("the image is neither PNG nor JPEG", null);
        }
        if (file.length > LARGEST) {
            throw refused("the image file is larger than " + LARGEST + " bytes", null);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(kind).next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                throw refused("the image has more than " + MOST_PIXELS + " pixels", null);
            }
            return new SealImage(width, height, pixels(reader.read(0)), Optional.empty());
        } catch (IOException | RuntimeException e) {
            // Java's readers throw all sorts at files that are damaged.
            throw refused("the image cannot be read; it may be damaged, or a JPEG in CMYK: save it as PNG", e);
        } finally {
            reader.dispose();
        }
    }

    private static boolean starts(byte[] file, byte[] magic) {
        return java.util.Arrays.equals(file, 0, Math.min(file.length, magic.length), magic, 0, magic.length);
    }

    private static SigningException refused(String why, @Nullable Throwable cause) {
        return new SigningException(cause, SigningProblem.SEAL_INVALID, why);
    }

    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        ColorModel model = image.getColorModel();
        if (model.getColorSpace().getType() != ColorSpace.TYPE_GRAY) {
            return image.getRGB(0, 0, width, height, null, 0, width);
        }
        // Java takes grey for linear light and would make it paler than every viewer shows it.
        int[] pixels = new int[width * height];
        Raster raster = image.getRaster();
        for (int i = 0; i < pixels.length; i++) {
            int gray = eight(raster, i % width, i / width, 0, model);
            int alpha = model.hasAlpha() ? eight(raster, i % width, i / width, 1, model) : 255;
            pixels[i] = (alpha << 24) | (gray << 16) | (gray << 8) | gray;
        }
        return pixels;
    }

    private static int eight(Raster raster, int x, int y, int band, ColorModel model) {
        int most = (1 << model.getComponentSize(band)) - 1;
        return raster.getSample(x, y, band) * 255 / most;
    }

    /** The same with words for those who cannot see it. */
    public SealImage describedAs(String said) {
        return new SealImage(width, height, argb, Optional.of(said));
    }

    Optional<String> words() {
        return words;
    }

    /** Its width over its height. */
    double shape() {
        return (double) width / height;
    }

    /** The image as an XObject: what lets light through is laid on the ground, so nothing is transparent (ISO 19005-1, 6.4). */
    COSStream stream(Ink ground, SealColours colours) throws IOException {
        int parts = colours == SealColours.RGB ? 3 : 1;
        byte[] samples = new byte[argb.length * parts];
        for (int i = 0; i < argb.length; i++) {
            double alpha = (argb[i] >>> 24) / 255.0;
            Ink ink = new Ink(
                            mixed(argb[i] >> 16, alpha, ground.red()),
                            mixed(argb[i] >> 8, alpha, ground.green()),
                            mixed(argb[i], alpha, ground.blue()))
                    .in(colours);
            samples[parts * i] = sample(ink.red());
            if (parts == 3) {
                samples[3 * i + 1] = sample(ink.green());
                samples[3 * i + 2] = sample(ink.blue());
            }
        }
        COSStream image = EmbeddedFont.stream(samples);
        image.setItem(COSName.TYPE, COSName.XOBJECT);
        image.setItem(COSName.SUBTYPE, COSName.IMAGE);
        image.setInt(COSName.WIDTH, width);
        image.setInt(COSName.HEIGHT, height);
        image.setItem(COSName.COLORSPACE, parts == 3 ? COSName.DEVICERGB : COSName.DEVICEGRAY);
        image.setInt(COSName.BITS_PER_COMPONENT, 8);
        return image;
    }

    private static double mixed(int part, double alpha, double ground) {
        return (part & 255) / 255.0 * alpha + ground * (1 - alpha);
    }

    private static byte sample(double part) {
        return (byte) Math.round(part * 255);
    }
}
