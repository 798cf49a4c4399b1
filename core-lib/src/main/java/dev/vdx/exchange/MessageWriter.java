package dev.vdx.exchange;

import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes messages: ASiC-E with CAdES (EN 319 162-1), the envelope first ({@code spec/exchange.md}, 2). */
public final class MessageWriter {
    static final String JSON = "application/json";

    private final AsicWriter writer;

    private MessageWriter(AsicWriter writer) {
        this.writer = writer;
    }

    /** Signs with this key, at level B, or T with time-stamps. */
    public static MessageWriter with(SigningKey key, Optional<TimestampSource> timestamps) {
        AsicWriter writer = AsicWriter.with(key);
        return new MessageWriter(timestamps.map(writer::withTimestamps).orElse(writer));
    }

    /**
     * Writes a signed message.
     *
     * @param contents the bytes of its documents, by name
     * @throws IllegalArgumentException if the envelope names a document that is not given, or of another size
     * @throws SigningException if the key or the time-stamp authority do not
     * @throws IOException if a document cannot be read or the message cannot be written
     */
    public void write(Envelope envelope, Map<String, Source> contents, OutputStream out)
            throws SigningException, IOException {
        List<AsicEntry> entries = new ArrayList<>();
        entries.add(new AsicEntry(DocumentEntry.ENVELOPE, JSON, Source.bytes(EnvelopeJson.write(envelope))));
        for (DocumentEntry document : envelope.documents()) {
            Source content = contents.get(document.name());
            if (document.byReference()) {
                continue;
            }
            if (content == null || content.size() != document.size()) {
                throw new IllegalArgumentException("the document " + document.name() + " is not there as named");
            }
            entries.add(new AsicEntry(document.name(), document.mediaType(), content));
        }
        writer.write(entries, envelope.time(), out);
    }
}
