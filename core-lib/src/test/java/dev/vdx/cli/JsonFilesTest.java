package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.json.DetachedContent;
import dev.vdx.json.JsonSigner;
import dev.vdx.model.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vdx sign --as jades} and {@code vdx verify --content}. */
class JsonFilesTest extends SandboxFrame {
    private static Path text;
    private static Path other;

    @BeforeAll
    static void prepare() throws Exception {
        text = Files.writeString(shared.resolve("ใบอนุญาต.txt"), "เลขที่ 1");
        other = Files.writeString(shared.resolve("other.txt"), "เลขที่ 2");
    }

    @Test
    void aFileSignedAsJadesPasses() {
        Path out = shared.resolve("signed.json");
        assertEquals(
                0,
                Run.sign(box, text, out, "--as", "jades", "--tsa", server.tsa()).exitCode());
        Run run = Run.verify(box, out);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("\"level\":\"JAdES-BASELINE-T\""), run.out());
        Run matching = Run.verify(box, "--content", text, out);
        assertEquals(0, matching.exitCode(), matching.out());
        assertEquals(1, Run.verify(box, "--content", other, out).exitCode());
    }

    @Test
    void aPdfDoesNotSignWhatLiesBesideIt() throws Exception {
        Path pdf = Files.write(shared.resolve("page.pdf"), dev.vdx.vectors.Pdfs.page());
        Path out = shared.resolve("signed.pdf");
        assertEquals(0, Run.sign(box, pdf, out).exitCode());
        assertEquals(0, Run.verify(box, out).exitCode());
        Run run = Run.verify(box, "--content", text, out);
        assertEquals(4, run.exitCode(), run.out());
        assertTrue(run.out().contains("FORMAT_NOT_SUPPORTED"), run.out());
    }

    @Test
    void detachedContentMustAllBeGivenAndAllBeSigned() throws Exception {
        Path out = shared.resolve("detached.jws");
        try (Source source = Source.file(text)) {
            Files.write(
                    out,
                    JsonSigner.with(sandbox.agency("agency-b"))
                            .signDetached(
                                    List.of(new DetachedContent("ใบอนุญาต.txt", source)),
                                    Clock.systemUTC().instant()));
        }
        assertEquals(0, Run.verify(box, "--content", text, out).exitCode());
        assertEquals(2, Run.verify(box, out).exitCode());
        assertEquals(1, Run.verify(box, "--content", other, out).exitCode());
        assertEquals(
                1, Run.verify(box, "--content", text, "--content", other, out).exitCode());
        assertEquals(64, Run.verify(box, "--content", text, out, out).exitCode());
        assertEquals(
                66, Run.verify(box, "--content", shared.resolve("nothing"), out).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seal", "--field", "--reason", "--location"})
    void whatOnlyAPdfCanShowIsRefused(String option) {
        Path out = shared.resolve("refused.json");
        Run run = Run.sign(box, text, out, "--as", "jades", option, "default");
        assertEquals(64, run.exitCode(), run.err());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cades-x", "JADES", ""})
    void anotherFormIsRefused(String form) {
        assertEquals(
                64,
                Run.sign(box, text, shared.resolve("refused.json"), "--as", form)
                        .exitCode());
    }
}
