package dev.vdx.cli;

import dev.vdx.report.Lang;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** What was given on the command line, read strictly. */
final class Arguments {
    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    /** From this year on a year is taken for one of the Buddhist era. */
    private static final int BUDDHIST = 2400;

    private final ParseResult parsed;

    Arguments(ParseResult parsed) {
        this.parsed = parsed;
    }

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
    }

    List<String> values(String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    List<Path> paths(String option) throws Refusal {
        List<Path> paths = new ArrayList<>();
        for (String value : values(option)) {
            paths.add(path(value));
        }
        return paths;
    }

    Optional<Path> pathOf(String option) throws Refusal {
        Optional<String> value = value(option);
        return value.isPresent() ? Optional.of(path(value.get())) : Optional.empty();
    }

    /** What stands without an option, in order. */
    List<String> positionals() {
        return parsed.matchedPositionalValue(0, List.of());
    }

    static Path path(String value) throws Refusal {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw Refusal.input("not a file name: " + value, "ไม่ใช่ชื่อไฟล์: " + value);
        }
    }

    Optional<Lang> lang() throws Refusal {
        Optional<String> code = value("--lang");
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lang> lang = Lang.ofCode(code.get());
        if (lang.isEmpty()) {
            throw Refusal.usage(
                    "--lang " + code.get() + ": choose en or th", "--lang " + code.get() + ": เลือกได้ en หรือ th");
        }
        return lang;
    }

    /** One of some words. */
    String choice(String option, String otherwise, String... choices) throws Refusal {
        String value = value(option).orElse(otherwise);
        if (!List.of(choices).contains(value)) {
            String all = String.join(", ", choices);
            throw Refusal.usage(
                    option + " " + value + ": choose one of " + all, option + " " + value + ": เลือกได้จาก " + all);
        }
        return value;
    }

    /** A time after RFC 3339, with seconds and a zone. */
    Optional<Instant> instant(String option) throws Refusal {
        Optional<String> value = value(option);
        return value.isPresent() ? Optional.of(instant(option, value.get())) : Optional.empty();
    }

    private static Instant instant(String option, String value) throws Refusal {
        if (RFC_3339.matcher(value).matches()) {
            int year = Integer.parseInt(value.substring(0, 4));
            if (year >= BUDDHIST) {
                String common = (year - 543) + value.substring(4);
                throw Refusal.usage(
                        option + " " + value + ": this looks like a year of the Buddhist era; write " + common,
                        option + " " + value + ": ดูเหมือนเป็นปีพุทธศักราช ให้ใช้ปีคริสต์ศักราช " + common);
            }
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeException e) {
                // Falls through: the form is right, but there is no such day or hour.
            }
        }
        throw Refusal.usage(
                option + " " + value + ": not a time after RFC 3339, such as 2026-11-24T10:15:00+07:00",
                option + " " + value + ": ไม่ใช่เวลาตาม RFC 3339 เช่น 2026-11-24T10:15:00+07:00");
    }
}
