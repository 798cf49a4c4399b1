package dev.vdx.certificate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** What a twin says, whichever way it is written: texts by their paths. */
final class Facts {
    private static final String DECLARATION = "http://www.w3.org/2000/xmlns/";

    private final Map<String, String> texts = new TreeMap<>();

    private Facts() {}

    static Facts of(Value.Group json) {
        Facts facts = new Facts();
        facts.add("", json);
        return facts;
    }

    /** @throws CertificateException it says something in a way the JSON has not */
    static Facts of(Document xml) throws CertificateException {
        Facts facts = new Facts();
        facts.add("", xml.getDocumentElement());
        return facts;
    }

    int size() {
        return texts.size();
    }

    Optional<String> text(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    /** The first path at which the other says something else, or nothing. */
    Optional<String> difference(Facts other) {
        for (Map.Entry<String, String> fact : texts.entrySet()) {
            if (!fact.getValue().equals(other.texts.get(fact.getKey()))) {
                return Optional.of(fact.getKey());
            }
        }
        return other.texts.keySet().stream().filter(p -> !texts.containsKey(p)).findFirst();
    }

    private void add(String path, Value value) {
        if (value instanceof Value.Text text) {
            texts.put(path, text.text());
        } else if (value instanceof Value.Group group) {
            group.members().forEach((name, member) -> {
                List<Value> each = member instanceof Value.Items items ? items.values() : List.of(member);
                for (int i = 0; i < each.size(); i++) {
                    add(at(path, name, i + 1), each.get(i));
                }
            });
        }
    }

    private void add(String path, Element element) throws CertificateException {
        refuseAttributes(element);
        Map<String, Integer> seen = new HashMap<>();
        StringBuilder text = new StringBuilder();
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                text.append(node.getNodeValue());
            } else {
                // A comment between letters is read as one text by some, as two by others.
                throw new CertificateException("something other than elements and text in " + name(element));
            }
        }
        if (children.isEmpty() && !path.isEmpty()) {
            texts.put(path, text.toString());
        } else if (!text.toString().isBlank()) {
            throw new CertificateException("text beside elements in " + name(element));
        }
        for (Element child : children) {
            if (!Twins.NAMESPACE.equals(child.getNamespaceURI())
                    || !StrictJson.NAME.matcher(child.getLocalName()).matches()) {
                throw new CertificateException("an element of another kind in " + name(element));
            }
            add(at(path, child.getLocalName(), seen.merge(child.getLocalName(), 1, Integer::sum)), child);
        }
    }

    private static void refuseAttributes(Element element) throws CertificateException {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (!DECLARATION.equals(attributes.item(i).getNamespaceURI())) {
                throw new CertificateException("an attribute of " + name(element));
            }
        }
    }

    private static String name(Element element) {
        return String.valueOf(element.getLocalName());
    }

    private static String at(String path, String name, int number) {
        return (path.isEmpty() ? "" : path + ".") + name + (number > 1 ? "[" + number + "]" : "");
    }
}
