package dev.vdx.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A signature more in a text, which becomes general JSON (RFC 7515, 7.2.1); what is there stays, character for character. */
final class GeneralText {
    private final String text;
    private final JsonParser parser;
    private String header = "";
    private int end = -1;

    private GeneralText(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * The text with it.
     *
     * @param text compact, flattened or general; read before
     * @param first the first of its signatures
     * @param added an object of JSON
     */
    static String with(String text, Jws first, String added) throws JsonException {
        String header = "";
        if (text.startsWith("{")) {
            try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
                GeneralText reading = new GeneralText(text, parser);
                reading.read();
                if (reading.end >= 0) {
                    return text.substring(0, reading.end) + "," + added + text.substring(reading.end);
                }
                header = reading.header;
            } catch (IOException e) {
                throw JsonException.malformed("JSON");
            }
        }
        return "{\"payload\":\"" + first.payload().orElseThrow() + "\",\"signatures\":[{"
                + (header.isEmpty() ? "" : "\"header\":" + header + ",") + "\"protected\":\"" + first.protectedPart()
                + "\",\"signature\":\"" + first.value() + "\"}," + added + "]}";
    }

    private void read() throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            int last = (int) parser.currentTokenLocation().getCharOffset();
            if (name.equals("header") && value == JsonToken.START_OBJECT) {
                header = text.substring(start, last + 1);
            } else if (name.equals("signatures") && value == JsonToken.START_ARRAY) {
                end = last;
            }
        }
    }
}
