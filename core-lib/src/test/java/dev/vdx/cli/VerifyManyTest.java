package dev.vdx.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.vectors.Pdfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx verify} of folders and lists: one line a file in order, a summary, and on from where it was stopped. */
class VerifyManyTest extends SandboxFrame {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 12;

    private static Path signed = Path.of("");

    @TempDir
    private Path folder;

    private Path in = Path.of("");

    @BeforeAll
    static void open() throws Exception {
        Path page = Files.write(shared.resolve("page.pdf"), Pdfs.page());
        signed = shared.resolve("signed.pdf");
        assertEquals(0, Run.sign(box, page, signed).exitCode());
    }

    @BeforeEach
    void documents() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
        Files.createDirectories(in.resolve("ต่างอำเภอ"));
        Files.createDirectories(in.resolve(".trash"));
        for (int i = 0; i < MANY; i++) {
            Files.copy(signed, in.resolve("ต่างอำเภอ").resolve("%02d.pdf".formatted(i)));
        }
        Files.copy(signed, in.resolve(".trash/gone.pdf"));
        byte[] altered = Files.readAllBytes(signed);
        altered[altered.length / 3] ^= 1;
        Files.write(in.resolve("altered.pdf"), altered);
        Files.write(in.resolve("unsigned.pdf"), Pdfs.page());
    }

    private static Run lines(Object... more) {
        Stream<Object> before = Stream.of("verify", "--trust", box.resolve("anchors"));
        return Run.vdx(
                Map.of("VDX_LANG", "en"), Stream.concat(before, Stream.of(more)).toArray());
    }

    @Test
    void ofAFolderEachFileIsALineInOrderAndTheSummaryCounts() {
        Run run = lines(in);
        List<String> lines = run.out().lines().toList();
        assertEquals(MANY + 2, lines.size(), run.out());
        assertTrue(lines.get(0).startsWith(in.resolve("altered.pdf") + ": "), lines.get(0));
        for (int i = 0; i < MANY; i++) {
            assertTrue(
                    lines.get(2 + i)
                            .startsWith(in.resolve("ต่างอำเภอ/%02d.pdf: ".formatted(i))
                                    .toString()),
                    run.out());
        }
        assertTrue(
                run.err().contains(MANY + " passed, 1 failed, 0 not proven, 1 not signed, 0 not readable."), run.err());
        assertEquals(1, run.exitCode());
        Run thai = Run.vdx(Map.of("VDX_LANG", "th"), "verify", "--trust", box.resolve("anchors"), in);
        assertTrue(thai.err().contains("ผ่าน " + MANY + " ไม่ผ่าน 1"), thai.err());
        assertEquals(MANY + 2, Run.verify(box, in).out().lines().count());
    }

    @Test
    void aListNamesFilesAndOneThatIsNotThereIsRefusedBeforeAnyIsVerified() throws IOException {
        Path list =
                Files.writeString(folder.resolve("list"), signed + "\n\n" + in.resolve("unsigned.pdf") + "\n", UTF_8);
        Run run = lines("--list", list);
        assertEquals(2, run.out().lines().count(), run.out());
        assertEquals(3, run.exitCode());
        Files.writeString(list, signed + "\n" + in.resolve("none.pdf") + "\n", UTF_8);
        Run missing = lines("--list", list);
        assertEquals(66, missing.exitCode());
        assertEquals("", missing.out());
        assertTrue(missing.err().contains("none.pdf"), missing.err());
        Files.writeString(list, "\n", UTF_8);
        assertEquals(64, lines("--list", list).exitCode());
        assertEquals(64, lines().exitCode());
    }

    @Test
    void whatGoesWithOneFileOnlyIsRefusedForMany() {
        assertEquals(64, lines("--format", "etsi", in).exitCode());
        assertEquals(64, lines("--content", signed, in).exitCode());
        assertEquals(64, lines("--explain", in).exitCode());
        assertEquals(1, lines("--explain", "--format", "json", in).exitCode());
        Path results = folder.resolve("so-far.jsonl");
        for (String option : List.of("--report", "--diff-images")) {
            Run both = lines("--results", results, option, folder.resolve("other"), in);
            assertEquals(64, both.exitCode(), option);
            assertTrue(both.err().contains("would lack"), both.err());
        }
        assertFalse(Files.exists(results));
    }

    @Test
    void aRunThatWasStoppedGoesOnWhereItWas() throws IOException {
        Path results = folder.resolve("so-far.jsonl");
        Run whole = lines("--results", results, in);
        assertEquals(MANY + 2, whole.out().lines().count());
        List<String> noted = Files.readAllLines(results, UTF_8);
        assertEquals(MANY + 3, noted.size(), "what they were judged by, and a line each");
        assertEquals("failed", JSON.readTree(noted.get(1)).path("outcome").asText());

        // Stopped in the middle of a line.
        String cut =
                String.join("\n", noted.subList(0, 5)) + "\n" + noted.get(5).substring(0, 20);
        Files.writeString(results, cut, UTF_8);
        Run rest = lines("--results", results, in);
        assertEquals(MANY - 2, rest.out().lines().count(), rest.out());
        assertTrue(rest.err().contains("4 in an earlier run: " + MANY + " passed, 1 failed"), rest.err());
        assertEquals(1, rest.exitCode(), "what failed then counts");
        assertEquals(noted.size(), Files.readAllLines(results, UTF_8).size());

        Files.write(in.resolve("unsigned.pdf"), Files.readAllBytes(signed));
        Run again = lines("--results", results, in);
        assertEquals(1, again.out().lines().count(), "only what changed since: " + again.out());
    }

    @Test
    void resultsOfOtherTrustAndForeignFilesAreLeftAsTheyAre() throws IOException {
        Path results = folder.resolve("so-far.jsonl");
        assertEquals(1, lines("--results", results, in).exitCode());
        byte[] before = Files.readAllBytes(results);
        Run nobody = Run.vdx("verify", "--results", results, in);
        assertEquals(64, nobody.exitCode(), nobody.err());
        assertEquals(
                64,
                lines("--at", "2030-01-01T00:00:00Z", "--results", results, in).exitCode());
        assertEquals(new String(before, UTF_8), Files.readString(results, UTF_8));
        for (String foreign : List.of("precious", "precious\n", "{\"a\": 1}\n", "[1")) {
            Path other = Files.writeString(folder.resolve("other"), foreign, UTF_8);
            assertEquals(64, lines("--results", other, in).exitCode(), foreign);
            assertEquals(foreign, Files.readString(other, UTF_8));
        }
        assertEquals(64, lines("--results", in.resolve("altered.pdf"), in).exitCode(), "one of the files");
    }
}
