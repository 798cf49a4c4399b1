package dev.vdx.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vdx.exchange.DirectoryFuzzer;
import dev.vdx.exchange.EnvelopeFuzzer;
import dev.vdx.trust.CertificateFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing once began with, and what it found, again: each file of {@code src/test/fuzz}. */
class KeptCorporaTest {
    private static final Path KEPT = Path.of("src", "test", "fuzz");
    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "pdf", PdfFuzzer::fuzzerTestOneInput,
            "cms", CmsFuzzer::fuzzerTestOneInput,
            "json", JsonFuzzer::fuzzerTestOneInput,
            "container", ContainerFuzzer::fuzzerTestOneInput,
            "certificate", CertificateFuzzer::fuzzerTestOneInput,
            "envelope", EnvelopeFuzzer::fuzzerTestOneInput,
            "directory", DirectoryFuzzer::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> everyFileIsAnswered() {
        return TARGETS.entrySet().stream()
                .map(target ->
                        DynamicTest.dynamicTest(target.getKey(), () -> replay(target.getKey(), target.getValue())));
    }

    private static void replay(String name, Consumer<byte[]> target) throws IOException {
        try (Stream<Path> files = Files.list(KEPT.resolve(name))) {
            List<Path> all = files.toList();
            assertFalse(all.isEmpty(), name);
            for (Path file : all) {
                target.accept(Files.readAllBytes(file));
            }
        }
    }
}
