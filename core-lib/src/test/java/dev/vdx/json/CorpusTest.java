package dev.vdx.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.model.Effect;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files other projects made, where they are at hand: what an honest verifier answers without trusting anybody. */
class CorpusTest {

    @Test
    void answersAsExpected() throws IOException {
        Path corpus = corpus();
        assumeTrue(Files.exists(corpus.resolve("cases.csv")), "no corpus beside the project: skipped");
        List<String> misses = new ArrayList<>();
        for (String line : Files.readAllLines(corpus.resolve("cases.csv"))) {
            String[] columns = line.split(",", 3);
            if (columns[0].endsWith(".json")) {
                String answer = answer(corpus.resolve("files").resolve(columns[0]));
                if (!expected(columns[1], answer)) {
                    misses.add(columns[0] + " (" + columns[1] + "): " + answer);
                }
            }
        }
        assertEquals(List.of(), misses);
    }

    private static Path corpus() {
        Path project = Path.of("").toAbsolutePath();
        for (int up = 0; up < 4 && project != null; up++, project = project.getParent()) {
            Path beside = project.resolve("shared/corpus");
            if (Files.exists(beside)) {
                return beside;
            }
        }
        return Path.of("shared/corpus");
    }

    private static boolean expected(String kind, String answer) {
        return switch (kind) {
            case "accept" -> answer.equals("sound");
            case "refuse" -> answer.equals("failed") || answer.equals("unreadable");
            case "unsigned" -> answer.equals("unsigned");
            default -> true;
        };
    }

    private static String answer(Path file) throws IOException {
        try (Source source = Source.file(file)) {
            SignedDocument document = JsonReader.read(source, List.of(), Limits.DEFAULT);
            if (document.findings().stream().anyMatch(f -> f.code().effect() == Effect.UNREADABLE)) {
                return "unreadable";
            } else if (document.findings().stream().anyMatch(f -> f.code().effect() == Effect.FAILED)) {
                return "failed";
            } else if (document.signatures().isEmpty()) {
                return "unsigned";
            }
            return document.signatures().stream().allMatch(CorpusTest::sound) ? "sound" : "failed";
        }
    }

    private static boolean sound(SignatureFacts facts) {
        return facts.signer().digestMatches()
                && facts.signer().signatureMatches()
                && facts.changesAfter().permitted()
                && facts.coverage().revision()
                && facts.token().map(t -> t.imprintMatches()).orElse(true)
                && facts.findings().stream().noneMatch(f -> f.code().effect() == Effect.FAILED);
    }
}
