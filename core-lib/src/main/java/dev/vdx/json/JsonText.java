package dev.vdx.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text into values, strictly: UTF-8, no member twice (I-JSON, RFC 7493, 2.3), no lone surrogate (2.1), nothing behind the value,
 * and never more than its bounds.
 */
final class JsonText {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_NAME = 10_000;
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final Budget budget;

    /** Half a surrogate pair is no UTF-8, so that only an escape can bring it. */
    private final boolean escaped;

    private JsonText(JsonParser parser, Budget budget, boolean escaped) {
        this.parser = parser;
        this.budget = budget;
        this.escaped = escaped;
    }

    /** The value of a text in UTF-8; its values are taken from the budget. */
    static JsonValue parse(byte[] utf8, Budget budget) throws JsonException {
        return parse(decode(utf8), budget);
    }

    /** The value of a text that {@link #decode} gave. */
    static JsonValue parse(String text, Budget budget) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonText reading = new JsonText(parser, budget, text.indexOf('\\') >= 0);
            JsonValue value = reading.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw JsonException.malformed("something follows the JSON value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw JsonException.limit("JSON depth > " + DEEPEST + ", or a name or number too long");
        } catch (JsonProcessingException e) {
            throw JsonException.malformed("JSON" + where(e));
        } catch (IOException e) {
            throw JsonException.malformed("JSON");
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    static String decode(byte[] utf8) throws JsonException {
        String lenient = new String(utf8, StandardCharsets.UTF_8);
        // Java puts U+FFFD for what is malformed; it may also stand there by itself.
        if (lenient.indexOf('\ufffd') < 0) {
            return lenient;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw JsonException.malformed("not UTF-8");
        }
    }

    private JsonValue value(@Nullable JsonToken token) throws IOException, JsonException {
        budget.take();
        if (token == null) {
            throw JsonException.malformed("no JSON value");
        }
        return switch (token) {
            case START_OBJECT -> members();
            case START_ARRAY -> elements();
            case VALUE_STRING -> new JsonValue.Text(sound(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getText());
            case VALUE_TRUE -> JsonValue.Word.TRUE;
            case VALUE_FALSE -> JsonValue.Word.FALSE;
            case VALUE_NULL -> JsonValue.Word.NULL;
            default -> throw JsonException.malformed("JSON");
        };
    }

    private JsonValue.Members members() throws IOException, JsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = sound(parser.currentName());
            if (members.put(name, value(parser.nextToken())) != null) {
                throw JsonException.malformed("member \"" + name + "\" stands twice");
            }
        }
        return new JsonValue.Members(members);
    }

    private JsonValue.Elements elements() throws IOException, JsonException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token));
        }
        return new JsonValue.Elements(elements);
    }

    private String sound(String text) throws JsonException {
        if (!escaped) {
            return text;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw JsonException.malformed("half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }
}
