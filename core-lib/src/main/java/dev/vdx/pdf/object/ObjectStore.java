package dev.vdx.pdf.object;

import dev.vdx.model.FindingCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads objects where entries say they are, and keeps them by place, so that revisions share them. One thread. */
final class ObjectStore {
    private static final int MAX_NESTED_READS = 16;

    private final PdfBytes bytes;
    private final Budget budget;
    private final long room = Runtime.getRuntime().maxMemory() / 8;
    private final Map<Long, IndirectObject> objects = new HashMap<>();
    private final Map<Long, ObjectStream> streams = new HashMap<>();
    private long weight;
    private int nested;
    private @Nullable Decryption decryption;

    ObjectStore(PdfBytes bytes, Budget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    void decryptWith(Decryption with) {
        objects.clear();
        streams.clear();
        decryption = with;
    }

    Optional<IndirectObject> load(int number, XrefEntry entry, Revision view) {
        if (++nested > MAX_NESTED_READS) {
            nested = 0;
            throw new PdfException(FindingCode.MALFORMED, "object " + number + " needs itself");
        }
        try {
            return switch (entry.kind()) {
                case FREE -> Optional.empty();
                case OFFSET -> Optional.of(at(number, entry, view));
                case COMPRESSED -> compressed(number, entry, view);
            };
        } finally {
            nested = Math.max(0, nested - 1);
        }
    }

    private IndirectObject at(int number, XrefEntry entry, Revision view) {
        IndirectObject known = objects.get(entry.where());
        if (known == null) {
            UnaryOperator<PdfObject> resolver = view::resolve;
            known = new ObjectReader(bytes, budget, resolver).read(entry.where());
            known = decryption == null ? known : decryption.strings(known);
            makeRoom(200 + 2 * Math.min(known.end() - known.start(), headLength(known)));
            objects.put(entry.where(), known);
        }
        if (known.reference().number() != number || known.reference().generation() != entry.extra()) {
            throw PdfException.malformed("not object " + number, entry.where());
        }
        return known;
    }

    private static long headLength(IndirectObject object) {
        return object.value() instanceof PdfStream stream ? stream.offset() - object.start() : Long.MAX_VALUE;
    }

    private Optional<IndirectObject> compressed(int number, XrefEntry entry, Revision view) {
        XrefEntry container = entry.where() > Integer.MAX_VALUE
                ? new XrefEntry(XrefEntry.Kind.FREE, 0, 0)
                : view.entry((int) entry.where()).orElse(new XrefEntry(XrefEntry.Kind.FREE, 0, 0));
        if (container.kind() != XrefEntry.Kind.OFFSET) {
            throw new PdfException(FindingCode.MALFORMED, "object " + number + " in no object stream");
        }
        ObjectStream stream = streams.get(container.where());
        if (stream == null) {
            if (!(at((int) entry.where(), container, view).value() instanceof PdfStream raw)) {
                throw PdfException.malformed("no object stream", container.where());
            }
            stream = new ObjectStream(raw, decoded(raw, view), budget);
            makeRoom(stream.weight());
            streams.put(container.where(), stream);
        }
        Optional<IndirectObject> found = stream.object(number, entry.extra());
        if (found.isEmpty()) {
            throw PdfException.malformed("object " + number + " not in its object stream", container.where());
        }
        return found;
    }

    byte[] decoded(PdfStream stream, Revision view) {
        return StreamFilters.decode(raw(stream), stream.dictionary(), view::resolve, budget.decoded());
    }

    private byte[] raw(PdfStream stream) {
        if (stream.length() > budget.decoded()) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "stream " + stream.object() + " > " + budget.decoded());
        }
        byte[] data = bytes.copy(stream.offset(), (int) stream.length());
        return decryption == null ? data : decryption.data(stream, data);
    }

    boolean sameData(PdfStream a, PdfStream b) {
        if (a.length() == b.length() && bytes.same(a.offset(), b.offset(), a.length())) {
            return true;
        }
        return decryption != null && java.util.Arrays.equals(raw(a), raw(b));
    }

    private void makeRoom(long more) {
        weight += more;
        if (weight > room) {
            objects.clear();
            streams.clear();
            weight = more;
        }
    }
}
