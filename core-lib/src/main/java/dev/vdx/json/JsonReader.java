package dev.vdx.json;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads JSON files and the signatures in them: JAdES (TS 119 182-1) and plain JWS (RFC 7515), compact, flattened and general, with content inside
 * or outside. Judges no certificate.
 */
public final class JsonReader {
    private static final long LARGEST = 64L << 20;
    private static final int SHARE_OF_HEAP = 12;

    private JsonReader() {}

    /**
     * Reads a file. Whatever is wrong with it is a finding; JSON that holds no signature has none.
     *
     * @param content what a detached signature signs, in any order; where the payload is inside, what it must equal
     * @throws IOException only if a source cannot be read
     */
    public static SignedDocument read(Source source, List<Source> content, Limits limits) throws IOException {
        long most = Math.min(limits.bytes(), mostBytes());
        if (source.size() > most) {
            return SignedDocument.unreadable(
                    Format.JSON, Finding.of(FindingCode.LIMIT_EXCEEDED, "bytes of JSON > " + most));
        }
        try {
            Deadline deadline = new Deadline(limits.time());
            String text = JsonText.decode(source.bytes(0, (int) source.size()));
            Budget budget = new Budget(limits.objects());
            List<Jws> signatures = new Serialization(budget, limits.signatures()).parse(text);
            SignatureReader reader =
                    new SignatureReader(content, most, source.size(), limits.signatures(), deadline, budget);
            return new SignedDocument(Format.JSON, reader.read(signatures), List.of());
        } catch (JsonException e) {
            return SignedDocument.unreadable(Format.JSON, e.finding());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The most that is held in the heap: a file is there several times over, as bytes, text, payload and signing input. */
    static long mostBytes() {
        return Math.min(LARGEST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }
}
