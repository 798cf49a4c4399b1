package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.report.Lang;
import dev.vdx.vectors.Pdfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx sign --bulk} as people and scripts use it. */
class BulkSignTest extends SandboxFrame {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path in = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void documents() throws IOException {
        in = Files.createDirectories(folder.resolve("in"));
        out = folder.resolve("out");
        Files.createDirectories(in.resolve("ต่างอำเภอ"));
        Files.write(in.resolve("a.pdf"), Pdfs.page());
        Files.write(in.resolve("b.PDF"), Pdfs.pageWithStream());
        Files.write(in.resolve("ต่างอำเภอ/a.pdf"), Pdfs.page());
        Files.writeString(in.resolve("notes.txt"), "no document");
    }

    private Run bulk(Object... more) {
        Path home = box.resolve("agencies/agency-a");
        Stream<Object> words = Stream.of(
                "sign",
                "--bulk",
                "--key",
                "file:" + home.resolve("seal.p12"),
                "--key-password-file",
                home.resolve("password.txt"));
        return Run.vdx(Stream.concat(words, Stream.of(more)).toArray());
    }

    private static Map<String, JsonNode> lines(Run run) throws IOException {
        Map<String, JsonNode> lines = new TreeMap<>();
        for (String line : run.out().lines().toList()) {
            JsonNode node = JSON.readTree(line);
            assertEquals(null, lines.put(node.get("file").asText(), node), "one line a file");
        }
        return lines;
    }

    private static List<String> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> folder.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFolderIsSignedWithOneSignature() throws Exception {
        Run run = bulk("--tsa", server.tsa(), "--reason", "ออกใบอนุญาต", "-o", out, in);
        assertEquals(0, run.exitCode(), run.err());
        Map<String, JsonNode> lines = lines(run);
        assertEquals(3, lines.size());
        lines.values()
                .forEach(line -> assertEquals("signed", line.get("outcome").asText()));
        assertEquals(List.of("a.pdf", "b.PDF", "ต่างอำเภอ/a.pdf"), in(out));
        assertTrue(run.err().contains("with one signature at level T into"), run.err());
        for (JsonNode line : lines.values()) {
            Run verified = Run.verify(box, line.get("output").asText());
            assertEquals(0, verified.exitCode(), verified.out());
            assertEquals(
                    "VDX-BULK-T",
                    JSON.readTree(verified.out())
                            .get("signatures")
                            .get(0)
                            .get("level")
                            .asText());
        }
        Run extended = Run.vdx(
                "extend",
                "--level",
                "LTA",
                "--tsa",
                server.tsa(),
                "--trust",
                box.resolve("anchors/root.pem"),
                "--tsa-trust",
                box.resolve("tsa-anchors/root.pem"),
                "-o",
                folder.resolve("lasting.pdf"),
                out.resolve("a.pdf"));
        assertEquals(0, extended.exitCode(), extended.err());
        Run lasting = Run.verify(box, "--offline", folder.resolve("lasting.pdf"));
        assertEquals(0, lasting.exitCode(), lasting.out());
        assertEquals(
                "VDX-BULK-LTA",
                JSON.readTree(lasting.out())
                        .get("signatures")
                        .get(0)
                        .get("level")
                        .asText());
    }

