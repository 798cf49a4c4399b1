package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.seal.ArchivePaper;
import dev.vdx.seal.Crest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --seal} and {@code --preview}: what spec/seal.md and its schema say is what the command does. */
class SealSpecTest {
    private static final Path SPEC = Path.of("..", "spec");

    @TempDir
    static Path dir;

    private static Path box;
    private static Path paper;
    private static int files;

    @BeforeAll
    static void open() throws IOException {
        box = dir.resolve("sandbox");
        Sandbox.create(box, 0, Instant.now(), new SecureRandom());
        paper = Files.write(
                dir.resolve("paper.pdf"),
                ArchivePaper.pages(
                        List.of(ArchivePaper.page(595, 842, 0), ArchivePaper.page(842, 595, 0)), "ลงนาม", "{{seal}}"));
        Files.write(dir.resolve("crest.png"), Crest.png());
    }

    private static Path json(String text) throws IOException {
        return Files.writeString(dir.resolve("seal-" + ++files + ".json"), text);
    }

    private static Path out() {
        return dir.resolve("out-" + ++files);
    }

    private static List<?> schema(String text) throws IOException {
        return List.copyOf(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SPEC.resolve("seal.schema.json")))
                .validate(text, InputFormat.JSON));
    }

    @Test
    void theExampleOfTheSpecificationIsDrawn() throws IOException {
        String page = Files.readString(SPEC.resolve("seal.md"));
        Matcher example = Pattern.compile("(?m)^    \\{$(?:\\n^    .*$)+").matcher(page);
        assertTrue(example.find());
        assertEquals(List.of(), schema(example.group()));
        // There are two pages that say so.
        String text = example.group().replace("\"side\"", "\"occurrence\": -1, \"side\"");
        assertEquals(List.of(), schema(text));
        Path out = out();
        Run signed = Run.sign(box, paper, out, "--seal", json(text));
        assertEquals(0, signed.exitCode(), signed.err());
        try (PDDocument document = Loader.loadPDF(out.toFile())) {
            assertEquals("Stamp", document.getPage(0).getAnnotations().get(0).getSubtype());
            assertEquals("Widget", document.getPage(1).getAnnotations().get(0).getSubtype());
            assertEquals(
                    120 * 72 / 25.4,
                    document.getPage(1).getAnnotations().get(0).getRectangle().getWidth(),
                    0.01);
        }
        Run verified = Run.verify(box, "--offline", out);
        assertTrue(verified.out().contains("\"digestMatches\":true"), verified.out());
    }

    @Test
    void schemaAndCommandKnowTheSameKeys() throws IOException {
        String schema = Files.readString(SPEC.resolve("seal.schema.json"));
        String page = Files.readString(SPEC.resolve("seal.md"));
        for (String key : SealWish.KNOWN) {
            assertTrue(schema.contains('"' + key + '"'), key);
            assertTrue(page.contains('`' + key + '`'), key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"anchr\": \"x\"}",
                "{\"box\": {\"left\": 1}}",
                "{\"unit\": \"inch\"}",
                "{\"page\": 0}",
                "{\"textColour\": \"red\"}",
                "{\"seals\": []}",
                "{\"seals\": [1]}",
                "{\"seals\": [{\"seals\": []}]}",
                "{\"thaiDigits\": \"maybe\"}",
                "{\"lines\": {\"a\": 1}}",
                "[]"
            })
    void whatTheSchemaRefusesTheCommandRefuses(String text) throws IOException {
        assertFalse(schema(text).isEmpty(), text);
        Path out = out();
        Run run = Run.sign(box, paper, out, "--seal", json(text));
        assertEquals(64, run.exitCode(), run.err());
        assertFalse(Files.exists(out));
        assertEquals(64, preview(out, "--seal", json(text)).exitCode());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource({
        "'textColor=#000000', did you mean 'textColour'?",
        "'anchr=x', did you mean 'anchor'?",
        "'side=below', goes with 'anchor' only",
        "'occurrence=1', goes with 'anchor' only",
        "'imageText=x', goes with 'image' only",
        "'anchor={{seal}},occurrence=0', is not a whole number",
        "'textColour=#999999', must be 4.5:1 at least",
        "'page=3', page 3 of a document of 2 pages",
        "'anchor={{seal}}', found 2 times",
        "'anchor={{none}}', is nowhere in the document"
    })
    void whatIsWrongIsSaidInBothLanguages(String spec, String said) {
        Path out = out();
        for (Run run : List.of(Run.sign(box, paper, out, "--seal", spec), preview(out, "--seal", spec))) {
            assertEquals(64, run.exitCode(), run.err());
            assertTrue(run.err().contains(said.strip()), run.err());
            assertTrue(run.err().chars().anyMatch(c -> c >= 0x0E01 && c <= 0x0E5B), run.err());
            assertFalse(Files.exists(out));
        }
    }

    private static Run preview(Path out, Object... words) {
        return Run.vdx(
                Stream.concat(Stream.concat(Stream.of("sign"), Stream.of(words)), Stream.of("--preview", out, paper))
                        .toArray());
    }

    @Test
    void aPreviewShowsWhatSigningWillShowAndSignsNothing() throws IOException {
        byte[] before = Files.readAllBytes(paper);
        String text =
                "{\"agency\":\"A\",\"image\":\"crest.png\",\"background\":\"#FFFF00\",\"seals\":[{\"page\":2},{\"page\":1,\"box\":{\"x\":300,\"y\":100,\"width\":240,\"height\":80}}]}";
        assertEquals(List.of(), schema(text));
        Path png = out();
        Run run = preview(png, "--seal", json(text));
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("Nothing was signed.") && run.err().contains("page 1, 2"), run.err());
        BufferedImage both = ImageIO.read(png.toFile());
        // The upright page and the landscape one below it, at one scale.
        assertEquals(842.0 / (842 + 595), 842.0 / 595 * both.getWidth() * 595 / 842 / both.getHeight(), 0.02);
        assertTrue(yellow(both) > 5_000);
        Path plain = out();
        assertEquals(0, preview(plain, "--seal", "page=1").exitCode());
        assertEquals(0, yellow(ImageIO.read(plain.toFile())));
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(paper)));
    }

    private static long yellow(BufferedImage image) {
        long count = 0;
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            count += (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == 0xFFFF00 ? 1 : 0;
        }
        return count;
    }

    @Test
    void aPreviewSpeaksThaiToo() {
        Run run = Run.vdx(Map.of("VDX_LANG", "th"), "sign", "--seal", "default", "--preview", out(), paper);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("ยังไม่ได้ลงนาม"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o", "--list", "--bulk", "--parallel", "--counter", "--allow-later"})
    void aPreviewGoesWithNothingThatSigns(String option) {
        boolean flag = !option.equals("-o") && !option.equals("--list");
        Path out = out();
        Run run = flag
                ? preview(out, "--seal", "default", option)
                : preview(out, "--seal", "default", option, dir.resolve("x"));
        assertEquals(64, run.exitCode(), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aPreviewNeedsASealAndAPdf() throws IOException {
        assertEquals(64, preview(out()).exitCode());
        Path text = Files.writeString(dir.resolve("plain.txt"), "no PDF");
        assertEquals(
                64,
                Run.vdx("sign", "--seal", "default", "--preview", out(), text).exitCode());
        assertEquals(
                64, Run.vdx("sign", "--as", "cades", "--preview", out(), paper).exitCode());
    }
}
