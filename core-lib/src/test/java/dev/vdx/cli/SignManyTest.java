package dev.vdx.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.vectors.Pdfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx sign} of folders, lists and several files: each gets its own signature, and a run that was stopped goes on. */
class SignManyTest extends SandboxFrame {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 9;

    @TempDir
    private Path folder;

    private Path in = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void documents() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
        out = folder.resolve("out");
        Files.createDirectories(in.resolve("ต่างอำเภอ"));
        for (int i = 0; i < MANY; i++) {
            Files.write(in.resolve("ต่างอำเภอ/" + i + ".pdf"), Pdfs.page());
        }
        Files.writeString(in.resolve("notes.txt"), "no PDF");
    }

    private Run sign(Object... more) {
        Path home = box.resolve("agencies/agency-b");
        Stream<Object> words = Stream.of(
                "sign",
                "--key",
                "file:" + home.resolve("seal.p12"),
                "--key-password-file",
                home.resolve("password.txt"),
                "-o",
                out);
        return Run.vdx(Stream.concat(words, Stream.of(more)).toArray());
    }

    private static List<String> outcomes(Run run) throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            outcomes.add(JSON.readTree(line).path("outcome").asText());
        }
        return outcomes;
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> out.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void eachOfAFolderGetsItsOwnSignatureAndASecondRunGoesOn() throws IOException {
        Run run = sign("--level", "T", "--tsa", server.tsa(), in);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(MANY, outcomes(run).stream().filter("signed"::equals).count(), run.out());
        assertTrue(run.err().contains(": " + MANY + " ("), run.err());
        assertEquals(MANY, written().size(), "and nothing else: " + written());
        Run verified = Run.verify(box, out);
        assertEquals(0, verified.exitCode(), verified.out());
        assertEquals(
                "PAdES-BASELINE-T",
                JSON.readTree(verified.out().lines().findFirst().orElseThrow())
                        .path("signatures")
                        .get(0)
                        .path("level")
                        .asText());
        byte[] first = Files.readAllBytes(out.resolve("ต่างอำเภอ/0.pdf"));
        Files.delete(out.resolve("ต่างอำเภอ/5.pdf"));
        Run again = sign("--level", "T", "--tsa", server.tsa(), in);
        assertEquals(1, outcomes(again).stream().filter("signed"::equals).count(), again.out());
        assertEquals(MANY - 1, outcomes(again).stream().filter("kept"::equals).count(), again.out());
        assertArrayEquals(first, Files.readAllBytes(out.resolve("ต่างอำเภอ/0.pdf")));
    }

    @Test
    void oneThatCannotBeSignedIsNamedAndTheOthersAreSigned() throws IOException {
        Path broken = Files.writeString(in.resolve("broken.pdf"), "%PDF-");
        Path missing = in.resolve("missing.pdf");
        Path list = Files.writeString(
                folder.resolve("list"), broken + "\n" + missing + "\n" + in.resolve("ต่างอำเภอ/1.pdf"));
        Run run = sign("--list", list);
        assertEquals(1, run.exitCode(), run.err());
        assertEquals(List.of("refused", "refused", "signed"), outcomes(run), run.out());
        assertEquals(List.of("1.pdf"), written());
        assertTrue(run.err().contains("refused: 2"), run.err());
    }

    @Test
    void otherFormsGetNamesOfTheirOwn() throws IOException {
        Run run = sign("--as", "cades", in.resolve("notes.txt"), in.resolve("ต่างอำเภอ/1.pdf"));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(List.of("1.pdf.p7m", "notes.txt.p7m"), written());
        assertEquals(0, Run.verify(box, out).exitCode());
    }

    @Test
    void signaturesBesideTheirDocumentsAreNamedAfterThem() throws IOException {
        for (List<String> each : List.of(
                List.of("cades-detached", ".p7s"),
                List.of("jades-detached", ".jws"),
                List.of("xades-detached", ".xades"))) {
            out = folder.resolve(each.get(0));
            Run run = sign("--as", each.get(0), in);
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(MANY + 1, written().size());
            Path signature = out.resolve("ต่างอำเภอ/1.pdf" + each.get(1));
            assertEquals(
                    0,
                    Run.verify(box, "--content", in.resolve("ต่างอำเภอ/1.pdf"), signature)
                            .exitCode());
            assertEquals(
                    1,
                    Run.verify(box, "--content", in.resolve("notes.txt"), signature)
                            .exitCode());
        }
    }

    @Test
    void aServiceThatIsDownEndsItBeforeTheRestWaitsForItToo() throws IOException {
        int all = 20 * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < all; i++) {
            Files.write(in.resolve("more-" + i + ".pdf"), Pdfs.page());
        }
        Run run = sign("--level", "T", "--tsa", "http://127.0.0.1:1/", in);
        assertEquals(2, run.exitCode(), run.err());
        List<String> tried = outcomes(run);
        assertEquals(List.of("refused"), tried.stream().distinct().toList());
        assertTrue(tried.size() >= 3 && tried.size() < all, tried.size() + " were tried");
        assertTrue(
                run.err().contains("left: " + (MANY + all - tried.size()) + ", run the same command again"), run.err());
        assertEquals(List.of(), written());
    }

    /** In a process of its own, which is told to stop once it has signed something. */
    @Test
    void oneThatIsStoppedLeavesWholeDocumentsAndTheNextGoesOn() throws Exception {
        int all = 400;
        for (int i = 0; i < all; i++) {
            Files.write(in.resolve("more-" + i + ".pdf"), Pdfs.page());
        }
        Path home = box.resolve("agencies/agency-a");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.vdx.cli.Main",
                        "sign",
                        "--key",
                        "file:" + home.resolve("seal.p12"),
                        "--key-password-file",
                        home.resolve("password.txt").toString(),
                        "-o",
                        out.toString(),
                        in.toString())
                .redirectError(folder.resolve("err").toFile())
                .redirectOutput(folder.resolve("out.jsonl").toFile())
                .start();
        while (process.isAlive() && Files.size(folder.resolve("out.jsonl")) == 0) {
            Thread.sleep(5);
        }
        process.destroy();
        assertEquals(143, process.waitFor());
        List<String> told = Files.readAllLines(folder.resolve("out.jsonl"), UTF_8);
        assertEquals(told.size(), written().size(), "a line each, and nothing unfinished: " + written());
        assertTrue(told.size() < MANY + all, "it was stopped");
        assertTrue(Files.readString(folder.resolve("err"), UTF_8).contains("run the same command again"));
        Run rest = sign(in);
        assertEquals(0, rest.exitCode(), rest.err());
        assertEquals(told.size(), outcomes(rest).stream().filter("kept"::equals).count());
        assertEquals(MANY + all, written().size());
        assertEquals(
                MANY + all,
                Run.verify(box, out)
                        .out()
                        .lines()
                        .filter(l -> l.contains("\"passed\""))
                        .count());
    }

    @Test
    void whatGoesWithOneFileOnlyIsRefused() throws IOException {
        for (String option : List.of("--counter", "--parallel")) {
            assertEquals(64, sign(option, in).exitCode(), option);
        }
        assertEquals(
                64,
                sign("--allow-later", "--level", "T", "--tsa", server.tsa(), in).exitCode());
        assertEquals(64, sign().exitCode());
        Files.writeString(out, "precious", UTF_8);
        assertEquals(64, sign(in).exitCode());
        assertEquals("precious", Files.readString(out, UTF_8));
        assertFalse(Files.isDirectory(out));
    }
}
