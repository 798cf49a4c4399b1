package dev.vdx.cli;

import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.nio.file.Path;

/** Tells the demonstration, in both languages, the reader's first. */
final class Story {
    private static final int STEPS = 6;

    private final Console console;
    private int step;

    Story(Console console) {
        this.console = console;
    }

    void step(String english, String thai) {
        step++;
        console.out().println();
        both("[" + step + "/" + STEPS + "] ", "      ", english, thai);
    }

    void result(String english, String thai) {
        both("      → ", "        ", english, thai);
    }

    /** The answer and its reason: the report's first line. */
    void verdict(Report report) {
        result(answer(report, Lang.EN), answer(report, Lang.TH));
    }

    void end(Path folder, Path pki) {
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
