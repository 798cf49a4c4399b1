package dev.vdx.cli;

import dev.vdx.exchange.CheckedFile;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** Tells the demonstration, in both languages, the reader's first. */
public final class Story {
    private final Console console;
    private final int steps;
    private int step;

    Story(Console console, int steps) {
        this.console = console;
        this.steps = steps;
    }

    /** What is done next. */
    public void step(String english, String thai) {
        step++;
        console.out().println();
        both("[" + step + "/" + steps + "] ", "      ", english, thai);
    }

    /** What came of it. */
    public void result(String english, String thai) {
        both("      → ", "        ", english, thai);
    }

    /** The answer and its reason: the report's first line. */
    public void verdict(Report report) {
        result(answer(report, Lang.EN), answer(report, Lang.TH));
    }

    /** What a command would answer: the answer for each part, and what the part says. */
    void parts(List<CheckedFile> parts, ZoneId zone) {
        for (CheckedFile part : parts) {
            String file = String.valueOf(Path.of(part.report().file()).getFileName());
            result(file + ": " + said(part, Lang.EN, zone), file + ": " + said(part, Lang.TH, zone));
        }
    }

    private static String said(CheckedFile part, Lang lang, ZoneId zone) {
        return Statement.of(part, lang, zone).orElseGet(() -> answer(part.report(), lang));
    }

    void end(Path folder, Path pki, List<String> more) {
        console.out().println();
        both(
                "",
                "",
                "All of it lies in " + folder + ". Nothing was sent anywhere. What to try next:",
                "ทั้งหมดอยู่ใน " + folder + " ไม่มีสิ่งใดถูกส่งออกไป ลองทำต่อได้ดังนี้:");
        // As the reader called it.
        String vdx = System.getProperty("vdx.command", "vdx");
        console.out()
                .println("  " + vdx + " verify --lang th --trust " + pki.resolve("anchors") + " --tsa-trust "
                        + pki.resolve("tsa-anchors") + " " + folder.resolve("forged-2-update.pdf"));
        more.forEach(words -> console.out().println("  " + vdx + " " + words));
        console.out().println("  " + vdx + " sandbox " + pki + " --serve");
        console.out().println("  " + vdx + " sign --help");
        console.out().flush();
    }

    private static String answer(Report report, Lang lang) {
        String text = report.toText(lang);
        return text.substring(0, text.indexOf('\n'));
    }

    private void both(String first, String then, String english, String thai) {
        boolean thaiFirst = console.language() == Lang.TH;
        console.out().println(first + (thaiFirst ? thai : english));
        console.out().println(then + (thaiFirst ? english : thai));
        console.out().flush();
    }
}
