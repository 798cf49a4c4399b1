package dev.vdx.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code spec/openapi.yaml}, against which real requests and answers are held. */
final class Contract {
    private static final Path FILE = Path.of("..", "spec", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private final JsonNode root;
    private final Set<String> exercised = new HashSet<>();

    private Contract(JsonNode root) {
        this.root = root;
    }

    static Contract read() throws IOException {
        return new Contract(new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile()));
    }

    /** Holds a request and its answer against the operation it belongs to. */
    void check(String method, String path, byte[] body, String type, HttpResponse<byte[]> answer) throws IOException {
        String plain = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        String template = template(method, plain)
                .orElseThrow(() -> new AssertionError(method + " " + path + " is not in openapi.yaml"));
        JsonNode operation = root.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
        JsonNode response = resolved(response(operation, answer.statusCode()));
        if (response.isMissingNode()) {
            throw new AssertionError(
                    method + " " + path + " answered " + answer.statusCode() + ", which is not foreseen");
        }
        boolean good = answer.statusCode() < 400;
        if (good) {
            exercised.add(operation.path("operationId").asText());
            checkBody("request of " + template, operation.path("requestBody").path("content"), type, body);
        }
        checkBody(
                "answer of " + template,
                response.path("content"),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    /** Operations that no good answer was seen of. */
    Set<String> neverExercised() {
        Set<String> left = new TreeSet<>();
        for (JsonNode path : root.path("paths")) {
            for (Map.Entry<String, JsonNode> operation : path.properties()) {
                if (METHODS.contains(operation.getKey())) {
                    left.add(operation.getValue().path("operationId").asText());
                }
            }
        }
        left.removeAll(exercised);
        return left;
    }

    private static JsonNode response(JsonNode operation, int status) {
        JsonNode responses = operation.path("responses");
        JsonNode exact = responses.path(Integer.toString(status));
        // What is good must be listed by its number; only errors may fall under "default".
        return exact.isMissingNode() && status >= 400 ? responses.path("default") : exact;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    private Optional<String> template(String method, String path) {
        List<String> found = new ArrayList<>();
        Iterator<String> names = root.path("paths").fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            boolean has = root.path("paths").path(name).has(method.toLowerCase(java.util.Locale.ROOT));
            if (has && path.matches(name.replaceAll("\\{[a-z]+}", "[^/]+"))) {
                found.add(name);
            }
        }
        // The one with fewest parameters is meant (OpenAPI 3.1, 4.8.8.1).
        return found.stream()
                .min(java.util.Comparator.comparingLong(
                        n -> n.chars().filter(c -> c == '{').count()));
    }

    private void checkBody(String what, JsonNode content, String type, byte[] body) throws IOException {
        String media = type.indexOf(';') < 0 ? type : type.substring(0, type.indexOf(';'));
        if (content.isMissingNode()) {
            if (body.length > 0) {
                throw new AssertionError(what + " has a body, and none is foreseen");
            }
            return;
        }
        JsonNode entry = content.has("*/*") ? content.path("*/*") : content.path(media);
        if (entry.isMissingNode()) {
            throw new AssertionError(what + " is " + type + ", which is not foreseen");
        }
        if (entry.has("schema")) {
            JsonNode value = media.endsWith("json")
                    ? Agency.JSON.readTree(body)
                    : Agency.JSON.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8));
            Set<ValidationMessage> wrong = validate(entry.path("schema"), value);
            if (!wrong.isEmpty()) {
                throw new AssertionError(what + ": " + wrong + " in " + value);
            }
        }
    }

    private Set<ValidationMessage> validate(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(value);
    }
}
