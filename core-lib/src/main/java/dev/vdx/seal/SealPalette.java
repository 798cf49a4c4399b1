package dev.vdx.seal;

/**
 * The colours of a seal. What is written must contrast with the ground by 4.5 to 1 at least (WCAG 2.2, 1.4.3), or drawing is refused.
 *
 * @param text of reason, location and lines
 * @param muted of labels
 * @param accent of the agency's name, the frame and the band
 * @param background of the whole seal; the QR stands on white of its own
 */
public record SealPalette(Ink text, Ink muted, Ink accent, Ink background) {

    /** Dark on white, with navy. */
    public static final SealPalette DEFAULT =
            new SealPalette(new Ink(0.1, 0.12, 0.16), new Ink(0.33, 0.37, 0.44), new Ink(0.09, 0.2, 0.42), Ink.WHITE);

    /** The same with this colour for all that is written but the agency's name. */
    public SealPalette withText(Ink ink) {
        return new SealPalette(ink, ink, accent, background);
    }

    /** The same with this colour for the agency's name and the frame. */
    public SealPalette withAccent(Ink ink) {
        return new SealPalette(text, muted, ink, background);
    }

    /** The same on this ground. */
    public SealPalette withBackground(Ink ink) {
        return new SealPalette(text, muted, accent, ink);
    }
}
