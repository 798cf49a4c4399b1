package dev.vdx.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty thousand altered documents of every kind: each is refused, or a rule of {@code spec/mutations.md} explains it. */
class MutationTest {
    private static final int LEAST = 20_000;

    @Test
    void everyMutantIsRefusedOrExplained(@TempDir Path scratch) throws Exception {
        List<Seed> seeds = Seeds.all(scratch);
        for (Seed seed : seeds) {
            assertEquals(Outcome.PASSED, seed.verify(seed.bytes()).outcome(), seed.name());
        }
        Mutations mutations = new Mutations();
        mutations.run(seeds, LEAST / seeds.size() + 1, 1, Duration.ofMinutes(5));
        MutationSearch.save(Path.of("target", "survivors"), mutations.survivors());
        String survivors = mutations.survivors().stream()
                .map(String::valueOf)
                .sorted()
                .limit(40)
                .collect(Collectors.joining("\n"));
        assertEquals("", survivors, "saved in target/survivors");
        assertTrue(mutations.done() >= LEAST, () -> mutations.done() + " mutants");
        // What explains everything would explain nothing: most mutants are refused.
        int explained =
                mutations.rules().values().stream().mapToInt(AtomicInteger::get).sum();
        assertTrue(explained < mutations.done() / 10, () -> mutations.rules() + " of " + mutations.done());
    }
}
