package dev.vdx.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.TimestampKind;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code --explain} says, word for word, in both languages; {@code -Dvdx.golden=write} writes the files anew. */
class ExplanationTest {
    private static final Path FILES = Path.of("src", "test", "resources", "dev", "vdx", "verify");
    private static final Instant NOW = Case.NOW;

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static Case lasting() {
        return new Case().embedded().timestamp(TimestampKind.SIGNATURE, daysAgo(2));
    }

    /** The signer's certificate ended ten days ago; everything was there before, and a document time-stamp over it. */
    private static Case archived() {
        return new Case()
                .certificate(Case.issued(s -> s.withValidity(daysAgo(90), daysAgo(10))))
                .revocation(RevocationStatus.GOOD, daysAgo(20), Optional.empty())
                .embedded()
                .timestamp(TimestampKind.SIGNATURE, daysAgo(20))
                .coveredBy(daysAgo(15), 2_000, true);
    }

    private static Case failed() {
        return new Case().digestMatches(false).timestampOverOtherData(daysAgo(2));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Lang.values())
                .flatMap(lang -> Stream.of(
                        Arguments.of("b", new Case(), lang),
                        Arguments.of("lt", lasting(), lang),
                        Arguments.of("lta-after-expiry", archived(), lang),
                        Arguments.of("failed", failed(), lang)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theWordsAreTheseInBothLanguages(String kind, Case facts, Lang lang) throws IOException {
        String said = new Report("x.pdf", facts.verdict(true)).explanation(lang, ZoneId.of("Asia/Bangkok"));
        Path golden = FILES.resolve("explanation-" + kind + "_" + lang.code() + ".txt");
        if ("write".equals(System.getProperty("vdx.golden"))) {
            Files.createDirectories(FILES);
            Files.writeString(golden, said);
        }
        assertEquals(Files.readString(golden), said);
    }

    @Test
    void theStepsEndInTheVerdictAndCarryItsFindings() {
        for (Case facts : List.of(new Case(), lasting(), archived(), failed())) {
            for (SignatureVerdict signature : facts.verdict(true).signatures()) {
                List<Step> steps = signature.steps();
                Step last = steps.get(steps.size() - 1);
                assertEquals(Block.CONCLUSION, last.block());
                assertEquals(signature.indication(), last.indication());
                assertEquals(signature.subIndication(), last.subIndication());
                Set<Object> told = Set.copyOf(
                        steps.stream().flatMap(s -> s.findings().stream()).toList());
                signature.findings().stream()
                        .filter(f -> !f.code().name().startsWith("TIMESTAMP_"))
                        .forEach(f -> assertTrue(told.contains(f), f + " is in no step"));
            }
        }
    }

    @Test
    void nothingIsKeptUnlessAskedForAndTheVerdictIsTheSame() throws IOException {
        Case facts = archived();
        assertTrue(facts.verdict(false).signatures().stream()
                .allMatch(s -> s.steps().isEmpty()));
        JsonNode plain = json(facts.verdict(false));
        JsonNode explained = json(facts.verdict(true));
        assertTrue(plain.get("signatures").get(0).path("explanation").isMissingNode());
        for (JsonNode signature : explained.get("signatures")) {
            ((com.fasterxml.jackson.databind.node.ObjectNode) signature).remove("explanation");
        }
        assertEquals(plain, explained);
    }

    @Test
    void inJsonTheStepsAreAsTheSchemaSays() throws IOException {
        JsonNode report = json(archived().verdict(true));
        assertEquals(
                Set.of(),
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("..", "spec", "report.schema.json")))
                        .validate(report));
        JsonNode steps = report.get("signatures").get(0).get("explanation");
        assertEquals("PROOF", steps.get(0).get("block").asText());
        assertEquals("5.6.2.3", steps.get(0).get("clause").asText());
        assertEquals(
                "TOTAL-PASSED", steps.get(steps.size() - 1).get("indication").asText());
    }

    private static JsonNode json(Verdict verdict) throws IOException {
        return new ObjectMapper().readTree(new Report("x.pdf", verdict).toJson(Lang.EN));
    }
}
