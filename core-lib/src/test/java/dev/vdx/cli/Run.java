package dev.vdx.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run of the command, within this process. */
record Run(int exitCode, String out, String err) {

    static Run vdx(Object... args) {
        return vdx(Map.of(), args);
    }

    static Run vdx(Map<String, String> environment, Object... args) {
        List<String> words = Stream.of(args).map(String::valueOf).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                words,
                new Console(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        environment,
                        Clock.systemUTC(),
                        SecureRandom::new,
                        () -> ZoneOffset.UTC,
                        false));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** {@code vdx sign} with the key of a sandbox's agency A. */
    static Run sign(Path box, Path in, Path out, Object... more) {
        Path home = box.resolve("agencies/agency-a");
        Stream<Object> words = Stream.of(
                "sign",
                "--key",
                "file:" + home.resolve("seal.p12"),
                "--key-password-file",
                home.resolve("password.txt"));
        return vdx(Stream.concat(Stream.concat(words, Stream.of(more)), Stream.of("-o", out, in))
                .toArray());
    }

    /** {@code vdx verify --format json} that trusts a sandbox. */
    static Run verify(Path box, Object... words) {
        Stream<Object> before = Stream.of(
                "verify",
                "--format",
                "json",
                "--trust",
                box.resolve("anchors/root.pem"),
                "--tsa-trust",
                box.resolve("tsa-anchors/root.pem"));
        return vdx(Stream.concat(before, Stream.of(words)).toArray());
    }
}
