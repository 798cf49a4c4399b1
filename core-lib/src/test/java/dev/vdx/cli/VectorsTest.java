package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector of spec/vectors through the command line, as another implementation would be tested. */
class VectorsTest {
    private static final Path VECTORS = Path.of("..", "spec", "vectors");
    private static final Path PERMISSIVE = Path.of("src/test/resources/dev/vdx/attack/most-permissive-policy.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.walk(VECTORS)) {
            return files.filter(f -> f.getFileName().toString().equals("expected.json"))
                    .map(f -> f.getParent())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreVectors() throws IOException {
        assertTrue(vectors().size() >= 20, vectors().size() + " vectors");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theAnswerIsTheExpectedOne(Path vector) throws IOException {
        JsonNode expected = JSON.readTree(vector.resolve("expected.json").toFile());
        List<Object> words = new ArrayList<>(List.of("verify", "--offline", "--format", "json"));
        words.addAll(List.of("--at", expected.get("at").asText()));
        words.addAll(List.of("--trust", vector.resolve("anchors.pem")));
        words.addAll(List.of("--tsa-trust", vector.resolve("tsa-anchors.pem")));
        named(vector, "content.").forEach(content -> words.addAll(List.of("--content", content)));
        words.addAll(named(vector, "input."));
        Run run = Run.vdx(words.toArray());
        JsonNode report = JSON.readTree(run.out());
        String said = run.out() + run.err();
        assertEquals(expected.get("outcome").asText(), report.get("outcome").asText(), said);
        assertEquals(expected.get("exitCode").asInt(), run.exitCode(), said);
        assertEquals(
                expected.get("exitCode").asInt() != 0,
                vector.getFileName().toString().endsWith("_fail"),
                "the name ends in _fail if it must be refused");
        if (run.exitCode() == 1) {
            List<Object> permissive = new ArrayList<>(words);
            permissive.addAll(1, List.of("--policy", PERMISSIVE));
            assertEquals(1, Run.vdx(permissive.toArray()).exitCode(), "by the most permissive policy");
        }
        assertFalse(Files.readString(vector.resolve("README.md")).isBlank(), "the README says why");
        for (int i = 0; i < expected.path("signatures").size(); i++) {
            JsonNode want = expected.get("signatures").get(i);
            JsonNode got = report.get("signatures").get(i);
            for (String key : List.of("indication", "subIndication", "level")) {
                assertEquals(want.get(key), got.get(key), key + ": " + said);
            }
        }
        expected.path("findings")
                .forEach(code -> assertTrue(run.out().contains("\"code\":" + code), code + " in " + said));
    }

    private static List<Path> named(Path vector, String start) throws IOException {
        try (Stream<Path> files = Files.list(vector)) {
            return files.filter(f -> f.getFileName().toString().startsWith(start))
                    .sorted()
                    .toList();
        }
    }
}
