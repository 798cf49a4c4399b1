package dev.vdx.seal;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A seal, drawn: the parts a signature field's annotation needs.
 *
 * @param appearance a form XObject for {@code /AP /N}, with its resources; archive-safe (no transparency, fonts
 *     embedded with their Unicode)
 * @param rectangle the annotation's {@code /Rect}, in the page's own coordinates
 */
public record SealPicture(COSStream appearance, PDRectangle rectangle) {

    /**
     * Draws a seal for a page. The same arguments give the same bytes.
     *
     * @param spec what it says, and where
     * @param page the page it goes on
     * @param colours what the document allows
     * @throws SigningException SEAL_INVALID: it cannot be drawn as asked (text that does not fit, a character the font
     *     lacks, a box beside the page, an address with personal data)
     */
    public static SealPicture draw(SealSpec spec, PageShape page, SealColours colours) throws SigningException {
        try {
            SealRules.check(spec);
            if (!page.holds(spec.box())) {
                throw new CannotDrawException("the box is not on the page, which is " + Math.round(page.seenWidth())
                        + " by " + Math.round(page.seenHeight()) + " points");
            }
            return new SealPicture(
                    new SealDrawing(spec, colours).form(page.matrix(spec.box())), page.toUserSpace(spec.box()));
        } catch (CannotDrawException e) {
            throw new SigningException(e, SigningProblem.SEAL_INVALID, e.why());
        } catch (IOException e) {
            throw new SigningException(e, SigningProblem.SEAL_INVALID, String.valueOf(e.getMessage()));
        }
    }
}
