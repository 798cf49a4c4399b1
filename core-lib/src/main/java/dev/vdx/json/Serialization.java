package dev.vdx.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes the three serializations (RFC 7515, 7.1, 7.2.1, 7.2.2) apart. */
final class Serialization {
    private static final Set<String> GENERAL = Set.of("payload", "signatures");
    private static final Set<String> FLATTENED = Set.of("payload", "protected", "header", "signature");
    private static final Set<String> ONE_OF_SEVERAL = Set.of("protected", "header", "signature");

    private static final int MOST_FAULTS = 10;

    private final Budget budget;
    private final int mostSignatures;

    Serialization(Budget budget, int mostSignatures) {
        this.budget = budget;
        this.mostSignatures = mostSignatures;
    }

    /** The signatures of a file; none where it is JSON without any. */
    List<Jws> parse(String file) throws JsonException {
        String text = trimmed(file);
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return List.of(compact(text, "jws-1"));
        }
        if (!(JsonText.parse(text, budget) instanceof JsonValue.Members top)) {
            return List.of();
        }
        boolean flattened = top.has("signature") && (top.has("protected") || top.has("header") || top.has("payload"));
        if (flattened && top.elements("signatures").isEmpty()) {
            return List.of(flattened(top, "jws-1"));
        }
        boolean general = top.has("signatures")
                && (top.has("payload") || !looseSignatures(top).isEmpty());
        return general ? general(top) : List.of();
    }

    /** Without byte order mark and blanks around it. */
    static String trimmed(String file) {
        return (file.startsWith("\ufeff") ? file.substring(1) : file).strip();
    }

    private static List<JsonValue> looseSignatures(JsonValue.Members top) {
        return top.elements("signatures").stream()
                .filter(each -> each instanceof JsonValue.Members m && m.has("signature"))
                .toList();
    }

    /** Blanks around it are tolerated: editors put a line's end at the end of a file. */
    static Jws compact(String text, String id) throws JsonException {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (first < 0 || first == last || text.indexOf('.', first + 1) != last) {
            throw JsonException.malformed("a compact signature has three parts (RFC 7515, 7.1)");
        }
        String payload = text.substring(first + 1, last);
        return new Jws(
                id,
                payload.isEmpty() ? Optional.empty() : Optional.of(payload),
                text.substring(0, first),
                JsonValue.Members.NONE,
                text.substring(last + 1),
                List.of());
    }

    private List<Jws> general(JsonValue.Members top) throws JsonException {
        if (!(top.get("signatures").orElseThrow() instanceof JsonValue.Elements elements)) {
            throw JsonException.malformed("\"signatures\" is no array (RFC 7515, 7.2.1)");
        }
        if (elements.all().size() > mostSignatures) {
            throw JsonException.limit("signatures > " + mostSignatures);
        }
        List<String> faults = new ArrayList<>(strangers(top, GENERAL));
        List<Jws> found = new ArrayList<>();
        for (JsonValue each : elements.all()) {
            if (!(each instanceof JsonValue.Members members)) {
                throw JsonException.malformed("an element of \"signatures\" is no object (RFC 7515, 7.2.1)");
            }
            found.add(one(members, top, "jws-" + (found.size() + 1), ONE_OF_SEVERAL, faults));
        }
        return found;
    }

    static Jws flattened(JsonValue.Members top, String id) {
        return one(top, top, id, FLATTENED, List.of());
    }

    private static Jws one(
            JsonValue.Members members, JsonValue.Members top, String id, Set<String> known, List<String> above) {
        List<String> faults = new ArrayList<>(above);
        faults.addAll(strangers(members, known));
        requireText(members, "protected", faults);
        requireText(members, "signature", faults);
        requireText(top, "payload", faults);
        if (members.get("header").filter(h -> !(h instanceof JsonValue.Members)).isPresent()) {
            faults.add("\"header\" is no object");
        }
        return new Jws(
                id,
                top.text("payload"),
                members.text("protected").orElse(""),
                members.members("header"),
                members.text("signature").orElse(""),
                faults);
    }

    /** Members that neither RFC 7515 nor JAdES knows could be taken for signed (TS 119 182-1, 4). */
    private static List<String> strangers(JsonValue.Members members, Set<String> known) {
        Set<String> names = new TreeSet<>(members.all().keySet());
        names.removeAll(known);
        return names.stream()
                .limit(MOST_FAULTS)
                .map(name -> "member \"" + name + "\" does not belong here")
                .toList();
    }

    private static void requireText(JsonValue.Members members, String name, List<String> faults) {
        if (members.get(name)
                .filter(value -> !(value instanceof JsonValue.Text))
                .isPresent()) {
            faults.add("\"" + name + "\" is no string");
        }
    }
}
