package dev.vdx.pdf.object;

import dev.vdx.model.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PDF file as a sequence of revisions (ISO 32000-2, 7.5.6). Never repairs: what its cross-reference sections do not
 * lead to is not there. One thread.
 */
public final class PdfFile {
    private final PdfBytes bytes;
    private final Budget budget;
    private final ObjectStore store;
    private final List<Revision> revisions = new ArrayList<>();
    private final Map<Integer, int[]> history = new HashMap<>();
    private boolean encrypted;

    private PdfFile(PdfBytes bytes, Budget budget) {
        this.bytes = bytes;
        this.budget = budget;
        this.store = new ObjectStore(bytes, budget);
    }

    /**
     * Reads the cross-reference sections; objects are read when asked for.
     *
     * @throws PdfException if the file is none, is damaged, needs a password or is over a limit
     * @throws java.io.UncheckedIOException if the source cannot be read
     */
    public static PdfFile open(Source source, Budget budget) {
        PdfFile file = new PdfFile(PdfBytes.of(source), budget);
        file.revisions(new XrefChain(file.bytes, budget).sections());
        PdfDictionary trailer = file.last().trailer();
        if (trailer.has("Encrypt")) {
            file.encrypted = true;
            file.store.decryptWith(Decryption.of(trailer, file.last()::resolve));
        }
        return file;
    }

    /** Orders sections into revisions: the two sections of a linearized file (annex F) are one. */
    private void revisions(List<XrefSection> sections) {
        XrefReader reader = new XrefReader(bytes, budget);
        long start = 0;
        int i = 0;
        if (sections.size() > 1 && sections.get(1).start() < sections.get(0).start()) {
            XrefSection main = sections.get(0);
            XrefSection first = sections.get(1);
            long end = reader.closing(main);
            XrefSection both = new XrefSection(
                    main.start(), main.end(), first.trailer(), first.entries().before(main.entries()), List.of());
            add(start, end, both);
            start = end;
            i = 2;
        }
        for (; i < sections.size(); i++) {
            XrefSection section = sections.get(i);
            if (section.start() < start) {
                throw PdfException.malformed("cross-reference sections out of order", section.start());
            }
            long end = reader.closing(section);
            add(start, end, section);
            start = end;
        }
    }

    private void add(long start, long end, XrefSection section) {
        int index = revisions.size();
        revisions.add(new Revision(this, index, start, end, section));
        if (index == 0) {
            return;
        }
        for (int number : section.entries().numbers()) {
            history.merge(number, new int[] {index}, (before, one) -> {
                int[] longer = Arrays.copyOf(before, before.length + 1);
                longer[before.length] = index;
                return longer;
            });
        }
    }

    Optional<XrefEntry> entry(int number, int revision) {
        return revisions.get(version(number, revision)).ownEntry(number);
    }

    /** Index of the revision whose cross-reference section speaks last of an object, up to the one given. */
    public int version(int number, int revision) {
        int[] changed = history.get(number);
        int from = 0;
        if (changed != null) {
            int at = Arrays.binarySearch(changed, revision);
            at = at >= 0 ? at : -at - 2;
            from = at < 0 ? 0 : changed[at];
        }
        return from;
    }

    /** Whether compressed objects of the revisions up to the one given lie in the object stream of this number. */
    public boolean containsObjects(int container, int revision) {
        for (int i = 0; i <= revision; i++) {
            if (revisions.get(i).ownContainers().contains(container)) {
                return true;
            }
        }
        return false;
    }

    ObjectStore store() {
        return store;
    }

    /** The revisions, oldest first; never empty. */
    public List<Revision> revisions() {
        return List.copyOf(revisions);
    }

    /** The newest revision. */
    public Revision last() {
        return revisions.get(revisions.size() - 1);
    }

    /** The bytes of the file. */
    public PdfBytes bytes() {
        return bytes;
    }

    /** The dictionary that stands at an offset, where one does. */
    public Optional<PdfDictionary> dictionaryBehind(long offset) {
        try {
            return PdfParser.at(bytes, offset, budget).object() instanceof PdfDictionary dictionary
                    ? Optional.of(dictionary)
                    : Optional.empty();
        } catch (PdfException e) {
            return Optional.empty();
        }
    }

    /** What may still be spent on it. */
    public Budget budget() {
        return budget;
    }

    /** Whether it is encrypted, to be opened without a password. */
    public boolean encrypted() {
        return encrypted;
    }

    /** Whether two streams hold the same data, as stored. */
    public boolean sameData(PdfStream a, PdfStream b) {
        return store.sameData(a, b);
    }
}
