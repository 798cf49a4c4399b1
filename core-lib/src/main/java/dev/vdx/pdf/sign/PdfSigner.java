package dev.vdx.pdf.sign;

import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signs PDFs as PAdES baseline B, or T where there are time-stamps (EN 319 142-1, 6.3). The file is read once and
 * streamed; only the update is held in the heap. Thread-safe and reusable.
 */
public final class PdfSigner {
    private static final int BUFFER = 1 << 16;
    private static final int ATTEMPTS = 3;
    static final Map<String, PdfObject> PADES = pades();

    private final CadesSigner cades;
    private final Optional<MeasuredTimestamps> timestamps;
    private final Limits limits;

    private PdfSigner(CadesSigner cades, Optional<MeasuredTimestamps> timestamps, Limits limits) {
        this.cades = cades;
        this.timestamps = timestamps;
        this.limits = limits;
    }

    /** In this order always, so that the same document comes out each time. */
    private static Map<String, PdfObject> pades() {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Filter", new PdfName("Adobe.PPKLite"));
        entries.put("SubFilter", new PdfName("ETSI.CAdES.detached"));
        return Collections.unmodifiableMap(entries);
    }

    /** A signer with this key, and with time-stamps if there is a source of them. */
    public static PdfSigner with(SigningKey key, Optional<TimestampSource> timestamps, Limits limits) {
        CadesSigner cades = CadesSigner.with(key);
        Optional<MeasuredTimestamps> measured = timestamps.map(MeasuredTimestamps::new);
        return new PdfSigner(measured.map(cades::withTimestamps).orElse(cades), measured, limits);
    }

    /**
     * Signs a document.
     *
     * @param out receives the whole signed document; what was written is of no use if this method throws
     * @return what was written behind the document
     * @throws SigningException if it cannot or must not be signed, or key or time-stamp authority fail
     * @throws IOException if the input cannot be read or the output cannot be written
     */
    public byte[] sign(Source in, OutputStream out, SignatureRequest request) throws SigningException, IOException {
        try {
            Update update = new Update(PdfFile.open(in, new Budget(limits)));
            new SignatureField(update, request).prepare(PADES, cades.digestAlgorithm());
            if (timestamps.isPresent()) {
                timestamps.get().measure(cades.digestAlgorithm());
            }
            MessageDigest signed = Providers.digest(cades.digestAlgorithm());
            copy(in, out, signed, update.needsNewline());
            byte[] written = signed(update, signed);
            out.write(written);
            return update.needsNewline() ? behindNewline(written) : written;
        } catch (PdfException e) {
            throw Refusals.of(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Adds validation data and document time-stamps, of the same authority. */
    public PdfExtension extension() {
        return new PdfExtension(timestamps, limits);
    }

    /** The update with its signature; made again with more room should a time-stamp turn out larger than those before. */
    private byte[] signed(Update update, MessageDigest before) throws SigningException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int room = timestamps.isPresent() ? cades.sizeBound(timestamps.get().size()) : cades.sizeBound();
            Increment increment = update.write(room);
            byte[] cms = cades.sign(increment.digest(before));
            if (cms.length <= room) {
                return increment.with(cms);
            }
        }
        throw new SigningException(SigningProblem.TIMESTAMP_UNSOUND, "the size of its tokens keeps growing");
    }

    static void copy(Source in, OutputStream out, MessageDigest digest, boolean newline) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, in.size()))];
        long at = 0;
        while (at < in.size()) {
            int n = in.read(at, buffer, 0, buffer.length);
            if (n <= 0) {
                throw new IOException("the document became shorter while it was read");
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            at += n;
        }
        if (newline) {
            digest.update((byte) '\n');
            out.write('\n');
        }
    }

    static byte[] behindNewline(byte[] update) {
        byte[] whole = new byte[update.length + 1];
        whole[0] = '\n';
        System.arraycopy(update, 0, whole, 1, update.length);
        return whole;
    }
}
