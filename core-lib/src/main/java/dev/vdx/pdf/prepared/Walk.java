package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Goes through all that the newest revision leads to, page by page, and notes what acts, what comes from outside, and the fonts. */
final class Walk {
    /** Actions (ISO 32000-2, 12.6.4) that run a program, fetch something or change what is seen. */
    private static final Set<String> ACTIONS = Set.of(
            "JavaScript",
            "Launch",
            "SubmitForm",
            "ImportData",
            "ResetForm",
            "GoToR",
            "GoToE",
            "Hide",
            "SetOCGState",
            "Rendition",
            "Movie",
            "Sound",
            "RichMediaExecute");

    /** What leads from a page to its neighbours. */
    private static final Set<String> ELSEWHERE =
            Set.of("Parent", "P", "Dest", "D", "SD", "Popup", "IRT", "V", "StructParent");

    private final PdfFile file;
    private final Revision last;
    private final Notes notes;
    private final FontCheck fonts;
    private final Set<Integer> seen = new HashSet<>();
    private final Deque<Item> waiting = new ArrayDeque<>();

    private record Item(PdfObject value, String page, int depth) {}

    Walk(PdfFile file, Notes notes) {
        this.file = file;
        this.last = file.last();
        this.notes = notes;
        this.fonts = new FontCheck(last, notes);
    }

    /** Numbers of all objects that were come by. */
    Set<Integer> seen() {
        return seen;
    }

    void page(PdfPage page) {
        seen.add(page.object());
        walk(page.dictionary(), page.label());
    }

    /** All else, for which no page is named. */
    void rest() {
        walk(last.trailer(), "");
    }

    private void walk(PdfObject start, String page) {
        waiting.push(new Item(start, page, 0));
        while (!waiting.isEmpty()) {
            Item item = waiting.pop();
            file.budget().object();
            if (item.value instanceof PdfArray array) {
                file.budget().depth(item.depth);
                array.items().forEach(each -> follow(each, item));
            } else if (item.value instanceof PdfDictionary dictionary) {
                look(dictionary, page, item.value);
                entries(dictionary, item);
            } else if (item.value instanceof PdfStream stream) {
                look(stream.dictionary(), page, item.value);
                entries(stream.dictionary(), item);
            }
        }
    }

    private void entries(PdfDictionary dictionary, Item item) {
        file.budget().depth(item.depth);
        boolean onPage = !item.page.isEmpty();
        dictionary.entries().forEach((key, value) -> {
            if (!(onPage && ELSEWHERE.contains(key))) {
                follow(value, item);
            }
        });
    }

    private void follow(PdfObject value, Item from) {
        if (value instanceof PdfReference reference) {
            if (seen.add(reference.number())) {
                // An object begins anew: depth is that of nesting, not of reference.
                waiting.push(new Item(last.resolve(value), from.page, 0));
            }
        } else if (value instanceof PdfArray || value instanceof PdfDictionary) {
            waiting.push(new Item(value, from.page, from.depth + 1));
        }
    }

    private void look(PdfDictionary dictionary, String page, PdfObject whole) {
        if (last.get(dictionary, "S") instanceof PdfName action
                && (!dictionary.has("Type") || dictionary.is("Type", "Action"))) {
            action(dictionary, action.value(), page);
        }
        if (!page.isEmpty() && dictionary.is("Type", "Font")) {
            fonts.check(dictionary, page);
        }
        if (whole instanceof PdfStream && dictionary.has("F")) {
            notes.add(FindingCode.PREPARED_EXTERNAL_CONTENT, page, "", fileName(dictionary));
        }
        if (whole instanceof PdfStream && dictionary.is("Subtype", "Form") && dictionary.has("Ref")) {
            notes.add(FindingCode.PREPARED_EXTERNAL_CONTENT, page, "", fileName(last.dictionary(dictionary, "Ref")));
        }
    }

    private void action(PdfDictionary action, String kind, String page) {
        if (kind.equals("URI") && last.get(action, "URI") instanceof PdfString address) {
            notes.add(FindingCode.PREPARED_LINK, page, "", address.text());
        } else if (ACTIONS.contains(kind)) {
            notes.add(FindingCode.PREPARED_ACTION, page, "", kind);
        }
    }

    private String fileName(PdfDictionary dictionary) {
        PdfObject specification = last.get(dictionary, "F");
        PdfObject name =
                specification instanceof PdfDictionary d ? last.get(d, d.has("UF") ? "UF" : "F") : specification;
        return name instanceof PdfString text ? text.text() : name == PdfNull.NULL ? "" : "?";
    }
}
