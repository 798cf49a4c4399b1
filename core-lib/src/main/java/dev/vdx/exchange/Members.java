package dev.vdx.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of a JSON object, read strictly: what is missing, of another type or over a limit is refused by its path. */
final class Members {
    private static final int MOST_TEXT = 4_000;
    private static final int MOST_ITEMS = 10_000;
    private static final Pattern RFC_3339 =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
                    + "(?:\\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final int NANO_DIGITS = 9;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(32)
                            .maxNameLength(200)
                            .maxStringLength(64 << 10)
                            .build())
                    .build())
            .build();

    private final JsonNode node;
    private final String path;

    private Members(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    static Members parse(byte[] json, int limit) throws ExchangeException {
        if (json.length > limit) {
            throw new ExchangeException(ExchangeProblem.OVER_LIMIT, "more than " + limit + " bytes of JSON");
        }
        String text = utf8(json);
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            JsonNode node = parser.nextToken() == JsonToken.START_OBJECT ? MAPPER.readTree(parser) : null;
            if (node == null) {
                throw malformed("$", "is not an object");
            }
            if (parser.nextToken() != null) {
                throw malformed("$", "something follows it");
            }
            return new Members(node, "$");
        } catch (IOException e) {
            // The parser's own message may quote the content.
            throw new ExchangeException(
                    ExchangeProblem.MALFORMED,
                    "not JSON, or a member twice, or nested too deep: "
                            + e.getClass().getSimpleName());
        }
    }

    private static String utf8(byte[] json) throws ExchangeException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ExchangeException(ExchangeProblem.MALFORMED, "not UTF-8", e);
        }
    }

    void version(int known) throws ExchangeException {
        JsonNode version = node.get("vdx");
        if (version == null || !version.isInt() || version.intValue() != known) {
            throw malformed(path + ".vdx", "is not " + known + ", the version we know");
        }
    }

    String text(String name) throws ExchangeException {
        return optionalText(name).orElseThrow(() -> malformed(path + "." + name, "is missing"));
    }

    Optional<String> optionalText(String name) throws ExchangeException {
        JsonNode value = node.get(name);
        return value == null ? Optional.empty() : Optional.of(text(value, path + "." + name, MOST_TEXT));
    }

    private static String text(JsonNode value, String where, int most) throws ExchangeException {
        if (!value.isTextual()) {
            throw malformed(where, "is not a text");
        }
        String text = value.textValue();
        if (text.isEmpty() || text.length() > most) {
            throw malformed(where, "is empty or longer than " + most);
        }
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7f)) {
            throw malformed(where, "holds control characters");
        }
        return text;
    }

    <T> T value(String name, Function<String, T> reader) throws ExchangeException {
        return as(text(name), path + "." + name, reader);
    }

    <T> Optional<T> optional(String name, Function<String, T> reader) throws ExchangeException {
        Optional<String> text = optionalText(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(as(text.get(), path + "." + name, reader));
    }

    <T> T oneOf(String name, Function<String, Optional<T>> reader) throws ExchangeException {
        return reader.apply(text(name)).orElseThrow(() -> malformed(path + "." + name, "is none of the known words"));
    }

    <T> T oneOf(String name, Function<String, Optional<T>> reader, T otherwise) throws ExchangeException {
        return node.has(name) ? oneOf(name, reader) : otherwise;
    }

    Instant time(String name) throws ExchangeException {
        return value(name, Members::time0);
    }

    private static Instant time0(String text) {
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a time is RFC 3339, such as 2026-11-24T08:00:00Z");
        }
        String fraction = parts.group(7) == null ? "0" : parts.group(7);
        int nanos = Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
        return OffsetDateTime.of(
                        number(parts, 1),
                        number(parts, 2),
                        number(parts, 3),
                        number(parts, 4),
                        number(parts, 5),
                        number(parts, 6),
                        nanos,
                        ZoneOffset.of(parts.group(8)))
                .toInstant();
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    long number(String name) throws ExchangeException {
        JsonNode value = node.get(name);
        if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
            throw malformed(path + "." + name, "is not a whole number");
        }
        return value.longValue();
    }

    boolean flag(String name) throws ExchangeException {
        JsonNode value = node.get(name);
        if (value != null && !value.isBoolean()) {
            throw malformed(path + "." + name, "is neither true nor false");
        }
        return value != null && value.booleanValue();
    }

    Members object(String name) throws ExchangeException {
        return optionalObject(name).orElseThrow(() -> malformed(path + "." + name, "is missing"));
    }

    Optional<Members> optionalObject(String name) throws ExchangeException {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw malformed(path + "." + name, "is not an object");
        }
        return Optional.of(new Members(value, path + "." + name));
    }

    List<Members> objects(String name) throws ExchangeException {
        List<Members> objects = new ArrayList<>();
        for (JsonNode item : items(name)) {
            String where = path + "." + name + "[" + objects.size() + "]";
            if (!item.isObject()) {
                throw malformed(where, "is not an object");
            }
            objects.add(new Members(item, where));
        }
        return objects;
    }

    <T> List<T> list(String name, int mostText, Function<String, T> reader) throws ExchangeException {
        List<T> values = new ArrayList<>();
        for (JsonNode item : items(name)) {
            String where = path + "." + name + "[" + values.size() + "]";
            values.add(as(text(item, where, mostText), where, reader));
        }
        return values;
    }

    private JsonNode items(String name) throws ExchangeException {
        JsonNode value = node.get(name);
        if (value == null) {
            return MAPPER.createArrayNode();
        }
        if (!value.isArray() || value.size() > MOST_ITEMS) {
            throw malformed(path + "." + name, "is not a list, or too long a one");
        }
        return value;
    }

    Map<String, String> texts(String name) throws ExchangeException {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<Members> object = optionalObject(name);
        if (object.isPresent()) {
            Iterator<String> names = object.get().node.fieldNames();
            while (names.hasNext()) {
                String key = names.next();
                if (texts.size() == 100) {
                    throw malformed(path + "." + name, "has more than 100 members");
                }
                texts.put(key, object.get().text(key));
            }
        }
        return texts;
    }

    private static <T> T as(String text, String where, Function<String, T> reader) throws ExchangeException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(
                    where, e instanceof DateTimeException ? "is no date that exists" : String.valueOf(e.getMessage()));
        }
    }

    /** The whole, made by its record's own rules. */
    static <T> T made(Making<T> making) throws ExchangeException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw malformed("$", String.valueOf(e.getMessage()));
        }
    }

    /** Makes a record of members. */
    interface Making<T> {
        T make() throws ExchangeException;
    }

    static ExchangeException malformed(String where, String what) {
        return new ExchangeException(ExchangeProblem.MALFORMED, where + " " + what);
    }
}
