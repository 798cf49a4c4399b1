package dev.vdx.cli;

import dev.vdx.exchange.CheckedFile;
import dev.vdx.model.Outcome;
import dev.vdx.report.Lang;
import dev.vdx.report.Told;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code vdx verify} says of its files, one after the other. */
final class VerifyOutput {
    private final Console console;
    private final String format;
    private final Lang lang;
    private final boolean lines;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private Outcome worst = Outcome.PASSED;
    private boolean begun;
    private int notOpened;

    /**
     * Makes one.
     *
     * @param lines whether text is one line a file
     */
    VerifyOutput(Console console, String format, Lang lang, boolean lines) {
        this.console = console;
        this.format = format;
        this.lang = lang;
        this.lines = lines;
    }

    /** Shows one file: several reports where it is evidence. */
    Outcome show(List<CheckedFile> all) {
        Outcome outcome = Outcome.PASSED;
        for (CheckedFile checked : all) {
            outcome = outcome.worse(checked.report().outcome());
            print(checked);
        }
        console.out().flush();
        count(outcome);
        return outcome;
    }

    private void print(CheckedFile checked) {
        switch (format) {
            case "json" -> console.out().print(checked.report().toJson(lang) + "\n");
            case "etsi" -> console.out().print(checked.report().toEtsi(lang));
            default -> {
                boolean apart = begun && !lines;
                console.out().print((apart ? "\n" : "") + (lines ? line(checked) : text(checked)));
            }
        }
        begun = true;
    }

    private String line(CheckedFile checked) {
        Told told = checked.report().told(lang, console.zone().get());
        return told.file() + ": " + told.answer()
                + told.because().map(b -> " " + b).orElse("") + "\n";
    }

    private String text(CheckedFile checked) {
        ZoneId zone = console.zone().get();
        return checked.report().toText(lang, zone)
                + Statement.of(checked, lang, zone).map(says -> says + "\n").orElse("")
                + checked.report().explanation(lang, zone);
    }

    /** Counts one that an earlier run told of. */
    void count(Outcome outcome) {
        worst = worst.worse(outcome);
        counts.merge(outcome, 1, Integer::sum);
    }

    /** One of many could not be opened: it is told, and the others go on. */
    void notOpened(Refusal why) {
        notOpened++;
        console.say(why.in(Lang.EN), why.in(Lang.TH));
    }

    /** How many of each, for people. */
    void summary(int now, int before, String pace) {
        console.tell(
                "Verified " + now + " files, " + pace + (before > 0 ? ", " + before + " in an earlier run" : "") + ": "
                        + number(Outcome.PASSED) + " passed, " + number(Outcome.FAILED) + " failed, "
                        + number(Outcome.INDETERMINATE) + " not proven, " + number(Outcome.UNSIGNED) + " not signed, "
                        + number(Outcome.UNREADABLE) + " not readable"
                        + (notOpened > 0 ? ", " + notOpened + " could not be opened" : "") + ".",
                "ตรวจสอบแล้ว " + now + " ไฟล์ " + pace + (before > 0 ? " ตรวจไว้ก่อนแล้ว " + before : "") + ": ผ่าน "
                        + number(Outcome.PASSED) + " ไม่ผ่าน " + number(Outcome.FAILED) + " ยังพิสูจน์ไม่ได้ "
                        + number(Outcome.INDETERMINATE) + " ไม่มีลายมือชื่อ " + number(Outcome.UNSIGNED)
                        + " อ่านไม่ได้ " + number(Outcome.UNREADABLE)
                        + (notOpened > 0 ? " เปิดไม่ได้ " + notOpened : ""));
    }

    private int number(Outcome outcome) {
        return Optional.ofNullable(counts.get(outcome)).orElse(0);
    }

    /** The worst of all; a file that could not be opened is worse than all but a failure. */
    int exitCode() {
        return notOpened > 0 && worst != Outcome.FAILED ? Exit.INPUT : worst.exitCode();
    }
}
