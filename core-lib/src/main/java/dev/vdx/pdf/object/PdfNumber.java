package dev.vdx.pdf.object;

/**
 * A number (ISO 32000-2, 7.3.3), exact: {@code unscaled / 10^scale}, without trailing zeros, so that 1 equals 1.0.
 *
 * @param unscaled the digits
 * @param scale how many of them stand behind the point; 0 for an integer
 */
public record PdfNumber(long unscaled, int scale) implements PdfObject {
    /** More than this many fractional digits say nothing in a PDF; they are dropped. */
    static final int MAX_SCALE = 18;

    private static final long[] POWERS = powers();

    public PdfNumber {
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale " + scale);
        }
        while (scale > 0 && unscaled % 10 == 0) {
            unscaled /= 10;
            scale--;
        }
    }

    /** An integer. */
    public static PdfNumber of(long value) {
        return new PdfNumber(value, 0);
    }

    /** Whether it has no fraction. */
    public boolean isInteger() {
        return scale == 0;
    }

    /** Its value, rounded. */
    public double value() {
        return (double) unscaled / POWERS[scale];
    }

    /** Its value without the fraction. */
    public long integer() {
        return unscaled / POWERS[scale];
    }

    private static long[] powers() {
        long[] powers = new long[MAX_SCALE + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
