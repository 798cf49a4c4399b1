package dev.vdx.certificate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes the same facts as XML and as JSON. */
final class Twins {
    /** The file ETDA's programs and issued certificates have. */
    static final String XML_NAME = "ContentInformation.xml";

    static final String JSON_NAME = "ContentInformation.json";

    /** The root element of the XML. */
    static final String ROOT = "ContentInformation";

    static final String NAMESPACE = "urn:vdx:thai-certificate:1";

    private Twins() {}

    static byte[] json(Value.Group facts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            json(json, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void json(JsonGenerator json, Value value) throws IOException {
        if (value instanceof Value.Group group) {
            json.writeStartObject();
            for (Map.Entry<String, Value> member : group.members().entrySet()) {
                json.writeFieldName(member.getKey());
                json(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Value.Items items) {
            json.writeStartArray();
            for (Value item : items.values()) {
                json(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Value.Text text && text.quoted()) {
            json.writeString(text.text());
        } else if (value instanceof Value.Text text) {
            // As the record has it: 10.50 stays 10.50.
            json.writeRawValue(text.text());
        }
    }

    static byte[] xml(Value.Group facts) {
        StringBuilder out = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + ROOT + " xmlns=\"" + NAMESPACE + "\">\n");
        members(out, facts, 1);
        return out.append("</" + ROOT + ">\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void members(StringBuilder out, Value.Group group, int depth) {
        group.members().forEach((name, value) -> {
            for (Value each : value instanceof Value.Items items ? items.values() : List.of(value)) {
                element(out, name, each, depth);
            }
        });
    }

    private static void element(StringBuilder out, String name, Value value, int depth) {
        String indent = "  ".repeat(depth);
        out.append(indent).append('<').append(name).append('>');
        if (value instanceof Value.Group group) {
            out.append('\n');
            members(out, group, depth + 1);
            out.append(indent);
        } else if (value instanceof Value.Text text) {
            out.append(text.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
        out.append("</").append(name).append(">\n");
    }
}
