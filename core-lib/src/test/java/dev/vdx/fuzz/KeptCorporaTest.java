package dev.vdx.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing once began with, and what it found, again: each file of {@code src/test/fuzz}. */
class KeptCorporaTest {
    static List<FuzzTarget> targets() {
        return FuzzTarget.ALL;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyFileIsAnswered(FuzzTarget target) throws IOException {
        try (Stream<Path> files = Files.list(target.kept())) {
            List<Path> all = files.toList();
            assertFalse(all.isEmpty());
            for (Path file : all) {
                target.reader().accept(Files.readAllBytes(file));
            }
        }
    }
}
