package dev.vdx.mutation;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What may differ in a JSON signature (RFC 7515, 7) without changing what was signed or by whom. */
final class JsonRules implements Seed.Rules {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public Optional<String> explain(byte[] original, byte[] mutant, Report sound, Report report) {
        if (original[0] != '{') {
            boolean same = text(original).strip().equals(text(mutant).strip());
            return same ? Optional.of("J1") : Optional.empty();
        }
        try {
            JsonNode before = JSON.readTree(original);
            JsonNode after = JSON.readTree(mutant);
            if (before.equals(after)) {
                return Optional.of("J2");
            }
            boolean stampless = report.verdict().signatures().stream().noneMatch(s -> s.timeProven());
            boolean same = withoutHeader(before).equals(withoutHeader(after));
            return same && stampless ? Optional.of("J3") : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode withoutHeader(JsonNode node) {
        JsonNode copy = node.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("header");
        }
        return copy;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
