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
import java.util.Arrays;
import java.util.stream.Collectors;

/** Node with pkijs and jose, in a process of its own ({@code js-judge/judge.mjs}); ends with its input. */
final class NodeJudge implements AutoCloseable {
    private static final Path JUDGE = Path.of("js-judge");

    private final BufferedWriter to;
    private final BufferedReader from;

    NodeJudge() throws IOException {
        Process process = new ProcessBuilder("node", JUDGE.resolve("judge.mjs").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Whether Node is there, and {@code npm ci} was run for its packages. */
    static boolean ready() {
        boolean node = Arrays.stream(String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
        return node && Files.isDirectory(JUDGE.resolve("node_modules").resolve("pkijs"));
    }

    synchronized String ask(Object... words) {
        try {
            to.write(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining("\t")) + "\n");
            to.flush();
            return String.valueOf(from.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}
