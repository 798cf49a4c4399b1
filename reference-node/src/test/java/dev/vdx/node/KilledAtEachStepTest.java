package dev.vdx.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vdx.node.store.Step;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of a real process, sender or receiver, at each step of a push, a decision and a pull by name: nothing lost, nothing
 * doubled, each side holds the receipts. On SQLite and on PostgreSQL, at the same time to be done sooner.
 */
class KilledAtEachStepTest {
    @TempDir
    Path folder;

    @Test
    void everyStepIsAmongTheCases() {
        assertEquals(
                EnumSet.allOf(Step.class),
                KilledRounds.cases().stream().map(KilledRounds.Case::step).collect(Collectors.toSet()));
    }

    @Test
    void nothingIsLostOrDoubledOnSqliteAndOnPostgresql() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            // Most steps once, on the one database with the first case and on the other with the last.
            List<KilledRounds.Case> cases = KilledRounds.cases();
            List<KilledRounds.Case> reversed = new ArrayList<>(cases);
            Collections.reverse(reversed);
            Future<?> sqlite = both.submit(() -> {
                new KilledRounds(Files.createDirectory(folder.resolve("sqlite")), new HashMap<>())
                        .killAtEach(once(cases));
                return "";
            });
            new KilledRounds(Files.createDirectory(folder.resolve("postgresql")), Postgres.environments(postgres))
                    .killAtEach(once(reversed));
            sqlite.get();
        } finally {
            both.shutdownNow();
        }
    }

    private static List<KilledRounds.Case> once(List<KilledRounds.Case> cases) {
        Set<Step> seen = EnumSet.noneOf(Step.class);
        return cases.stream().filter(c -> seen.add(c.step())).toList();
    }
}
