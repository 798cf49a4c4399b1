package dev.vdx.xml;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The signatures of a document in its order; those within another are that one's affair. */
final class SignatureElements {
    private SignatureElements() {}

    static List<Element> of(Document document) {
        List<Element> found = new ArrayList<>();
        collect(document.getDocumentElement(), found);
        return found;
    }

    private static void collect(Element element, List<Element> found) {
        if (Names.isSignature(element)) {
            found.add(element);
            return;
        }
        Names.children(element).forEach(child -> collect(child, found));
    }
}
