package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.SignatureForm;
import dev.vdx.vectors.Pdfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code vdx sign --as cades-detached}, {@code jades-detached} and {@code xades-detached}: a signature beside a file that stays as it is. */
class DetachedSignTest extends SandboxFrame {

    @TempDir
    private Path dir;

    private Path letter = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void documents() throws Exception {
        letter = Files.writeString(dir.resolve("หนังสือ 10:30 #1.txt"), "เลขที่ 1");
        out = dir.resolve("signature");
    }

    private Run sign(SignatureForm form, Path in, Object... more) {
        return Run.sign(
                box,
                in,
                out,
                Stream.concat(Stream.of("--as", form.label()), Stream.of(more)).toArray());
    }

    /** From LT on without a network. */
    private static void assertPassed(String level, Path content, Path signature) {
        Stream<Object> words = Stream.of("--content", content, signature);
        Stream<Object> offline = level.startsWith("LT") ? Stream.of("--offline") : Stream.empty();
        Run run = Run.verify(box, Stream.concat(offline, words).toArray());
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("-BASELINE-" + level + "\""), run.out());
    }

    private static void assertExit(int exit, Object... words) {
        Run run = Run.verify(box, words);
        assertEquals(exit, run.exitCode(), run.out() + run.err());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void aFileIsSignedAtEveryLevelAndStaysAsItIs(SignatureForm form) throws Exception {
        byte[] before = Files.readAllBytes(letter);
        for (String level : List.of("B", "T", "LT", "LTA")) {
            Object[] tsa = level.equals("B") ? new Object[0] : new Object[] {"--level", level, "--tsa", server.tsa()};
            Run run = sign(form, letter, tsa);
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.err().contains("--content \"" + letter + "\" " + out), run.err());
            assertPassed(level, letter, out);
            assertArrayEquals(before, Files.readAllBytes(letter));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void anotherFileIsNotTheOneThatWasSigned(SignatureForm form) throws Exception {
        assertEquals(0, sign(form, letter).exitCode());
        assertExit(2, out);
        byte[] altered = Files.readAllBytes(letter);
        altered[0] ^= 1;
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        assertExit(1, "--content", Files.write(elsewhere.resolve(String.valueOf(letter.getFileName())), altered), out);
        assertExit(1, "--content", Files.write(elsewhere.resolve("empty"), new byte[0]), out);
        // Content is told by its digest, not by its name.
        Path renamed = Files.copy(letter, elsewhere.resolve("renamed.txt"));
        assertExit(0, "--content", renamed, out);
        assertExit(1, "--content", renamed, "--content", elsewhere.resolve("empty"), out);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void anyFileCanBeSignedAlsoASignatureAndNothing(SignatureForm form) throws Exception {
        Path first = dir.resolve("first");
        assertEquals(0, Run.sign(box, letter, first, "--as", form.label()).exitCode());
        Path pdf = Files.write(dir.resolve("page.pdf"), Pdfs.page());
        Path xml = Files.writeString(dir.resolve("record.xml"), "<record/>");
        Path nothing = Files.write(dir.resolve("nothing"), new byte[0]);
        for (Path in : List.of(first, pdf, xml, nothing)) {
            assertEquals(0, sign(form, in, "--tsa", server.tsa()).exitCode());
            assertPassed("T", in, out);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JADES_DETACHED", "XADES_DETACHED"})
    void theFileIsNamedWithoutItsFolder(SignatureForm form) throws Exception {
        assertEquals(0, sign(form, letter).exitCode());
        String text = Files.readString(out);
        String named = form == SignatureForm.XADES_DETACHED
                ? text
                : new String(
                        Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.'))), StandardCharsets.UTF_8);
        String name = form == SignatureForm.XADES_DETACHED
                ? "URI=\"หนังสือ%2010%3A30%20%231.txt\""
                : "\"pars\":[\"%E0%B8%AB%E0%B8%99%E0%B8%B1%E0%B8%87%E0%B8%AA%E0%B8%B7%E0%B8%AD%2010%3A30%20%231.txt\"]";
        assertTrue(named.contains(name), named);
        assertFalse(named.contains(String.valueOf(dir.getFileName())), named);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void itIsExtendedWithItsContentAndNoOther(SignatureForm form) throws Exception {
        assertEquals(0, sign(form, letter).exitCode());
        Path other = Files.writeString(dir.resolve("other.txt"), "เลขที่ 2");
        Path lasting = dir.resolve("lasting");
        Object[] words = {
            "extend",
            "--level",
            "LTA",
            "--tsa",
            server.tsa(),
            "--trust",
            box.resolve("anchors"),
            "--tsa-trust",
            box.resolve("tsa-anchors"),
            "-o",
            lasting,
            out
        };
        Run without = Run.vdx(words);
        assertEquals(64, without.exitCode(), without.err());
        assertTrue(without.err().contains("--content FILE"), without.err());
        Run wrong = Run.vdx(
                Stream.concat(Stream.of(words), Stream.of("--content", other)).toArray());
        assertEquals(1, wrong.exitCode(), wrong.err());
        assertFalse(Files.exists(lasting));
        Run right = Run.vdx(
                Stream.concat(Stream.of(words), Stream.of("--content", letter)).toArray());
        assertEquals(0, right.exitCode(), right.err());
        assertPassed("LTA", letter, lasting);

        Run lacking = Run.verify(box, "--offline", lasting);
        assertEquals(2, lacking.exitCode(), lacking.out());
        assertTrue(
                form == SignatureForm.CADES_DETACHED || lacking.out().contains(": " + letter.getFileName()),
                "which file is told as people know it: " + lacking.out());
        assertFalse(lacking.out().contains("TIMESTAMP_IMPRINT_MISMATCH"), "nobody knows: " + lacking.out());
        Run altered = Run.verify(box, "--offline", "--content", other, lasting);
        assertEquals(1, altered.exitCode(), altered.out());
        assertTrue(altered.out().contains("TIMESTAMP_IMPRINT_MISMATCH"), altered.out());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void whatMakesNoSenseBesideAFileIsRefusedInBothLanguages(SignatureForm form) {
        for (List<String> each : List.of(
                List.of("--seal", "default"),
                List.of("--reason", "อนุมัติ"),
                List.of("--field", "f"),
                List.of("--certify", "1"),
                List.of("--bulk"),
                List.of("--counter"),
                List.of("--parallel"))) {
            Run run = sign(form, letter, each.toArray());
            assertEquals(64, run.exitCode(), run.err());
            assertTrue(run.err().contains(each.get(0)) && run.err().matches("(?s).*[ก-๛].*"), run.err());
        }
        assertFalse(Files.exists(out));
    }

    /** What is signed beside its file has no second signer yet: whoever wants one signs the file once more. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void noOtherSignatureGoesIntoIt(SignatureForm form) {
        assertEquals(0, sign(form, letter).exitCode());
        Path second = dir.resolve("second");
        for (String option : List.of("--counter", "--parallel")) {
            Run run = Run.sign(box, out, second, option);
            assertEquals(64, run.exitCode(), run.err());
            assertTrue(run.err().contains("whose content is elsewhere"), run.err());
        }
        assertFalse(Files.exists(second));
    }
}
