package dev.vdx.certificate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads JSON that says the same as XML can: one object, names that are names in XML too, and nothing that XML cannot tell
 * from nothing (null, empty lists and objects, lists in lists).
 */
final class StrictJson {
    /** Longest JSON text, in bytes. */
    static final int LARGEST = 1 << 20;

    /** Most values in it. */
    static final int MOST = 20_000;

    /** Deepest nesting. */
    static final int DEEPEST = 16;

    /** Longest text in it, in characters. */
    static final int LONGEST = 10_000;

    /** Names that JSON and XML have alike. */
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST)
                    .maxNumberLength(50)
                    .maxNameLength(200)
                    .build())
            .build();

    private final JsonParser parser;
    private int left = MOST;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws CertificateException it is no such JSON; says where */
    static Value.Group read(byte[] json) throws CertificateException {
        if (json.length > LARGEST) {
            throw new CertificateException("longer than " + LARGEST + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString())) {
            StrictJson reading = new StrictJson(parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CertificateException("not a JSON object");
            }
            Value.Group group = reading.group("");
            if (parser.nextToken() != null) {
                throw new CertificateException("something follows the JSON object");
            }
            return group;
        } catch (JsonProcessingException e) {
            // What is over a limit has no location.
            String line = Optional.ofNullable(e.getLocation())
                    .map(l -> "line " + l.getLineNr() + ": ")
                    .orElse("");
            throw new CertificateException(line + e.getOriginalMessage().replace('\n', ' '), e);
        } catch (CharacterCodingException e) {
            throw new CertificateException("not UTF-8", e);
        } catch (IOException e) {
            throw new CertificateException(String.valueOf(e.getMessage()), e);
        }
    }

    private Value.Group group(String path) throws IOException, CertificateException {
        Map<String, Value> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!NAME.matcher(name).matches() || name.toLowerCase(Locale.ROOT).startsWith("xml")) {
                throw wrong(
                        path,
                        "'" + name
                                + "' is no name; names are up to 64 Latin letters, digits, - and _, begin with a letter or _, and not with xml");
            }
            parser.nextToken();
            members.put(name, value(path.isEmpty() ? name : path + "." + name, true));
        }
        if (members.isEmpty()) {
            throw wrong(path, "is an empty object, which XML cannot tell from none; leave it out");
        }
        return new Value.Group(members);
    }

    private Value value(String path, boolean lists) throws IOException, CertificateException {
        if (--left < 0) {
            throw new CertificateException("more than " + MOST + " values");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> group(path);
            case START_ARRAY -> items(path, lists);
            case VALUE_STRING -> Value.Text.of(visible(path, parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new Value.Text(parser.getText(), false);
            default -> throw wrong(path, "is null; leave it out");
        };
    }

    private Value items(String path, boolean allowed) throws IOException, CertificateException {
        if (!allowed) {
            throw wrong(path, "is a list in a list, which XML cannot say");
        }
        List<Value> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(path, false));
        }
        if (values.isEmpty()) {
            throw wrong(path, "is an empty list, which XML cannot tell from none; leave it out");
        }
        return new Value.Items(values);
    }

    /** What a reader of the page could not see has no place among the facts either. */
    private static String visible(String path, String text) throws CertificateException {
        for (int i = 0; i < text.length(); i++) {
            int type = Character.getType(text.codePointAt(i));
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.UNASSIGNED) {
                throw wrong(
                        path, String.format(Locale.ROOT, "holds the invisible character U+%04X", text.codePointAt(i)));
            }
            i += Character.isSupplementaryCodePoint(text.codePointAt(i)) ? 1 : 0;
        }
        return text;
    }

    private static CertificateException wrong(String path, String why) {
        return new CertificateException((path.isEmpty() ? "" : path + ": ") + why);
    }
}