    @Test
    void whatCannotBeSignedIsNamedAndLeftOut() throws Exception {
        Path list = folder.resolve("list.txt");
        Path certified = Files.write(folder.resolve("broken.pdf"), new byte[] {'%', 'P', 'D', 'F', '-'});
        Files.writeString(
                list,
                in.resolve("a.pdf") + "\n\n" + in.resolve("missing.pdf") + "\n" + in.resolve("notes.txt") + "\n"
                        + certified + "\n");
        Run run = bulk("-o", out, "--list", list);
        assertEquals(1, run.exitCode(), run.err());
        Map<String, JsonNode> lines = lines(run);
        assertEquals(
                "signed",
                lines.get(in.resolve("a.pdf").toString()).get("outcome").asText());
        assertEquals(
                "DOCUMENT_UNREADABLE",
                lines.get(in.resolve("missing.pdf").toString()).get("problem").asText());
        assertEquals(
                "KIND_WRONG",
                lines.get(in.resolve("notes.txt").toString()).get("problem").asText());
        assertEquals(
                "DOCUMENT_UNREADABLE",
                lines.get(certified.toString()).get("problem").asText());
        lines.values().stream()
                .filter(line -> line.has("problem"))
                .forEach(line -> assertFalse(line.get("message").asText().isBlank()
                        || line.get("next").asText().isBlank()));
        assertEquals(List.of("a.pdf"), in(out));
        assertTrue(run.err().contains("left out: 3"), run.err());
    }

    @Test
    void aSecondRunGoesOnWithWhatIsMissing() throws Exception {
        assertEquals(0, bulk("-o", out, in).exitCode());
        byte[] first = Files.readAllBytes(out.resolve("a.pdf"));
        Files.delete(out.resolve("b.PDF"));
        // Left by one that was killed.
        Path left = Files.createDirectories(out.resolve(".vdx-bulk-1-1"));
        Files.createFile(left.resolve("lock"));
        Files.write(left.resolve("0"), first);
        Run run = bulk("-o", out, in);
        assertEquals(0, run.exitCode(), run.err());
        List<String> outcomes = new ArrayList<>();
        lines(run).values().forEach(line -> outcomes.add(line.get("outcome").asText()));
        assertEquals(List.of("kept", "signed", "kept"), outcomes);
        assertArrayEquals(first, Files.readAllBytes(out.resolve("a.pdf")));
        assertEquals(List.of("a.pdf", "b.PDF", "ต่างอำเภอ/a.pdf"), in(out));
        assertFalse(Files.exists(left), "what was left over is gone");
    }

    @Test
    void withoutTimestampNothingIsWritten() throws Exception {
        Run run = bulk("--tsa", "http://127.0.0.1:1/", "-o", out, in);
        assertEquals(2, run.exitCode(), run.err());
        assertEquals("", run.out());
        assertFalse(Files.exists(out) && !in(out).isEmpty());
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        refused(64, "--level", "LTA", "--tsa", server.tsa(), "-o", out, in);
        refused(64, "--as", "cades", "-o", out, in);
        refused(64, "-o", file, in);
        refused(64, in);
        refused(64, "-o", out);
        refused(64, "-o", in, in);
        refused(64, "-o", in.resolve("out"), in);
        refused(64, "-o", in, in.resolve("a.pdf"));
        refused(64, "-o", out, in.resolve("a.pdf"), in.resolve("ต่างอำเภอ/a.pdf"));
        refused(66, "-o", out, folder.resolve("missing"));
        refused(66, "-o", out, "--list", folder.resolve("missing.txt"));
        assertFalse(Files.exists(out));
    }

    private void refused(int code, Object... words) {
        Run run = bulk(words);
        assertEquals(code, run.exitCode(), () -> List.of(words) + run.err());
        assertEquals("", run.out());
    }

    @Test
    void theBarTellsRateAndTimeLeft() {
        ManyProgress progress = new ManyProgress(200, 0);
        for (int i = 0; i < 100; i++) {
            progress.prepared();
        }
        assertEquals(
                "[#####...............] 25% of 200 documents, 25 a second, 6 s left",
                progress.line(2_000_000_000L, Lang.EN));
        for (int i = 0; i < 100; i++) {
            progress.prepared();
            progress.finished(true);
            progress.finished(true);
        }
        assertEquals(
                "[####################] 100% of 200 documents, 50 a second, 0 s left",
                progress.line(4_000_000_000L, Lang.EN));
        assertTrue(progress.line(4_000_000_000L, Lang.TH).contains("เหลืออีก 0 วินาที"));
        assertEquals("4.0 s, 50/s", progress.pace(4_000_000_000L));
    }
}
