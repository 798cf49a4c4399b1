package dev.vdx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file to write, looked at before any work is done. */
final class OutputFile {
    private OutputFile() {}

    /** What {@code -o} names; there is no other way to say where to write. */
    static Path named(Arguments arguments, Path in) throws Refusal {
        Optional<String> out = arguments.value("-o");
        if (out.isEmpty()) {
            throw Refusal.usage(
                    "name the file to write: -o OUT (the original is never changed)",
                    "ระบุไฟล์ผลลัพธ์ด้วย -o OUT (ไฟล์ต้นฉบับจะไม่ถูกแก้ไข)");
        }
        Path path = Arguments.path(out.get());
        check(path, in);
        return path;
    }

    /** Refuses what would write over its own input, or where nothing can be written. */
    static void check(Path out, Path in) throws Refusal {
        check("-o", out, in);
    }

    static void check(String option, Path out, Path in) throws Refusal {
        try {
            if (Files.exists(out) && Files.isSameFile(out, in)) {
                throw Refusal.usage(
                        option + " " + out + " is one of the files themselves; name another",
                        option + " " + out + " คือไฟล์ต้นฉบับเอง ให้ระบุชื่ออื่น");
            }
        } catch (IOException e) {
            throw Refusal.input("cannot look at " + out, "เข้าถึง " + out + " ไม่ได้");
        }
        if (Files.isDirectory(out)) {
            throw Refusal.usage(
                    option + " " + out + " is a folder; name a file in it",
                    option + " " + out + " เป็นโฟลเดอร์ ให้ระบุชื่อไฟล์");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw Refusal.input(
                    "there is no folder " + folder + " to write to", "ไม่มีโฟลเดอร์ " + folder + " สำหรับเขียนไฟล์");
        }
    }

    /** The file is there whole or not at all, and takes the place of what was there. */
    static void write(Path out, byte[] bytes) throws IOException {
        Path unfinished = out.resolveSibling(
                "." + out.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
