package dev.vdx.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
}
