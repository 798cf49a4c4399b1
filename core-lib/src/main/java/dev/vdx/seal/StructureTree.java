package dev.vdx.seal;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;

/** The document's logical structure, for those who listen to it (ISO 32000-2, 14.7). */
final class StructureTree {
    private static final COSName ELEMENT = COSName.getPDFName("StructElem");
    private static final COSName ALT = COSName.getPDFName("Alt");
    private static final COSName NUMS = COSName.getPDFName("Nums");

    private final COSDictionary root = new COSDictionary();
    private final COSDictionary document;
    /** For each page, the element of each piece of its marked content. */
    private final List<COSArray> pieces = new ArrayList<>();

    StructureTree() {
        root.setItem(COSName.TYPE, COSName.STRUCT_TREE_ROOT);
        document = element(root, "Document");
    }

    COSDictionary document() {
        return document;
    }

    /** A new last child of {@code parent}. */
    static COSDictionary element(COSDictionary parent, String type) {
        COSDictionary element = new COSDictionary();
        element.setItem(COSName.TYPE, ELEMENT);
        element.setName(COSName.S, type);
        element.setItem(COSName.P, parent);
        kids(parent).add(element);
        return element;
    }

    static void describe(COSDictionary element, String words) {
        element.setString(ALT, words);
    }

    /** Says what a header cell is the head of (ISO 32000-2, 14.8.5.7). */
    static void scope(COSDictionary cell, String scope) {
        COSDictionary attributes = new COSDictionary();
        attributes.setName(COSName.O, "Table");
        attributes.setName(COSName.getPDFName("Scope"), scope);
        cell.setItem(COSName.A, attributes);
    }

    /** Says that the next piece of marked content of this page belongs to the element; answers the piece's number. */
    int claim(COSDictionary element, int pageIndex, COSDictionary page) {
        while (pieces.size() <= pageIndex) {
            pieces.add(new COSArray());
        }
        COSArray onPage = pieces.get(pageIndex);
        int mcid = onPage.size();
        onPage.add(element);
        COSDictionary reference = new COSDictionary();
        reference.setName(COSName.TYPE, "MCR");
        reference.setItem(COSName.PG, page);
        reference.setInt(COSName.MCID, mcid);
        kids(element).add(reference);
        return mcid;
    }

    private static COSArray kids(COSDictionary element) {
        COSArray kids = element.getCOSArray(COSName.K);
        if (kids == null) {
            kids = new COSArray();
            element.setItem(COSName.K, kids);
        }
        return kids;
    }

    /** The finished tree, for the catalog's {@code /StructTreeRoot}. */
    COSDictionary root() {
        COSArray nums = new COSArray();
        for (int i = 0; i < pieces.size(); i++) {
            nums.add(COSInteger.get(i));
            nums.add(pieces.get(i));
        }
        COSDictionary parents = new COSDictionary();
        parents.setItem(NUMS, nums);
        root.setItem(COSName.PARENT_TREE, parents);
        root.setInt(COSName.PARENT_TREE_NEXT_KEY, pieces.size());
        return root;
    }
}
