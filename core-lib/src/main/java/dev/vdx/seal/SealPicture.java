package dev.vdx.seal;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.util.Locale;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A seal, drawn: the parts a signature field's annotation needs.
 *
 * @param appearance a form XObject for {@code /AP /N}, with its resources; archive-safe (no transparency, fonts
 *     embedded with their Unicode)
 * @param rectangle the annotation's {@code /Rect}, in the page's own coordinates
 * @param words all it says, in reading order, for those who cannot see it
 * @param language of its words, as a BCP 47 tag
 */
public record SealPicture(COSStream appearance, PDRectangle rectangle, String words, String language) {

    /** As {@link #draw(SealSpec, SealBox, PageShape, SealColours, boolean)} for documents that are not PDF/A-1. */
    public static SealPicture draw(SealSpec spec, SealBox box, PageShape page, SealColours colours)
            throws SigningException {
        return draw(spec, box, page, colours, false);
    }

    /**
     * Draws a seal for a page. The same arguments give the same bytes.
     *
     * @param spec what it says
     * @param box where it goes on the page
     * @param page the page it goes on
     * @param colours what the document allows
     * @param firstPart whether the document is PDF/A-1, whose fonts say more of themselves (ISO 19005-1, 6.3.5)
     * @throws SigningException SEAL_INVALID: it cannot be drawn as asked (text that does not fit, a character the font
     *     lacks, a box beside the page, an address with personal data)
     */
    public static SealPicture draw(SealSpec spec, SealBox box, PageShape page, SealColours colours, boolean firstPart)
            throws SigningException {
        try {
            SealRules.check(spec, box, colours);
            if (!page.holds(box)) {
                throw new CannotDrawException("the box is not on the page, which is " + millimetres(page.seenWidth())
                        + " by " + millimetres(page.seenHeight()) + " mm");
            }
            SealDrawing drawing = new SealDrawing(spec, box, colours, firstPart);
            return new SealPicture(
                    drawing.form(page.matrix(box)),
                    page.toUserSpace(box),
                    drawing.words(),
                    spec.language().tag());
        } catch (CannotDrawException e) {
            throw new SigningException(e, SigningProblem.SEAL_INVALID, e.why());
        } catch (IOException e) {
            throw new SigningException(e, SigningProblem.SEAL_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static String millimetres(double points) {
        return String.format(Locale.ROOT, "%.1f", points * 25.4 / 72);
    }
}
