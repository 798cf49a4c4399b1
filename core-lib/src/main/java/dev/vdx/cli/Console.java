package dev.vdx.cli;

import dev.vdx.report.Lang;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All a command touches of the world it runs in.
 *
 * @param out what machines read
 * @param err what people read
 * @param environment the environment's variables
 * @param clock the time
 * @param random where keys of a sandbox come from
 * @param zone in which people read times
 * @param terminal whether people watch {@code err} as it is written
 */
record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Clock clock,
        Supplier<SecureRandom> random,
        Supplier<ZoneId> zone,
        boolean terminal) {

    /** The process's own; UTF-8 whatever the locale. */
    static Console ofProcess() {
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Clock.tickMillis(ZoneOffset.UTC),
                SecureRandom::new,
                ZoneId::systemDefault,
                Boolean.getBoolean("vdx.terminal"));
    }

    private static PrintStream stream(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), false, StandardCharsets.UTF_8);
    }

    /** A variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty());
    }

    /** The language people are spoken to: VDX_LANG, else Thai where the locale is Thai, else English. */
    Lang language() {
        return Stream.of("VDX_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
                .flatMap(v -> variable(v).stream())
                .findFirst()
                .map(v -> v.startsWith("th") ? Lang.TH : Lang.EN)
                .orElse(Lang.EN);
    }

    /** What went well, in the reader's language. */
    void tell(String english, String thai) {
        err.println(language() == Lang.TH ? thai : english);
        err.flush();
    }

    /** What went wrong, in both languages, the reader's first. */
    void say(String english, String thai) {
        boolean thaiFirst = language() == Lang.TH;
        err.println(thaiFirst ? thai : english);
        err.println(thaiFirst ? english : thai);
        err.flush();
    }
}
