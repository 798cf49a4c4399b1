package dev.vdx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file to write, looked at before any work is done. */
final class OutputFile {
    private OutputFile() {}

    /** Refuses what would write over its own input, or where nothing can be written. */
    static void check(Path out, Path in) throws Refusal {
        try {
            if (Files.exists(out) && Files.isSameFile(out, in)) {
                throw Refusal.usage(
                        "-o " + out + " is the file to sign itself; name another",
                        "-o " + out + " คือไฟล์ต้นฉบับเอง ให้ระบุชื่ออื่น");
            }
        } catch (IOException e) {
            throw Refusal.input("cannot look at " + out, "เข้าถึง " + out + " ไม่ได้");
        }
        if (Files.isDirectory(out)) {
            throw Refusal.usage(
                    "-o " + out + " is a folder; name a file in it", "-o " + out + " เป็นโฟลเดอร์ ให้ระบุชื่อไฟล์");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw Refusal.input(
                    "there is no folder " + folder + " to write to", "ไม่มีโฟลเดอร์ " + folder + " สำหรับเขียนไฟล์");
        }
    }
}
