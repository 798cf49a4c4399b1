package dev.vdx.mutation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Looks for survivors for as long as it is told, with other random numbers each time: {@code ./mvnw -Pmutate …
 * -Dvdx.mutation.seconds=3600} (CONTRIBUTING.md). What survives is saved, with the document it was made from.
 */
public final class MutationSearch {
    private static final int ROUND = 1000;

    private MutationSearch() {}

    /** Runs for {@code vdx.mutation.seconds}; its argument is the folder to save survivors in. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        long seconds = Long.getLong("vdx.mutation.seconds", 60);
        long first = Long.getLong("vdx.mutation.first", System.currentTimeMillis() << 20);
        Path scratch = Files.createTempDirectory("mutation");
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        int mutants = 0;
        int saved = 0;
        while (System.nanoTime() < end) {
            // Fresh keys, so that lengths and digits differ too.
            Mutations mutations = new Mutations();
            mutations.run(Seeds.all(scratch), ROUND, first, Duration.ofHours(1));
            first += ROUND;
            mutants += mutations.done();
            saved += save(folder, mutations.survivors());
            System.out.println(mutants + " mutants, " + saved + " survivors, explained: " + mutations.rules());
        }
        if (saved > 0) {
            throw new IllegalStateException(saved + " survivors in " + folder);
        }
    }

    static int save(Path folder, List<Mutations.Survivor> survivors) throws java.io.IOException {
        Files.createDirectories(folder);
        for (Mutations.Survivor survivor : survivors) {
            String name = survivor.seed().name().replaceAll("[^a-z]+", "-") + "-" + survivor.random();
            Files.write(folder.resolve(name + ".seed"), survivor.seed().bytes());
            Files.write(folder.resolve(name + ".mutant"), survivor.bytes());
            Files.writeString(folder.resolve(name + ".txt"), survivor.why());
        }
        return survivors.size();
    }
}
