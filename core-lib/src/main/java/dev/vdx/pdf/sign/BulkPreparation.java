package dev.vdx.pdf.sign;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes PDFs ready for a signature that stands for many of them (spec/bulk.md): each gets its update with room for the signature, and is
 * digested. Files are streamed; only the update is held in the heap. Thread-safe and reusable.
 *
 * @param algorithm what to digest with
 * @param room how many bytes to reserve for the signature
 * @param limits what may be spent on one document
 */
public record BulkPreparation(DigestAlgorithm algorithm, int room, Limits limits) {

    /**
     * A document that was made ready.
     *
     * @param digest of everything but the signature
     * @param position of the first of the hexadecimal digits of the signature
     */
    public record Ready(byte[] digest, long position) {}

    /**
     * Makes a document ready.
     *
     * @param out receives the whole document, zeros in place of the signature
     * @param salt random bytes by which nobody who has a neighbour in the tree can guess this document's content
     * @throws SigningException if it cannot or must not be signed
     * @throws IOException if the input cannot be read or the output cannot be written
     */
    public Ready prepare(Source in, OutputStream out, SignatureRequest request, byte[] salt)
            throws SigningException, IOException {
        try {
            Update update = new Update(PdfFile.open(in, new Budget(limits)));
            new SignatureField(update, request).prepare(encoding(salt), algorithm);
            MessageDigest before = Providers.digest(algorithm);
            PdfSigner.copy(in, out, before, update.needsNewline());
            Increment increment = update.write(room);
            out.write(increment.unsigned());
            return new Ready(increment.digest(before), update.start() + increment.room());
        } catch (PdfException e) {
            throw Refusals.of(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, PdfObject> encoding(byte[] salt) {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Filter", new PdfName("VDX"));
        entries.put("SubFilter", new PdfName("VDX.bulk.v1"));
        entries.put("VDX_Salt", PdfString.hexadecimal(salt));
        return entries;
    }
}
