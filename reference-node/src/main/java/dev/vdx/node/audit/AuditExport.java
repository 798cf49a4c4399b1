package dev.vdx.node.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.node.store.AuditRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The audit record as a file: JSON Lines, an event a line, at the end how many and the last hash ({@code spec/exchange.md}, 9). */
public final class AuditExport {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> EVENT =
            Set.of("seq", "previous", "time", "actor", "action", "subject", "detail", "hash");
    private static final Set<String> END = Set.of("events", "head");

    private AuditExport() {}

    /**
     * Writes the whole record, linking first what is not; where the chain is broken no more than what is sound, and no end.
     *
     * @return what checking it came to
     * @throws IOException if it cannot be written
     */
    public static AuditChain.Check write(AuditChain chain, OutputStream out) throws IOException {
        while (chain.link() > 0) {
            // One batch after another.
        }
        AuditChain.Check check = chain.each(event -> line(out, json(event)));
        if (check.broken().isEmpty()) {
            line(out, MAPPER.createObjectNode().put("events", check.events()).put("head", check.head()));
        }
        return check;
    }

    private static ObjectNode json(AuditRow event) {
        AuditRow.Link link = event.link().orElseThrow();
        return MAPPER.createObjectNode()
                .put("seq", link.seq())
                .put("previous", link.previous())
                .put("time", event.at().toString())
                .put("actor", event.actor())
                .put("action", event.action())
                .put("subject", event.subject())
                .put("detail", event.detail())
                .put("hash", link.hash());
    }

    private static void line(OutputStream out, JsonNode json) throws IOException {
        out.write((json + "\n").getBytes(UTF_8));
    }

    /**
     * Checks a file without the database.
     *
     * @return how many events it holds, and the first line at which it does not hold: an event changed, missing or out of
     *     its place, or the end missing
     * @throws IOException if it cannot be read
     */
    public static AuditChain.Check verify(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        AuditLinks links = new AuditLinks();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Optional<JsonNode> json = parsed(line);
            if (json.isPresent() && names(json.get()).equals(END)) {
                boolean good = json.get().path("events").asLong(-1) == links.events()
                        && json.get().path("head").asText().equals(links.head())
                        && lines.readLine() == null;
                return links.check(good);
            }
            Optional<AuditRow> event = json.filter(j -> names(j).equals(EVENT)).flatMap(AuditExport::event);
            if (event.isEmpty() || !links.follows(event.get())) {
                return links.check(false);
            }
        }
        return links.check(false);
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(MAPPER.readTree(line));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Set<String> names(JsonNode json) {
        Set<String> names = new java.util.HashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Optional<AuditRow> event(JsonNode json) {
        try {
            AuditRow.Link link = new AuditRow.Link(
                    json.path("seq").asLong(),
                    json.path("previous").asText(),
                    json.path("hash").asText());
            return Optional.of(new AuditRow(
                    link.seq(),
                    Instant.parse(json.path("time").asText()),
                    json.path("actor").asText(),
                    json.path("action").asText(),
                    json.path("subject").asText(),
                    json.path("detail").asText(),
                    Optional.of(link)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
