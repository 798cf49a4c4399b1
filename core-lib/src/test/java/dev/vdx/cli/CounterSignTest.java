package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx sign --counter} and {@code --parallel}. */
class CounterSignTest {
    @TempDir
    Path dir;

    @Test
    void theFormIsThatOfTheFile() throws IOException {
        Path box = dir.resolve("sandbox");
        Sandbox.create(box, 0, Instant.now(), new SecureRandom());
        Path in = Files.writeString(dir.resolve("in.xml"), "<a/>");
        for (String form : List.of("cades", "jades", "xades", "asic-e", "asic-s")) {
            Path signed = dir.resolve(form);
            assertEquals(0, Run.sign(box, in, signed, "--as", form).exitCode());
            Path countered = dir.resolve(form + "-countered");
            Run run = Run.sign(box, signed, countered, "--counter");
            assertEquals(0, run.exitCode(), run.err());
            Run verified = Run.verify(box, "--offline", countered);
            assertTrue(
                    verified.out().contains(form.equals("jades") ? "/cSig-1" : "/counter-signature-1"), verified.out());
            for (List<String> wrong : List.of(
                    List.of("--as", form), List.of("--reason", "x"), List.of("--certify", "1"), List.of("--bulk"))) {
                List<String> words = new ArrayList<>(wrong);
                words.add("--counter");
                Path out = dir.resolve("refused");
                assertEquals(64, Run.sign(box, signed, out, words.toArray()).exitCode(), wrong.toString());
                assertFalse(Files.exists(out));
            }
        }
        Run unsigned = Run.sign(box, in, dir.resolve("out"), "--counter");
        assertEquals(3, unsigned.exitCode(), unsigned.err());
    }

    @Test
    void besideTheSignatureThatIsThere() throws IOException {
        Path box = dir.resolve("sandbox");
        Sandbox.create(box, 0, Instant.now(), new SecureRandom());
        Path in = Files.writeString(dir.resolve("in.txt"), "<notice/>");
        for (String form : List.of("cades", "jades", "xades", "asic-e")) {
            Path signed = dir.resolve(form);
            assertEquals(0, Run.sign(box, in, signed, "--as", form).exitCode());
            Path both = dir.resolve(form + "-both");
            Run run = Run.sign(box, signed, both, "--parallel");
            assertEquals(0, run.exitCode(), run.err());
            String json = Run.verify(box, "--offline", both).out();
            assertEquals(2, json.split("\"kind\":\"signature\"", -1).length - 1, json);
        }
        Path out = dir.resolve("refused");
        assertEquals(
                64,
                Run.sign(box, dir.resolve("cades"), out, "--parallel", "--counter")
                        .exitCode());
        assertEquals(
                64,
                Run.sign(box, dir.resolve("cades"), out, "--parallel", "--as", "cades")
                        .exitCode());
        assertFalse(Files.exists(out));
    }
}
