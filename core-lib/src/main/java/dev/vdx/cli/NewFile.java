package dev.vdx.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole, or not at all: written under another name in the same folder, then moved. */
final class NewFile {

    /** Writes it. */
    interface Writer<E extends Exception> {
        void write(Path temporary) throws IOException, E;
    }

    private NewFile() {}

    /** Refuses to write over what it reads, or where nothing can be written. */
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
        if (!Files.isDirectory(folder(out))) {
            throw Refusal.input(
                    "there is no folder " + folder(out) + " to write to",
                    "ไม่มีโฟลเดอร์ " + folder(out) + " สำหรับเขียนไฟล์");
        }
    }

    static <E extends Exception> void write(Path out, Writer<E> writer) throws Refusal, E {
        Path temporary = folder(out)
                .resolve("." + out.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        temporary.toFile().deleteOnExit();
        try {
            try {
                writer.write(temporary);
                move(temporary, out);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (FileSystemException e) {
            String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw Refusal.input("cannot write " + out + ": " + why, "เขียน " + out + " ไม่ได้: " + why);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot write " + out + ": " + e.getMessage(), "เขียน " + out + " ไม่ได้: " + e.getMessage());
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
