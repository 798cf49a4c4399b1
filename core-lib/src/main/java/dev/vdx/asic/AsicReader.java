package dev.vdx.asic;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A container as read (EN 319 162-1): its signatures as facts, its data objects as streams. Trust is not decided here:
 * {@link #open} gives what a sound signature covers, whoever made it.
 */
public final class AsicReader {
    private final Source source;
    private final SignedDocument document;
    private final List<ZipItem> items;
    private final Set<String> signed;

    AsicReader(Source source, SignedDocument document, List<ZipItem> items, Set<String> signed) {
        this.source = source;
        this.document = document;
        this.items = List.copyOf(items);
        this.signed = Set.copyOf(signed);
    }

    /**
     * Reads a container and verifies its digests and signature values; reads every data object once.
     *
     * @param source stays open for as long as entries are to be opened
     * @return always; what is wrong with the container is a finding of {@link #document}
     * @throws IOException if the source cannot be read
     */
    public static AsicReader read(Source source, Limits limits) throws IOException {
        try {
            return Container.of(source, limits).read(limits);
        } catch (AsicException e) {
            return new AsicReader(source, SignedDocument.unreadable(Format.ASIC_E, e.finding()), List.of(), Set.of());
        }
    }

    /** What was read, for the trust and verification rooms. */
    public SignedDocument document() {
        return document;
    }

    /** Names of the data objects that a sound signature covers, in the container's order. */
    public List<String> names() {
        return items.stream().map(ZipItem::name).filter(signed::contains).toList();
    }

    /** Length in bytes of a signed data object; empty where none of this name is signed. */
    public Optional<Long> size(String name) {
        return item(name).map(ZipItem::size);
    }

    /**
     * The bytes of a signed data object; empty where none of this name is signed. Reading fails where length
     * or checksum differ; that nobody alters the source in between is the caller's care.
     */
    public Optional<InputStream> open(String name) {
        return item(name).map(item -> new EntryStream(source, item));
    }

    private Optional<ZipItem> item(String name) {
        return items.stream()
                .filter(item -> item.name().equals(name) && signed.contains(name))
                .findFirst();
    }

    static SignedDocument document(Format format, List<SignatureFacts> signatures, List<Finding> findings) {
        boolean unreadable = findings.stream().anyMatch(f -> f.code() == FindingCode.FORMAT_NOT_SUPPORTED);
        return new SignedDocument(format, unreadable ? List.of() : signatures, findings);
    }
}
