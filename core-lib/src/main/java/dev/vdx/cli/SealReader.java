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

/**
 * Reads what {@code --seal} says: {@code default}, the name of a JSON file, or {@code key=value,key=value}. Whatever the
 * way, it is names and values; {@link SealWishes} understands them.
 */
final class SealReader {
    private static final long LARGEST = 64 << 10;

    private SealReader() {}

    static SealWishes read(String spec) throws Refusal {
        if (spec.equals("default")) {
            return new SealWishes(Map.of());
        }
        if (spec.contains("=") && !Files.exists(Arguments.path(spec))) {
            return new SealWishes(pairs(spec));
        }
        return new SealWishes(json(Inputs.file(spec)));
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

    private static Map<String, List<String>> json(Path file) throws Refusal {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file.toString(), "too long");
            }
            try (JsonParser parser = factory.createParser(Files.readAllBytes(file))) {
                return object(parser, file.toString());
            }
        } catch (JsonProcessingException e) {
            throw wrong(
                    file.toString(),
                    e.getOriginalMessage() + ", line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw Refusal.input("cannot read " + file, "อ่าน " + file + " ไม่ได้");
        }
    }

    private static Map<String, List<String>> object(JsonParser parser, String name) throws IOException, Refusal {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw wrong(name, "not a JSON object");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        members(parser, name, values);
        if (parser.nextToken() != null) {
            throw wrong(name, "something follows the JSON object");
        }
        return values;
    }

    /** The members of "box" stand for themselves. */
    private static void members(JsonParser parser, String name, Map<String, List<String>> into)
            throws IOException, Refusal {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            List<String> value = new ArrayList<>();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && key.equals("box")) {
                members(parser, name, into);
                continue;
            }
            if (token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value.add(scalar(parser, name, key));
                }
            } else {
                value.add(scalar(parser, name, key));
            }
            if (into.put(key, value) != null) {
                throw wrong(name, "'" + key + "' is given twice");
            }
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
