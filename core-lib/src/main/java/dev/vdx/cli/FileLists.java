package dev.vdx.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Many files, named by a folder or by a list. */
final class FileLists {
    private FileLists() {}

    /** The files in a folder and the folders in it, in order of their names; what begins with a dot is the system's own. */
    static List<Path> within(Path folder, Predicate<Path> wanted) throws Refusal {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> shown(folder, p) && wanted.test(p) && Files.isRegularFile(p))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw unreadable(folder, cause(e));
        }
    }

    private static boolean shown(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** The lines of a file in UTF-8 that say something. */
    static List<String> lines(Path list) throws Refusal {
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            return lines.map(String::strip).filter(l -> !l.isEmpty()).toList();
        } catch (IOException e) {
            throw unreadable(list, e);
        } catch (UncheckedIOException e) {
            throw unreadable(list, cause(e));
        }
    }

    private static IOException cause(UncheckedIOException e) {
        @Nullable IOException cause = e.getCause();
        return cause == null ? new IOException(e) : cause;
    }

    static Refusal unreadable(Path path, IOException e) {
        return Refusal.input(
                "cannot read " + path + ": " + Reasons.of(e), "อ่าน " + path + " ไม่ได้: " + Reasons.of(e));
    }
}
