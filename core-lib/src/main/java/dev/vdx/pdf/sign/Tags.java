package dev.vdx.pdf.sign;

import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfBoolean;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells those who listen to a tagged document of its seals: an element at the end of the structure tree for each (ISO 32000-2, 14.7). */
final class Tags {
    private static final int DEEPEST = 32;

    private final Update update;

    Tags(Update update) {
        this.update = update;
    }

    /**
     * Adds an element for a seal.
     *
     * @param type {@code Form} or {@code Annot}
     * @return the key for the annotation's {@code /StructParent}; empty where the document is not tagged
     */
    Optional<PdfNumber> add(String type, PdfReference annotation, SealPlacement.Drawn seal) {
        PdfDictionary catalog = Revision.asDictionary(update.current(update.catalog()));
        boolean marked =
                update.base().get(dictionary(catalog.get("MarkInfo")), "Marked") instanceof PdfBoolean b && b.value();
        if (!marked
                || !(catalog.get("StructTreeRoot") instanceof PdfReference root)
                || dictionary(root).equals(PdfDictionary.EMPTY)) {
            return Optional.empty();
        }
        PdfReference parent = parent(root);
        PdfReference page = seal.page().reference();
        PdfReference element = update.allocate();
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        entries.put("Type", new PdfName("StructElem"));
        entries.put("S", new PdfName(type));
        entries.put("P", parent);
        entries.put("Pg", page);
        entries.put("Alt", PdfString.text(seal.picture().words()));
        entries.put("Lang", PdfString.text(seal.picture().language()));
        if (dictionary(parent).get("NS") instanceof PdfReference namespace) {
            entries.put("NS", namespace);
        }
        entries.put("K", PdfDictionary.of(Map.of("Type", new PdfName("OBJR"), "Obj", annotation, "Pg", page)));
        update.put(element, PdfDictionary.of(entries));
        addKid(parent, element);
        PdfNumber key = PdfNumber.of(nextKey(dictionary(root)));
        enter(root, key, element);
        if (!dictionary(page).has("Tabs")) {
            update.put(page, dictionary(page).with("Tabs", new PdfName("S")));
        }
        return Optional.of(key);
    }

    private PdfDictionary dictionary(PdfObject value) {
        return Revision.asDictionary(update.current(value));
    }

    /** The one element for the whole document, or the root where there is none. */
    private PdfReference parent(PdfReference root) {
        PdfObject kids = dictionary(root).get("K");
        PdfObject only = update.current(kids) instanceof PdfArray array && array.size() == 1 ? array.get(0) : kids;
        return only instanceof PdfReference element && dictionary(element).is("S", "Document") ? element : root;
    }

    private void addKid(PdfReference parent, PdfReference element) {
        PdfDictionary owner = dictionary(parent);
        PdfObject kids = owner.get("K");
        PdfObject current = update.current(kids);
        if (kids instanceof PdfReference array && current instanceof PdfArray) {
            update.put(array, Update.appended(current, element));
        } else {
            PdfObject before =
                    current instanceof PdfArray ? current : kids == PdfNull.NULL ? PdfArray.EMPTY : PdfArray.of(kids);
            update.put(parent, owner.with("K", Update.appended(before, element)));
        }
    }

    /** A key behind all there are: the parent tree stays in order by growing at its end. */
    private long nextKey(PdfDictionary root) {
        long next = root.integer("ParentTreeNextKey").orElse(0L);
        PdfDictionary node = dictionary(root.get("ParentTree"));
        for (int depth = 0; depth < DEEPEST && array(node, "Kids").size() > 0; depth++) {
            PdfArray kids = array(node, "Kids");
            node = dictionary(kids.get(kids.size() - 1));
        }
        PdfArray entries = array(node, "Nums");
        return entries.size() >= 2 && update.current(entries.get(entries.size() - 2)) instanceof PdfNumber last
                ? Math.max(next, last.integer() + 1)
                : next;
    }

    private PdfArray array(PdfDictionary owner, String key) {
        return update.current(owner.get(key)) instanceof PdfArray array ? array : PdfArray.EMPTY;
    }

    private void enter(PdfReference root, PdfNumber key, PdfReference element) {
        PdfDictionary owner = dictionary(root).with("ParentTreeNextKey", PdfNumber.of(key.integer() + 1));
        PdfObject slot = owner.get("ParentTree");
        PdfDictionary tree = dictionary(slot);
        PdfArray pair = PdfArray.of(key, element);
        PdfDictionary grown;
        if (array(tree, "Kids").size() > 0) {
            PdfReference leaf = update.add(PdfDictionary.of(Map.of("Nums", pair, "Limits", PdfArray.of(key, key))));
            grown = tree.with("Kids", Update.appended(array(tree, "Kids"), leaf));
        } else {
            PdfArray before = array(tree, "Nums");
            grown = tree.with("Nums", Update.appended(Update.appended(before, key), element));
        }
        if (slot instanceof PdfReference reference) {
            update.put(reference, grown);
            update.put(root, owner);
        } else {
            update.put(root, owner.with("ParentTree", grown));
        }
    }
}
