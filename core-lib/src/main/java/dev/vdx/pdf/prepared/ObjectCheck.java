package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfContent;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import dev.vdx.pdf.object.XrefEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Objects that nothing leads to, and earlier versions of what is shown (ISO 32000-2, 7.5.6). */
final class ObjectCheck {
    private static final int MOST_REVISIONS = 20;
    private static final int LARGEST_CONTENT = 1 << 16;
    private static final Set<String> SHOWN_TYPES = Set.of("Catalog", "Pages", "Page");

    private final PdfFile file;
    private final Revision last;
    private final Set<Integer> reached;
    private final Notes notes;

    ObjectCheck(PdfFile file, Set<Integer> reached, Notes notes) {
        this.file = file;
        this.last = file.last();
        this.reached = reached;
        this.notes = notes;
    }

    void check() {
        Set<Integer> numbers = new TreeSet<>();
        for (Revision revision : file.revisions()) {
            for (int number : revision.numbers()) {
                numbers.add(number);
            }
        }
        int unused = 0;
        List<Integer> hidden = new ArrayList<>();
        for (int number : numbers) {
            file.budget().object();
            Optional<IndirectObject> object = reached.contains(number) ? Optional.empty() : stored(number);
            if (object.isEmpty() || structural(object.get().value())) {
                continue;
            }
            if (shows(object.get().value())) {
                hidden.add(number);
            } else {
                unused++;
            }
        }
        // What an earlier revision showed was not hidden from anybody: an update left it behind.
        Set<Integer> once = hidden.isEmpty() ? Set.of() : reachedOnce();
        for (int number : hidden) {
            if (once.contains(number)) {
                unused++;
            } else {
                notes.add(FindingCode.PREPARED_HIDDEN_OBJECT, "", "", "object " + number);
            }
        }
        if (unused > 0) {
            notes.add(FindingCode.PREPARED_UNUSED_OBJECTS, "", "", String.valueOf(unused));
        }
        if (file.revisions().size() > 1 && !signed()) {
            updates();
        }
    }

    /** What the earlier revisions, the newest of them, lead to. */
    private Set<Integer> reachedOnce() {
        Set<Integer> once = new HashSet<>();
        int newest = file.revisions().size() - 1;
        for (int i = Math.max(0, newest - MOST_REVISIONS); i < newest; i++) {
            once.addAll(reachedIn(file.revisions().get(i)));
        }
        return once;
    }

    private Set<Integer> reachedIn(Revision revision) {
        Set<Integer> seen = new HashSet<>();
        Deque<PdfObject> waiting = new ArrayDeque<>(List.of(revision.trailer()));
        while (!waiting.isEmpty()) {
            PdfObject value = waiting.pop();
            file.budget().object();
            if (value instanceof PdfReference reference) {
                if (seen.add(reference.number())) {
                    waiting.push(revision.resolve(reference));
                }
            } else if (value instanceof PdfArray array) {
                array.items().forEach(waiting::push);
            } else {
                Revision.asDictionary(value).entries().values().forEach(waiting::push);
            }
        }
        return seen;
    }

    private Optional<IndirectObject> stored(int number) {
        Optional<XrefEntry> entry = last.entry(number);
        return entry.isEmpty() || entry.get().kind() == XrefEntry.Kind.FREE ? Optional.empty() : last.object(number);
    }

    /** What holds a file together and is reached by other ways than references. */
    private static boolean structural(PdfObject value) {
        PdfDictionary dictionary = Revision.asDictionary(value);
        return value == PdfNull.NULL
                || dictionary.is("Type", "XRef")
                || dictionary.is("Type", "ObjStm")
                || dictionary.has("Linearized")
                || dictionary.keys().isEmpty();
    }

    /** Whether it could be a page or what one shows. */
    private boolean shows(PdfObject value) {
        PdfDictionary dictionary = Revision.asDictionary(value);
        if (SHOWN_TYPES.stream().anyMatch(type -> dictionary.is("Type", type)) || dictionary.is("Subtype", "Form")) {
            return true;
        }
        return value instanceof PdfStream stream
                && !dictionary.has("Type")
                && !dictionary.has("Subtype")
                && stream.length() <= LARGEST_CONTENT
                && writes(stream);
    }

    private boolean writes(PdfStream stream) {
        try {
            return PdfContent.read(last.decoded(stream), file.budget()).stream()
                    .anyMatch(o -> o.operator().equals("Tj") || o.operator().equals("TJ"));
        } catch (PdfException e) {
            if (e.limit()) {
                throw e;
            }
            return false;
        }
    }

    private boolean signed() {
        return FieldTree.fields(last, file.budget()).stream()
                .filter(FormField::isSignature)
                .anyMatch(field -> last.get(field.dictionary(), "V") != PdfNull.NULL);
    }

    /** A file that was updated still holds what it was before; what was signed is the newest, but what was shown may have been another. */
    private void updates() {
        boolean content = false;
        for (int i = 1; i < file.revisions().size(); i++) {
            Revision before = file.revisions().get(i - 1);
            Revision after = file.revisions().get(i);
            for (int number : after.numbers()) {
                file.budget().object();
                if (before.entry(number).equals(after.entry(number))) {
                    continue;
                }
                Optional<IndirectObject> old = before.object(number);
                Optional<IndirectObject> now = after.object(number);
                content |= old.isPresent()
                        && now.isPresent()
                        && otherContent(old.get().value(), now.get().value());
            }
        }
        notes.add(
                content ? FindingCode.PREPARED_EARLIER_CONTENT : FindingCode.PREPARED_UPDATES,
                "",
                "",
                String.valueOf(file.revisions().size() - 1));
    }

    private boolean otherContent(PdfObject old, PdfObject now) {
        PdfDictionary before = Revision.asDictionary(old);
        if (before.is("Type", "Font")) {
            return !old.equals(now);
        }
        return old instanceof PdfStream a
                && now instanceof PdfStream b
                && !before.is("Type", "XRef")
                && !before.is("Type", "ObjStm")
                && !before.is("Type", "Metadata")
                && !file.sameData(a, b);
    }
}
