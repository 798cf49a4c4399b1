package dev.vdx.pdf.sign;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes signatures of PDFs last, by incremental updates: validation data into the document security store, and document time-stamps
 * over everything (EN 319 142-1, 5.4, 5.5 and 6.3; ISO 32000-2, 12.8.4.3 and 12.8.5). The file is streamed; only the update is held
 * in the heap. Thread-safe and reusable.
 */
public final class PdfExtension {
    private static final int ATTEMPTS = 3;

    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private final Optional<MeasuredTimestamps> timestamps;
    private final Limits limits;

    PdfExtension(Optional<MeasuredTimestamps> timestamps, Limits limits) {
        this.timestamps = timestamps;
        this.limits = limits;
    }

    /** An extension with time-stamps if there is a source of them. */
    public static PdfExtension with(Optional<TimestampSource> timestamps, Limits limits) {
        return new PdfExtension(timestamps.map(MeasuredTimestamps::new), limits);
    }

    /**
     * The update that adds validation data; what the store of the document holds already stays.
     *
     * @param proofs what proves its signatures and time-stamps
     * @return the bytes to put behind the document; none where all of it is there already
     * @throws SigningException if the document cannot be read or updated
     * @throws IOException if it cannot be read from where it is
     */
    public byte[] validationData(Source in, List<SignatureProof> proofs) throws SigningException, IOException {
        return updated(in, update -> {
            Refusals.check(update.file());
            return new SecurityStoreUpdate(update).add(proofs) ? update.write() : new byte[0];
        });
    }

    /**
     * The update that adds a document time-stamp over the whole document.
     *
     * @return the bytes to put behind the document
     * @throws SigningException if the document cannot be read or updated, or the authority fails
     * @throws IOException if it cannot be read from where it is
     * @throws IllegalStateException without a source of time-stamps
     */
    public byte[] timestamp(Source in) throws SigningException, IOException {
        MeasuredTimestamps source = timestamps.orElseThrow(() -> new IllegalStateException("no time-stamps"));
        return updated(in, update -> {
            new SignatureField(update, SignatureRequest.at(Instant.EPOCH)).prepareTimestamp();
            source.measure(DIGEST);
            MessageDigest before = Providers.digest(DIGEST);
            PdfSigner.copy(in, OutputStream.nullOutputStream(), before, update.needsNewline());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                int room = source.size();
                Increment increment = update.write(room);
                byte[] token = source.timestamp(DIGEST, increment.digest(before));
                if (token.length <= room) {
                    return increment.with(token);
                }
            }
            throw new SigningException(SigningProblem.TIMESTAMP_UNSOUND, "the size of its tokens keeps growing");
        });
    }

    private interface Making {
        byte[] of(Update update) throws SigningException, IOException;
    }

    private byte[] updated(Source in, Making making) throws SigningException, IOException {
        try {
            Update update = new Update(PdfFile.open(in, new Budget(limits)));
            byte[] made = making.of(update);
            return made.length > 0 && update.needsNewline() ? PdfSigner.behindNewline(made) : made;
        } catch (PdfException e) {
            throw Refusals.of(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
