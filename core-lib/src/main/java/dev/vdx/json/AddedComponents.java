package dev.vdx.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts components behind those that {@code etsiU} has (TS 119 182-1, 5.3.1), in a text whose every other character stays: what others signed
 * and time-stamped is not written anew.
 */
final class AddedComponents {
    private final JsonParser parser;
    private final List<Place> places = new ArrayList<>();

    private AddedComponents(JsonParser parser) {
        this.parser = parser;
    }

    /** Where components of one signature go, and what stands around them there. */
    private record Place(int at, String before, String after) {}

    /**
     * The text with them.
     *
     * @param text flattened or general JSON that was read before
     * @param added for each signature in its order: components as they will stand, each a string or an object of JSON
     */
    static String to(String text, List<List<String>> added) throws JsonException {
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
        Place place = new Place(behind(), "\"header\":{\"etsiU\":[", "]},");
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
        Place place = new Place(opening, "\"etsiU\":[", "],");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            empty = false;
            boolean components = parser.currentName().equals("etsiU");
            if (parser.nextToken() == JsonToken.START_ARRAY && components) {
                boolean first = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    first = false;
                    parser.skipChildren();
                }
                place = new Place(behind() - 1, first ? "" : ",", "");
            } else {
                parser.skipChildren();
            }
        }
        return empty ? new Place(opening, "\"etsiU\":[", "]") : place;
    }

    /** Behind the bracket that was read last. */
    private int behind() {
        return (int) parser.currentTokenLocation().getCharOffset() + 1;
    }
}
