package dev.vdx.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what {@code --seal} says: {@code default}, the name of a JSON file, or {@code key=value,key=value}. Whatever the
 * way, it is names and values; {@link SealWish} understands them.
 */
final class SealReader {
    private static final long LARGEST = 64 << 10;
    private static final int MOST_SEALS = 16;
    private static final Set<String> OF_BOX = Set.of("x", "y", "width", "height");

    private SealReader() {}

    /** The seals asked for, the signature's own first. */
    static List<SealWish> read(String spec) throws Refusal {
        Path here = Path.of("");
        if (spec.equals("default")) {
            return List.of(new SealWish(Map.of(), here));
        }
        if (spec.contains("=") && !Files.exists(Arguments.path(spec))) {
            return List.of(new SealWish(pairs(spec), here));
        }
        Path file = Inputs.file(spec);
        Path folder = Optional.ofNullable(file.getParent()).orElse(here);
        List<SealWish> wishes = new ArrayList<>();
        for (Map<String, List<String>> values : json(file)) {
            wishes.add(new SealWish(values, folder));
        }
        return wishes;
    }

    private static Map<String, List<String>> pairs(String spec) throws Refusal {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : spec.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || values.put(pair.substring(0, equals), List.of(pair.substring(equals + 1))) != null) {
                throw wrong(spec, "'" + pair + "' is not key=value, or is given twice");
            }
        }
        return values;
    }

    private static List<Map<String, List<String>>> json(Path file) throws Refusal {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file.toString(), "too long");
            }
            try (JsonParser parser = factory.createParser(Files.readAllBytes(file))) {
                return seals(parser, file.toString());
            }
        } catch (JsonProcessingException e) {
            throw wrong(
                    file.toString(),
                    e.getOriginalMessage() + ", line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw Refusal.input("cannot read " + file, "อ่าน " + file + " ไม่ได้");
        }
    }

    /** One seal, or those of the member {@code seals}; what stands beside that member holds for each of them. */
    private static List<Map<String, List<String>>> seals(JsonParser parser, String name) throws IOException, Refusal {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw wrong(name, "not a JSON object");
        }
        Map<String, List<String>> shared = new LinkedHashMap<>();
        List<Map<String, List<String>>> seals = new ArrayList<>();
        boolean several = false;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (key.equals("seals") && token == JsonToken.START_ARRAY) {
                several = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    seals.add(seal(parser, name));
                }
            } else {
                member(parser, name, key, token, shared);
            }
        }
        if (parser.nextToken() != null) {
            throw wrong(name, "something follows the JSON object");
        }
        if (!several) {
            return List.of(shared);
        }
        if (seals.isEmpty() || seals.size() > MOST_SEALS) {
            throw wrong(name, "'seals' wants 1 to " + MOST_SEALS + " seals");
        }
        seals.forEach(seal -> shared.forEach(seal::putIfAbsent));
        return seals;
    }

    private static Map<String, List<String>> seal(JsonParser parser, String name) throws IOException, Refusal {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(name, "'seals' wants objects");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            member(parser, name, key, parser.nextToken(), values);
        }
        return values;
    }

    private static void member(
            JsonParser parser, String name, String key, JsonToken token, Map<String, List<String>> into)
            throws IOException, Refusal {
        if (token == JsonToken.START_OBJECT && key.equals("box")) {
            for (String part = parser.nextFieldName(); part != null; part = parser.nextFieldName()) {
                if (!OF_BOX.contains(part)) {
                    throw wrong(name, "'box' has x, y, width and height, and no '" + part + "'");
                }
                parser.nextToken();
                put(name, part, List.of(scalar(parser, name, part)), into);
            }
            return;
        }
        List<String> value = new ArrayList<>();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value.add(scalar(parser, name, key));
            }
        } else {
            value.add(scalar(parser, name, key));
        }
        put(name, key, value, into);
    }

    private static void put(String name, String key, List<String> value, Map<String, List<String>> into)
            throws Refusal {
        if (into.put(key, value) != null) {
            throw wrong(name, "'" + key + "' is given twice");
        }
    }

    private static String scalar(JsonParser parser, String name, String key) throws IOException, Refusal {
        if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
            throw wrong(name, "'" + key + "' wants a text, a number or true or false");
        }
        return parser.getText();
    }

    private static Refusal wrong(String spec, String why) {
        return Refusal.usage("--seal " + spec + ": " + why, "--seal " + spec + ": รูปแบบไม่ถูกต้อง (" + why + ")");
    }
}
