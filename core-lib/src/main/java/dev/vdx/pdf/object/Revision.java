package dev.vdx.pdf.object;

import dev.vdx.model.FindingCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The document as it was after one update: every object as this revision's cross-reference sections and those before it
 * say. One thread, like the file it belongs to.
 */
public final class Revision {
    private static final int MAX_HOPS = 32;

    private final PdfFile file;
    private final int index;
    private final long start;
    private final long end;
    private final XrefSection section;

    Revision(PdfFile file, int index, long start, long end, XrefSection section) {
        this.file = file;
        this.index = index;
        this.start = start;
        this.end = end;
        this.section = section;
    }

    /** 0 for the first. */
    public int index() {
        return index;
    }

    /** Offset of its first byte: just behind the {@code %%EOF} of the one before. */
    public long start() {
        return start;
    }

    /** Offset just behind its {@code %%EOF}, the end of line not counted. */
    public long end() {
        return end;
    }

    /** Offset of its cross-reference section. */
    public long crossReferenceStart() {
        return section.start();
    }

    /** Offset just behind its cross-reference section and trailer. */
    public long crossReferenceEnd() {
        return section.end();
    }

    /** Its trailer. */
    public PdfDictionary trailer() {
        return section.trailer();
    }

    /** Numbers of the objects that this revision's own sections speak of, ascending. */
    public int[] numbers() {
        return section.entries().numbers();
    }

    /** Numbers that only the part of a hybrid section speaks of that some readers do not see (ISO 32000-2, 7.5.8.4). */
    public List<Integer> hiddenNumbers() {
        return section.hidden();
    }

    /** Numbers of the object streams that its own section points into. */
    Set<Integer> ownContainers() {
        return section.entries().containers();
    }

    /** What its own section says of an object. */
    Optional<XrefEntry> ownEntry(int number) {
        return section.entries().find(number);
    }

    /** Where an object is in this revision; empty where it never was. */
    public Optional<XrefEntry> entry(int number) {
        return file.entry(number, index);
    }

    /**
     * The object with this number in this revision; empty where it is free or never was.
     *
     * @throws PdfException if what is there cannot be read
     */
    public Optional<IndirectObject> object(int number) {
        Optional<XrefEntry> entry = entry(number);
        return entry.isEmpty() ? Optional.empty() : file.store().load(number, entry.get(), this);
    }

    /**
     * What a value stands for in this revision: itself, or the object it refers to.
     *
     * @throws PdfException if what is there cannot be read, or refers in a circle
     */
    public PdfObject resolve(PdfObject value) {
        PdfObject current = value;
        for (int hops = 0; current instanceof PdfReference reference; hops++) {
            if (hops > MAX_HOPS) {
                throw new PdfException(FindingCode.MALFORMED, "references in a circle at " + reference);
            }
            Optional<IndirectObject> object = object(reference.number());
            current = object.isPresent() && object.get().reference().generation() == reference.generation()
                    ? object.get().value()
                    : PdfNull.NULL;
        }
        return current;
    }

    /** The resolved value of a key. */
    public PdfObject get(PdfDictionary dictionary, String key) {
        return resolve(dictionary.get(key));
    }

    /** The resolved value of a key if it is a dictionary, or a stream's; else an empty one. */
    public PdfDictionary dictionary(PdfDictionary dictionary, String key) {
        return asDictionary(get(dictionary, key));
    }

    /** The resolved value of a key if it is an array; else an empty one. */
    public PdfArray array(PdfDictionary dictionary, String key) {
        return get(dictionary, key) instanceof PdfArray array ? array : PdfArray.EMPTY;
    }

    /** A dictionary, or that of a stream; else an empty one. */
    public static PdfDictionary asDictionary(PdfObject value) {
        if (value instanceof PdfDictionary dictionary) {
            return dictionary;
        }
        return value instanceof PdfStream stream ? stream.dictionary() : PdfDictionary.EMPTY;
    }

    /** The document catalog (7.7.2); empty where there is none. */
    public PdfDictionary catalog() {
        return dictionary(trailer(), "Root");
    }

    /** The data of a stream, decrypted and decoded. */
    public byte[] decoded(PdfStream stream) {
        return file.store().decoded(stream, this);
    }
}
