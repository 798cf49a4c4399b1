package dev.vdx.pdf.sign;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfBytes;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfWriter;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An incremental update in the making (ISO 32000-2, 7.5.6): objects new and changed, on top of the newest revision. */
final class Update {
    private static final int MAX_NUMBER = 8_388_606;

    private final PdfFile file;
    private final Revision base;
    private final Map<Integer, Body> bodies = new TreeMap<>();
    private int next;
    private @Nullable SignatureDictionary signature;

    /** How an object is written, and its value where others may still change it. */
    private record Body(
            PdfReference reference, @Nullable PdfObject value, BiConsumer<PdfWriter, PdfReference> writer) {}

    Update(PdfFile file) {
        this.file = file;
        this.base = file.last();
        long size = base.trailer().integer("Size").orElse(1L);
        for (Revision revision : file.revisions()) {
            int[] numbers = revision.numbers();
            size = numbers.length == 0 ? size : Math.max(size, numbers[numbers.length - 1] + 1L);
        }
        if (size < 1 || size > MAX_NUMBER) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "object numbers up to " + size);
        }
        this.next = (int) size;
    }

    PdfFile file() {
        return file;
    }

    Revision base() {
        return base;
    }

    PdfReference catalog() {
        if (base.trailer().get("Root") instanceof PdfReference root) {
            return root;
        }
        throw new PdfException(FindingCode.MALFORMED, "no /Root");
    }

    /** What a reference stands for now. */
    PdfObject current(PdfReference reference) {
        Body body = bodies.get(reference.number());
        return body != null && body.value != null ? body.value : base.resolve(reference);
    }

    /** What a value stands for now. */
    PdfObject current(PdfObject value) {
        return value instanceof PdfReference reference ? current(reference) : value;
    }

    /** A number for a new object. */
    PdfReference allocate() {
        return new PdfReference(next++, 0);
    }

    /** A new object. */
    PdfReference add(PdfObject value) {
        PdfReference reference = allocate();
        put(reference, value);
        return reference;
    }

    /** A new value for an object. */
    void put(PdfReference reference, PdfObject value) {
        bodies.put(reference.number(), new Body(reference, value, (out, r) -> out.indirect(r, value)));
    }

    /** A new stream. */
    void putStream(PdfReference reference, PdfDictionary dictionary, byte[] data) {
        bodies.put(reference.number(), new Body(reference, null, (out, r) -> out.stream(r, dictionary, data)));
    }

    void sign(SignatureDictionary dictionary) {
        this.signature = dictionary;
    }

    /** The object with this reference in the newest revision, to be changed. */
    IndirectObject existing(PdfReference reference) {
        return base.object(reference.number())
                .filter(o -> o.reference().equals(reference))
                .orElseThrow(() -> new PdfException(FindingCode.MALFORMED, "no object " + reference));
    }

    /** Whether a line end must part the update from what is there. */
    boolean needsNewline() {
        PdfBytes bytes = file.bytes();
        int last = bytes.at(bytes.size() - 1);
        return last != '\n' && last != '\r';
    }

    /** The update with this many bytes reserved for the signature. */
    Increment write(int room) {
        SignatureDictionary dictionary = Objects.requireNonNull(signature);
        PdfWriter out = new PdfWriter();
        List<CrossReferenceWriter.Placed> placed = bodies(out);
        placed.add(new CrossReferenceWriter.Placed(dictionary.reference(), start() + out.size()));
        SignatureDictionary.Place place = dictionary.write(out, room);
        return place.close(closed(out, placed), start());
    }

    /** The update without any signature. */
    byte[] write() {
        PdfWriter out = new PdfWriter();
        return closed(out, bodies(out));
    }

    /** Offset in the file of what is written. */
    long start() {
        return file.bytes().size() + (needsNewline() ? 1 : 0);
    }

    private List<CrossReferenceWriter.Placed> bodies(PdfWriter out) {
        List<CrossReferenceWriter.Placed> placed = new ArrayList<>();
        for (Body body : bodies.values()) {
            placed.add(new CrossReferenceWriter.Placed(body.reference, start() + out.size()));
            body.writer.accept(out, body.reference);
        }
        return placed;
    }

    private byte[] closed(PdfWriter out, List<CrossReferenceWriter.Placed> placed) {
        placed.sort(Comparator.comparingInt(CrossReferenceWriter.Placed::number));
        new CrossReferenceWriter(file, next).write(out, start(), placed);
        return out.toByteArray();
    }

    /** An array with one more item; what is no array counts as an empty one. */
    static PdfArray appended(PdfObject before, PdfObject item) {
        List<PdfObject> items = new ArrayList<>(before instanceof PdfArray array ? array.items() : List.of());
        items.add(item);
        return new PdfArray(items);
    }
}
