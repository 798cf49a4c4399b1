package dev.vdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.attack.Office;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.Outcome;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Files other projects made, where they are at hand: what an honest verifier answers without trusting anybody. */
public class CorpusTest {
    /** What overlaps there are neighbouring links of a page as it was signed. */
    private static final Set<String> NOT_YET = Set.of("dss/88e6ecc5-pades-multiple-pages-annots-overlap.pdf");

    @Test
    void everyFileIsAnsweredAsExpectedButThoseNamed() throws IOException {
        Path corpus = corpus();
        assumeTrue(Files.exists(corpus.resolve("cases.csv")), "no corpus beside the project: skipped");
        Verifier verifier = Verifier.trusting(TrustAnchors.none()).offline();
        Set<String> misses = new TreeSet<>();
        List<String> lines = Files.readAllLines(corpus.resolve("cases.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split(",", 3);
            Path file = corpus.resolve("files").resolve(columns[0]);
            Report report = verifier.verify(file);
            if (!expected(columns[1], report)) {
                misses.add(columns[0]);
            }
            if (columns[1].equals("refuse") && !NOT_YET.contains(columns[0])) {
                Report permissive = Office.LAX.verify(file);
                assertTrue(refused(permissive.outcome()), () -> "by the most permissive policy: " + columns[0]);
            }
        }
        assertEquals(new TreeSet<>(NOT_YET), misses);
    }

    /** Where it would be. */
    public static Path corpus() {
        Path project = Path.of("").toAbsolutePath();
        for (int up = 0; up < 4 && project != null; up++, project = project.getParent()) {
            Path beside = project.resolve("shared/corpus");
            if (Files.exists(beside)) {
                return beside;
            }
        }
        return Path.of("shared/corpus");
    }

    private static boolean expected(String kind, Report report) {
        Outcome outcome = report.outcome();
        return switch (kind) {
            case "accept" ->
                (outcome == Outcome.PASSED || outcome == Outcome.INDETERMINATE)
                        && !report.verdict().signatures().isEmpty()
                        && report.verdict().signatures().stream().allMatch(CorpusTest::sound);
            case "refuse" -> refused(outcome);
            case "unsigned" -> outcome == Outcome.UNSIGNED;
            case "nocrash" -> true;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static boolean refused(Outcome outcome) {
        return outcome == Outcome.FAILED || outcome == Outcome.UNREADABLE;
    }

    private static boolean sound(SignatureVerdict signature) {
        return signature.facts().signer().digestMatches()
                && signature.facts().signer().signatureMatches()
                && signature.facts().changesAfter().level() != ChangeLevel.SUSPICIOUS;
    }
}
