package dev.vdx.judges;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * EU DSS in a process of its own (module core-lib/dss-judge): its Bouncy Castle cannot live with ours. One for all tests of a run, for
 * it takes seconds to start; it answers one question after the other and ends with its input.
 */
final class Dss implements AutoCloseable {
    private static final Path JUDGE = Path.of("dss-judge", "target");

    private final BufferedWriter to;
    private final BufferedReader from;

    /** Started when it is first asked for. */
    private static final class Running {
        static final Dss DSS = new Dss();
    }

    static Dss running() {
        return Running.DSS;
    }

    /** One more, for work on both cores; to be closed. */
    static Dss another() {
        return new Dss();
    }

    /** One more for a hundred questions or two, which is too few to be compiled well for; to be closed. */
    static Dss brief() {
        return new Dss("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    private Dss(String... options) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
            command.addAll(List.of(options));
            command.addAll(List.of(
                    "-cp",
                    JUDGE.resolve("classes") + java.io.File.pathSeparator + JUDGE.resolve("lib") + "/*",
                    "dev.vdx.judge.DssJudge"));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module is built before this one wherever the whole project is. */
    static boolean built() {
        return Files.isDirectory(JUDGE.resolve("classes"));
    }

    @Override
    public void close() throws IOException {
        to.close();
    }

    synchronized String ask(Object... words) {
        try {
            StringBuilder line = new StringBuilder();
            for (Object word : words) {
                line.append(line.isEmpty() ? "" : "\t").append(word);
            }
            to.write(line + "\n");
            to.flush();
            return String.valueOf(from.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
