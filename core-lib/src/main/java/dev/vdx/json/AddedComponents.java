package dev.vdx.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts components behind those that {@code etsiU} has, or in their place (TS 119 182-1, 5.3.1), in a text whose every other character stays: what
 * others signed and time-stamped is not written anew.
 */
final class AddedComponents {
    private final JsonParser parser;
    private final List<Place> places = new ArrayList<>();

    private AddedComponents(JsonParser parser) {
        this.parser = parser;
    }

    /** Where components of one signature go, what stands around them there, and where those are that it has. */
    private record Place(int at, String before, String after, List<Span> components) {}

    private record Span(int from, int to) {}

    /**
     * The text with them.
     *
     * @param text flattened or general JSON that was read before
     * @param added for each signature in its order: components as they will stand, each a string or an object of JSON
     */
    static String to(String text, List<List<String>> added) throws JsonException {
        return to(text, added, (signature, component, before) -> before);
    }

    /** What comes in the place of a component. */
    interface Change {
        /**
         * The component as it will stand.
         *
         * @param signature its place among the signatures
         * @param component its place in the signature
         * @param before as it stands
         */
        String of(int signature, int component, String before) throws JsonException;
    }

    /** The same, with other components in the place of some. */
    static String to(String text, List<List<String>> added, Change change) throws JsonException {
        List<Place> places = places(text);
        if (places.size() != added.size()) {
            throw JsonException.malformed("signatures that are hard to tell apart");
        }
        StringBuilder out = new StringBuilder(text);
        for (int i = places.size() - 1; i >= 0; i--) {
            if (!added.get(i).isEmpty()) {
                Place place = places.get(i);
                out.insert(place.at(), place.before() + String.join(",", added.get(i)) + place.after());
            }
            List<Span> components = places.get(i).components();
            for (int j = components.size() - 1; j >= 0; j--) {
                int from = components.get(j).from();
                int to = components.get(j).to();
                out.replace(from, to, change.of(i, j, text.substring(from, to)));
            }
        }
        return out.toString();
    }

    private static List<Place> places(String text) throws JsonException {
        try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
            AddedComponents reading = new AddedComponents(parser);
            parser.nextToken();
            Place flattened = reading.signature(true);
            return reading.places.isEmpty() ? List.of(flattened) : reading.places;
        } catch (IOException e) {
            throw JsonException.malformed("JSON");
        }
    }

    /** From the opening of an object to its end; the outermost may hold {@code signatures}. */
    private Place signature(boolean outermost) throws IOException {
        Place place = new Place(behind(), "\"header\":{\"etsiU\":[", "]},", List.of());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("header") && value == JsonToken.START_OBJECT) {
                place = header();
            } else if (outermost && name.equals("signatures") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    places.add(signature(false));
                }
            } else {
                parser.skipChildren();
            }
        }
        return place;
    }

    private Place header() throws IOException {
        int opening = behind();
        boolean empty = true;
        Place place = new Place(opening, "\"etsiU\":[", "],", List.of());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            empty = false;
            boolean components = parser.currentName().equals("etsiU");
            if (parser.nextToken() == JsonToken.START_ARRAY && components) {
                List<Span> spans = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    spans.add(span(parser));
                }
                place = new Place(behind() - 1, spans.isEmpty() ? "" : ",", "", spans);
            } else {
                parser.skipChildren();
            }
        }
        return empty ? new Place(opening, "\"etsiU\":[", "]", List.of()) : place;
    }

    /** Of the value whose first token was read last. */
    private static Span span(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            parser.finishToken();
            return new Span(from, (int) parser.currentLocation().getCharOffset());
        }
        parser.skipChildren();
        return new Span(from, (int) parser.currentTokenLocation().getCharOffset() + 1);
    }

    /**
     * A component of one member with another value.
     *
     * @param clear an object of one member, in clear
     * @param change the value as it will stand, from how it stands
     */
    static String changed(String clear, Value change) throws JsonException {
        try (JsonParser parser = JsonText.FACTORY.createParser(clear)) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            Span value = span(parser);
            return clear.substring(0, value.from())
                    + change.of(clear.substring(value.from(), value.to()))
                    + clear.substring(value.to());
        } catch (IOException e) {
            throw JsonException.malformed("JSON");
        }
    }

    /** A value of JSON from another. */
    interface Value {
        String of(String before) throws JsonException;
    }

    /** Behind the bracket that was read last. */
    private int behind() {
        return (int) parser.currentTokenLocation().getCharOffset() + 1;
    }
}
