package dev.vdx.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files named on the command line, looked at before anything is done. */
final class Inputs {
    private Inputs() {}

    /** All of them, or a refusal that names the first that cannot be read. */
    static List<Path> files(List<String> names) throws Refusal {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(file(name));
        }
        return files;
    }

    static Path file(String name) throws Refusal {
        Path path = existing(name);
        if (Files.isDirectory(path)) {
            throw Refusal.input(
                    name + " is a folder; name the files in it",
                    name + " เป็นโฟลเดอร์ ให้ระบุชื่อไฟล์ที่อยู่ในโฟลเดอร์");
        }
        if (!Files.isRegularFile(path)) {
            throw Refusal.input(
                    name + " is a device or a pipe; name a file, or write what it gives to one first",
                    name + " เป็นอุปกรณ์หรือไปป์ ให้ระบุไฟล์ หรือบันทึกลงไฟล์ก่อน");
        }
        return path;
    }

    /** A file or a folder. */
    static Path existing(String name) throws Refusal {
        Path path = Arguments.path(name);
        if (name.isEmpty() || !Files.exists(path)) {
            throw Refusal.input(
                    "no such file: " + name + "; check the name and the folder you are in",
                    "ไม่พบไฟล์: " + name + " ตรวจชื่อไฟล์และโฟลเดอร์ที่ท่านอยู่");
        }
        if (!Files.isReadable(path)) {
            throw Refusal.input(
                    "cannot open " + name + "; you may not read it", "เปิด " + name + " ไม่ได้ ท่านไม่มีสิทธิอ่าน");
        }
        return path;
    }
}
