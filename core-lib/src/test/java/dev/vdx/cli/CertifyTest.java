package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vdx sign --certify}, {@code --lock} and {@code --existing-field}. */
class CertifyTest {
    @TempDir
    static Path dir;

    private static Path box;
    private static Path unsigned;

    @BeforeAll
    static void sandbox() throws IOException {
        box = dir.resolve("sandbox");
        Sandbox.create(box, 0, Instant.now(), new SecureRandom());
        unsigned = dir.resolve("unsigned.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(unsigned.toFile(), CompressParameters.NO_COMPRESSION);
        }
    }

    private static String signed(Object... words) throws IOException {
        Path out = Files.createTempDirectory(dir, "out").resolve("signed.pdf");
        Run run = Run.sign(box, unsigned, out, words);
        assertEquals(0, run.exitCode(), run.err());
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"no-changes,1", "1,1", "form-filling,2", "2,2", "annotations,3", "3,3"})
    void theWordsAndTheNumbersOfACertification(String word, int permission) throws IOException {
        String file = signed("--certify", word);
        assertTrue(file.contains("/TransformMethod /DocMDP"));
        assertTrue(file.matches("(?s).*/TransformParams\\s*<<[^>]*/P " + permission + "[^0-9].*"), word);
        assertTrue(file.contains("/Perms"));
    }

    @Test
    void severalNamesInOneLock() throws IOException {
        String file = signed("--field", "Mine", "--lock", "include:Mine");
        assertTrue(file.contains("/Action /Include"));
        file = signed("--lock", "all");
        assertTrue(file.contains("/TransformMethod /FieldMDP") && file.contains("/Action /All"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64 --certify 4",
                "64 --certify all",
                "64 --lock all --lock all",
                "64 --lock all --lock include:a",
                "64 --lock include:a --lock exclude:b",
                "64 --lock include:",
                "64 --lock name",
                "64 --field a --existing-field a",
                "64 --as cades --certify 1",
                "64 --as jades --lock all",
                "64 --as xades --existing-field a",
                "1 --existing-field a",
                "1 --lock include:a --lock include:b"
            })
    void whatCannotBeDoneIsRefused(String wrong) throws IOException {
        List<String> words = List.of(wrong.split(" "));
        Path folder = Files.createTempDirectory(dir, "refused");
        Run run = Run.sign(
                box,
                unsigned,
                folder.resolve("out.pdf"),
                words.subList(1, words.size()).toArray());
        assertEquals(Integer.parseInt(words.get(0)), run.exitCode(), run.err());
        assertFalse(run.err().isBlank());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void manyAtOnceAreCertifiedToo() throws IOException {
        Path out = Files.createTempDirectory(dir, "many");
        Run run = Run.sign(box, unsigned, out, "--bulk", "--certify", "no-changes");
        assertEquals(0, run.exitCode(), run.err());
        Path certified = out.resolve("unsigned.pdf");
        assertEquals(2, Run.verify(box, "--offline", certified).exitCode(), "nobody says whether it was revoked");
        Path again = Files.createTempDirectory(dir, "again").resolve("again.pdf");
        Run second = Run.sign(box, certified, again);
        assertEquals(1, second.exitCode(), second.err());
        assertTrue(second.err().contains("forbids any further signature"), second.err());
    }
}
