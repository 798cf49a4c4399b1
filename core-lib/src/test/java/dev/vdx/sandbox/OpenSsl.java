package dev.vdx.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** OpenSSL as an independent judge, where it is installed. */
public final class OpenSsl {

    private OpenSsl() {}

    /** What it said. */
    public record Result(int exit, String output) {}

    /** Runs it in a folder; the test is skipped where it is not installed. */
    public static Result run(Path dir, String... arguments) throws IOException, InterruptedException {
        Assumptions.assumeTrue(present(), "openssl is not installed");
        return start(dir, arguments);
    }

    /** Asks it whether a CMS signature over content beside it is right; names are relative to the folder. */
    public static Result verifyCms(Path dir, Path cms, Path content, Path anchors, String... more)
            throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("cms", "-verify", "-binary", "-inform", "DER", "-in", cms.toString()));
        words.addAll(List.of("-content", content.toString(), "-CAfile", anchors.toString()));
        words.addAll(List.of("-purpose", "any", "-out", "/dev/null"));
        words.addAll(List.of(more));
        return run(dir, words.toArray(String[]::new));
    }

    /** Whether it is installed. */
    public static boolean present() throws InterruptedException {
        try {
            return start(Path.of("."), "version").exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Result start(Path dir, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("openssl hangs");
        }
        return new Result(process.exitValue(), output);
    }
}
