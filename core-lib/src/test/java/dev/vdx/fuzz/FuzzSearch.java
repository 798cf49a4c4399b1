package dev.vdx.fuzz;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets Jazzer look for inputs that make a reader throw, hang or run out of memory: {@code ./mvnw -Pfuzz …
 * -Dvdx.fuzz.seconds=60} (CONTRIBUTING.md). What it finds is saved, and belongs into {@code src/test/fuzz} once it is mended.
 */
public final class FuzzSearch {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    /** A reader has its own limits; what takes a minute has none. The first input, which loads every class, takes some seconds. */
    private static final String PATIENCE_SECONDS = "60";

    private static final int MOST_LINES = 60;

    private FuzzSearch() {}

    /** Runs each target for {@code vdx.fuzz.seconds}, as many at once as {@code vdx.fuzz.together}; its argument is the folder to work in. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long seconds = Long.getLong("vdx.fuzz.seconds", 60);
        int together = Integer.getInteger("vdx.fuzz.together", 3);
        String only = System.getProperty("vdx.fuzz.only", "");
        ExecutorService running = Executors.newFixedThreadPool(together);
        List<Future<String>> told = new ArrayList<>();
        for (FuzzTarget target : FuzzTarget.ALL) {
            if (only.isEmpty() || only.equals(target.name())) {
                told.add(running.submit(() -> search(target, folder.resolve(target.name()), seconds)));
            }
        }
        running.shutdown();
        List<String> found = new ArrayList<>();
        for (Future<String> each : told) {
            String line = each.get();
            System.out.println(line);
            if (line.contains("FOUND")) {
                found.add(line);
            }
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException(String.join("\n", found));
        }
    }

    private static String search(FuzzTarget target, Path folder, long seconds)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Enough for every reader; one that wants more has no limit.
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=dev.vdx.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-timeout=" + PATIENCE_SECONDS,
                "-max_len=65536",
                "-rss_limit_mb=4096",
                "-print_final_stats=1",
                corpus.toString(),
                target.kept().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(seconds + 120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return target.name() + ": FOUND nothing, but it did not end; " + log;
        }
        String inputs = said(log, "stat::number_of_executed_units:");
        String where = target.name() + ": " + inputs + " inputs";
        return process.exitValue() == 0
                ? where
                : where + ", FOUND something, exit " + process.exitValue() + "; " + log + finding(folder, log);
    }

    /** What is needed where nobody can look into the folder: what was thrown, and the input. */
    private static String finding(Path folder, Path log) throws IOException {
        StringBuilder told = new StringBuilder();
        try (Stream<String> lines = Files.lines(log)) {
            lines.dropWhile(line -> !line.startsWith("== ") && !line.contains("ERROR: libFuzzer"))
                    .limit(MOST_LINES)
                    .forEach(line -> told.append('\n').append(line));
        }
        try (DirectoryStream<Path> inputs = Files.newDirectoryStream(folder, "{crash,timeout,oom}-*")) {
            for (Path input : inputs) {
                told.append("\nbase64 of ").append(input.getFileName()).append(": ");
                told.append(Base64.getEncoder().encodeToString(Files.readAllBytes(input)));
            }
        }
        return told.toString();
    }

    private static String said(Path log, String name) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst()
                    .orElse("no count of");
        }
    }
}
