package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What really travels is valid by {@code spec/schema}, and its altered twin is not. */
class SchemaTest {
    private static final Path SCHEMAS = Path.of("..", "spec", "schema");

    @TempDir
    Path folder;

    @Test
    void messageReceiptAndDirectoryAreWhatTheirSchemasSay() throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        try (TwoNodes nodes = TwoNodes.start(folder, clock, random)) {
            Agency a = new Agency(
                    nodes.a().localPort(), nodes.a().makeKey("test", List.of("send", "read"), clock, random));
            String id = a.send("sandbox:agency-b", "x".getBytes(UTF_8), "1");
            JsonNode sent = a.await("/local/v1/outbox/" + id, "delivered");
            JsonNode receipt =
                    payload(sent.path("receipts").get(0).path("signed").asText());
            sound("receipt", receipt);
            unsound("receipt", without(receipt, "verdict"));
            unsound("receipt", with(receipt, "registerNumber", "1"));
            byte[] container = a.call("GET", "/local/v1/outbox/" + id + "/message", new byte[0])
                    .body();
            JsonNode envelope = envelope(container);
            sound("message", envelope);
            unsound("message", without(envelope, "documents"));
            unsound("message", with(envelope, "from", "nobody"));
            JsonNode directory = payload(Files.readString(folder.resolve("directory.jws"), UTF_8));
            sound("directory", directory);
            unsound("directory", without(directory, "sequence"));
        }
    }

    private static JsonNode payload(String jws) throws IOException {
        return Agency.JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.")[1]));
    }

    private static JsonNode envelope(byte[] container) throws IOException {
        try (var zip = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(container))) {
            while (!"message.json".equals(zip.getNextEntry().getName())) {
                zip.closeEntry();
            }
            return Agency.JSON.readTree(zip.readAllBytes());
        }
    }

    private static JsonNode without(JsonNode node, String member) {
        ObjectNode copy = node.deepCopy();
        copy.remove(member);
        return copy;
    }

    private static JsonNode with(JsonNode node, String member, String value) {
        ObjectNode copy = node.deepCopy();
        copy.put(member, value);
        return copy;
    }

    private static void sound(String schema, JsonNode value) throws IOException {
        assertEquals(Set.of(), validate(schema, value), schema);
    }

    private static void unsound(String schema, JsonNode value) throws IOException {
        assertFalse(validate(schema, value).isEmpty(), schema + " " + value);
    }

    private static Set<ValidationMessage> validate(String schema, JsonNode value) throws IOException {
        String message = Files.readString(SCHEMAS.resolve("message.schema.json"), UTF_8);
        String id = Agency.JSON.readTree(message).path("$id").asText();
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(id, message))))
                .getSchema(Files.readString(SCHEMAS.resolve(schema + ".schema.json"), UTF_8))
                .validate(value);
    }
}
