package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README tells every key as it is. */
class SettingTest {
    @Test
    void theReadmesTableIsTheSettings() throws Exception {
        List<String> told = Files.readAllLines(Path.of("README.md"), UTF_8).stream()
                .dropWhile(line -> !line.startsWith("| key |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> real = Arrays.stream(Setting.values())
                .map(s -> "| `" + s.key() + "` | " + (s.otherwise().isEmpty() ? "" : "`" + s.otherwise() + "`") + " | "
                        + s.meaning() + " |")
                .toList();
        assertEquals(real, told);
    }
}
