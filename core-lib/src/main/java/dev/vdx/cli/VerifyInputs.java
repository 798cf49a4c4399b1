package dev.vdx.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of {@code vdx verify}.
 *
 * @param files those named, those in the folders that were named, those of the list
 * @param many whether a folder or a list was named, or results are kept: one line a file then
 */
record VerifyInputs(List<Path> files, boolean many) {

    static VerifyInputs of(Arguments arguments) throws Refusal {
        List<Path> files = new ArrayList<>();
        boolean many = arguments.has("--list") || arguments.has("--results");
        for (String name : arguments.positionals()) {
            Path path = Inputs.existing(name);
            if (Files.isDirectory(path)) {
                many = true;
                files.addAll(FileLists.within(path, p -> true));
            } else {
                files.add(Inputs.file(name));
            }
        }
        if (arguments.has("--list")) {
            files.addAll(Inputs.files(
                    FileLists.lines(Inputs.file(arguments.value("--list").orElseThrow()))));
        }
        if (files.isEmpty()) {
            throw Refusal.usage(
                    "there is nothing to verify; name files, folders with files in them, or a --list of files",
                    "ไม่มีไฟล์ให้ตรวจสอบ ระบุไฟล์ โฟลเดอร์ที่มีไฟล์ หรือรายการด้วย --list");
        }
        return new VerifyInputs(List.copyOf(files), many);
    }
}
