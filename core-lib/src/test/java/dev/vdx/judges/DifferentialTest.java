package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.CorpusTest;
import dev.vdx.Verifier;
import dev.vdx.model.Outcome;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * EU DSS and we on the same files, offline and trusting nobody. Where one refuses and the other does not, or only one
 * finds a signature, {@code disagreements.tsv} says who is right and why; one more or less than there fails. Takes
 * about a minute, so that only {@code .ci/run} runs it, and once.
 */
class DifferentialTest {
    private static final int COLUMNS = 5;
    private static final Set<String> RIGHT = Set.of("DSS", "we", "both", "neither", "contested");

    @Test
    void everyDisagreementIsListed() throws Exception {
        assumeTrue(Boolean.getBoolean("vdx.differential"), "-Dvdx.test.args=-Dvdx.differential=true runs it");
        assumeTrue(Dss.built(), "module core-lib/dss-judge is not built: build the whole project");
        Path corpus = CorpusTest.corpus();
        assumeTrue(Files.exists(corpus.resolve("cases.csv")), "no corpus beside the project: skipped");
        List<String> cases = Files.readAllLines(corpus.resolve("cases.csv"));
        Map<String, String> found = new TreeMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Dss one = Dss.another();
                Dss other = Dss.another()) {
            List<String> names = cases.subList(1, cases.size()).stream()
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList();
            int half = names.size() / 2;
            Future<Map<String, String>> first = pool.submit(() -> compare(one, corpus, names.subList(0, half)));
            Future<Map<String, String>> second =
                    pool.submit(() -> compare(other, corpus, names.subList(half, names.size())));
            found.putAll(first.get());
            found.putAll(second.get());
        } finally {
            pool.shutdownNow();
        }
        assertEquals(String.join("\n", listed(found).values()), String.join("\n", found.values()));
    }

    @Test
    void everyDisagreementHasAReason() throws IOException {
        for (String[] row : rows()) {
            assertEquals(COLUMNS, row.length, row[0]);
            assertTrue(RIGHT.contains(row[3]), row[0] + ": " + row[3]);
            assertTrue(row[4].length() > 20, row[0] + " needs a reason");
        }
    }

    private static Map<String, String> compare(Dss dss, Path corpus, List<String> names) throws IOException {
        Verifier verifier = Verifier.trusting(TrustAnchors.none()).offline();
        Map<String, String> found = new TreeMap<>();
        for (String name : names) {
            Path file = corpus.resolve("files").resolve(name);
            String theirs = dss.ask("default", file);
            Outcome ours = verifier.verify(file).outcome();
            if (!kind(theirs).equals(kind(ours))) {
                String said = theirs.startsWith("error") ? "error" : theirs;
                found.put(name, name + "\t" + said + "\t" + ours.label());
            }
        }
        return found;
    }

    private static String kind(String theirs) {
        if (theirs.startsWith("error") || theirs.startsWith("TOTAL_FAILED")) {
            return "refused";
        }
        return theirs.equals("none") ? "unsigned" : "not refused";
    }

    private static String kind(Outcome ours) {
        return switch (ours) {
            case FAILED, UNREADABLE -> "refused";
            case UNSIGNED -> "unsigned";
            case PASSED, INDETERMINATE -> "not refused";
        };
    }

    /** As listed; of what DSS says either way, from process to process, as it said now. */
    private static Map<String, String> listed(Map<String, String> found) throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String[] row : rows()) {
            for (String theirs : row[1].split("\\|")) {
                String line = row[0] + "\t" + theirs + "\t" + row[2];
                if (!listed.containsKey(row[0]) || line.equals(found.get(row[0]))) {
                    listed.put(row[0], line);
                }
            }
        }
        return listed;
    }

    private static List<String[]> rows() throws IOException {
        try (InputStream in = DifferentialTest.class.getResourceAsStream("disagreements.tsv")) {
            List<String[]> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    rows.add(line.split("\t"));
                }
            }
            return rows;
        }
    }
}
