package dev.vdx.cli;

import dev.vdx.model.Finding;
import dev.vdx.model.Limits;
import dev.vdx.model.Severity;
import dev.vdx.model.Source;
import dev.vdx.pdf.prepared.Preparations;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Warns whoever signs a PDF of what they may not have seen in it. */
final class Foresight {
    private static final int MOST_TOLD = 5;

    /** Signing waits for it no longer than this. */
    private static final Limits LIMITS = new Limits(
            Limits.DEFAULT.bytes(),
            Limits.DEFAULT.objects(),
            Limits.DEFAULT.depth(),
            Limits.DEFAULT.decoded(),
            Limits.DEFAULT.signatures(),
            Duration.ofSeconds(10));

    private Foresight() {}

    static void warn(Path file, Console console) throws IOException {
        List<Finding> found;
        try (Source source = Source.file(file)) {
            found = Preparations.in(source, LIMITS).stream()
                    .filter(finding -> finding.code().severity() != Severity.INFO)
                    .toList();
        }
        for (Finding finding : found.subList(0, Math.min(MOST_TOLD, found.size()))) {
            console.tell(
                    "Warning: " + Shown.text(Explained.of(finding, Lang.EN).message()),
                    "คำเตือน: " + Shown.text(Explained.of(finding, Lang.TH).message()));
        }
        if (!found.isEmpty()) {
            console.tell(
                    "Warnings: " + found.size() + "; all of them, and what to do: vdx inspect --before-signing " + file,
                    "คำเตือน " + found.size() + " ข้อ ดูทั้งหมดและวิธีแก้ไข: vdx inspect --before-signing " + file);
        }
    }
}
