package dev.vdx.pdf.sign;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.seal.SealPicture;
import java.util.List;

/**
 * A seal as signing would show it.
 *
 * @param page the number of its page, from 1
 * @param picture what it looks like, and where
 */
public record PlannedSeal(int page, SealPicture picture) {

    /**
     * The seals that a signature would bring; nothing is signed.
     *
     * @throws SigningException if the document could or should not be signed so
     */
    public static List<PlannedSeal> of(Source in, SignatureRequest request, Limits limits) throws SigningException {
        try {
            Update update = new Update(PdfFile.open(in, new Budget(limits)));
            return new SignatureField(update, request)
                    .prepare(PdfSigner.PADES, DigestAlgorithm.SHA256).stream()
                            .map(seal -> new PlannedSeal(seal.page().number(), seal.picture()))
                            .toList();
        } catch (PdfException e) {
            throw Refusals.of(e);
        }
    }
}
