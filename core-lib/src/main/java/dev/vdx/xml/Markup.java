package dev.vdx.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The text of a document, into which elements are put while every other byte stays: what is written anew from a tree may come out in
 * other characters than were signed. For documents that were parsed before, so well-formed and without a document type.
 */
final class Markup {
    private final byte[] xml;
    private final Map<Integer, String> wanted;

    /** By where they go. */
    private final Map<Integer, Insertion> insertions = new TreeMap<>();

    private Markup(byte[] xml, Map<Integer, String> wanted) {
        this.xml = xml;
        this.wanted = wanted;
    }

    /** What goes where, in place of the bytes up to another place. */
    private record Insertion(String text, int until) {}

    /**
     * Whether text in ASCII can be put between the bytes of the document as they stand.
     *
     * @return the encoding where not
     */
    static Optional<String> foreign(Document document) {
        return Stream.of(document.getInputEncoding(), document.getXmlEncoding())
                .flatMap(Stream::ofNullable)
                .map(each -> each.toUpperCase(Locale.ROOT))
                .filter(each -> !each.equals("UTF-8")
                        && !each.equals("US-ASCII")
                        && !each.startsWith("ISO-8859-")
                        && !each.startsWith("WINDOWS-")
                        && !each.startsWith("TIS-620"))
                .findFirst();
    }

    /**
     * The document with these texts at the end of elements.
     *
     * @param texts elements of well-formed XML in ASCII, by the elements of the document they go into
     */
    static byte[] with(byte[] xml, Document document, IdentityHashMap<Element, String> texts) throws XmlException {
        Map<Integer, String> wanted = new TreeMap<>();
        int count = 0;
        for (Node node = document.getDocumentElement(); node != null; node = next(node)) {
            if (node instanceof Element element) {
                String text = texts.get(element);
                if (text != null) {
                    wanted.put(count, text);
                }
                count++;
            }
        }
        Markup markup = new Markup(xml, wanted);
        if (markup.scan() != count || markup.insertions.size() != texts.size()) {
            throw XmlException.malformed("its elements cannot be told apart in its text");
        }
        return markup.written();
    }

    private static @Nullable Node next(Node node) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != null && at.getNextSibling() == null) {
            at = at.getParentNode();
        }
        return at == null ? null : at.getNextSibling();
    }

    /** Counts the elements, and finds where those end that are wanted. */
    private int scan() throws XmlException {
        Deque<Integer> open = new ArrayDeque<>();
        int count = 0;
        for (int at = 0; at < xml.length; ) {
            if (xml[at] != '<') {
                at++;
            } else if (starts(at, "<!--")) {
                at = behind(at + 4, "-->");
            } else if (starts(at, "<![CDATA[")) {
                at = behind(at, "]]>");
            } else if (starts(at, "<?")) {
                at = behind(at, "?>");
            } else if (starts(at, "</") && !open.isEmpty()) {
                closing(open.pop(), at);
                at = behind(at, ">");
            } else {
                int end = endOfTag(at);
                if (xml[end - 1] == '/') {
                    empty(count, at, end - 1);
                } else {
                    open.push(count);
                }
                count++;
                at = end + 1;
            }
        }
        return count;
    }

    private void closing(int element, int at) {
        Optional.ofNullable(wanted.get(element)).ifPresent(text -> insertions.put(at, new Insertion(text, at)));
    }

    /** Of an element without an end tag, which gets one. */
    private void empty(int element, int start, int slash) {
        Optional.ofNullable(wanted.get(element)).ifPresent(text -> {
            int end = start + 1;
            while ((xml[end] & 0xff) > ' ' && xml[end] != '/') {
                end++;
            }
            String name = new String(xml, start + 1, end - start - 1, StandardCharsets.ISO_8859_1);
            insertions.put(slash, new Insertion(">" + text + "</" + name, slash + 1));
        });
    }

    private boolean starts(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= xml.length || xml[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int behind(int from, String text) throws XmlException {
        for (int at = from; at < xml.length; at++) {
            if (starts(at, text)) {
                return at + text.length();
            }
        }
        throw XmlException.malformed("markup without an end");
    }

    /** The bracket that closes a tag: not one within the value of an attribute. */
    private int endOfTag(int from) throws XmlException {
        byte quote = 0;
        for (int at = from; at < xml.length; at++) {
            byte c = xml[at];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return at;
            }
        }
        throw XmlException.malformed("a tag without an end");
    }

    private byte[] written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(xml.length + 4096);
        int from = 0;
        for (Map.Entry<Integer, Insertion> each : insertions.entrySet()) {
            out.write(xml, from, each.getKey() - from);
            out.writeBytes(each.getValue().text().getBytes(StandardCharsets.ISO_8859_1));
            from = each.getValue().until();
        }
        out.write(xml, from, xml.length - from);
        return out.toByteArray();
    }
}
