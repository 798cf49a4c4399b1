package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.CadesSigner;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.vectors.Pdfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vdx sign} at LT and LTA, and {@code vdx extend}. */
class ExtendTest extends SandboxFrame {
    private static Path pdf;
    private static Path xml;

    @BeforeAll
    static void prepare() throws Exception {
        pdf = Files.write(shared.resolve("page.pdf"), Pdfs.page());
        xml = Files.writeString(shared.resolve("record.xml"), "<record>ใบอนุญาต</record>");
    }

    private static Run extend(Path in, Path out, Object... more) {
        Stream<Object> words = Stream.of(
                "extend", "--trust", box.resolve("anchors"), "--tsa-trust", box.resolve("tsa-anchors"), "-o", out, in);
        return Run.vdx(Stream.concat(words, Stream.of(more)).toArray());
    }

    private static void assertLevel(String level, Path file) {
        Run run = Run.verify(box, "--offline", file);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("\"level\":\"" + level + "\""), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "pades,PAdES-BASELINE",
        "cades,CAdES-BASELINE",
        "jades,JAdES-BASELINE",
        "xades,XAdES-BASELINE",
        "xades-e-tax,XAdES",
        "asic-e,CAdES-BASELINE"
    })
    void signsAndExtends(String form, String profile) {
        Path in = form.startsWith("xades") ? xml : pdf;
        Path lt = shared.resolve("lt-" + form);
        Run signed = Run.sign(box, in, lt, "--as", form, "--level", "LT", "--tsa", server.tsa());
        assertEquals(0, signed.exitCode(), signed.err());
        assertLevel(profile + "-LT", lt);
        Path lta = shared.resolve("lta-" + form);
        Run extended = extend(lt, lta, "--level", "LTA", "--tsa", server.tsa());
        assertEquals(0, extended.exitCode(), extended.err());
        assertTrue(extended.err().startsWith("Extended to level LTA"), extended.err());
        assertLevel(profile + "-LTA", lta);
        Path renewed = shared.resolve("renewed-" + form);
        assertEquals(
                0, extend(lta, renewed, "--level", "LTA", "--tsa", server.tsa()).exitCode());
        assertLevel(profile + "-LTA", renewed);
    }

    /** What proves another authority than before comes into the document too, and without it nothing is called LTA. */
    @ParameterizedTest
    @CsvSource({
        "pades,PAdES-BASELINE-LTA",
        "cades,CAdES-BASELINE-LTA",
        "jades,JAdES-BASELINE-LTA",
        "xades,XAdES-BASELINE-LTA",
        "asic-e,CAdES-BASELINE-LTA",
        "asic-s,CAdES-BASELINE-LTA"
    })
    void theArchiveTimestampMayBeAnotherAuthoritys(String form, String level) throws Exception {
        Clock clock = Clock.systemUTC();
        Path other = shared.resolve("other-" + form);
        Path both = shared.resolve("both-" + form + ".pem");
        Path lt = shared.resolve("first-" + form);
        Path lta = shared.resolve("then-" + form);
        assertEquals(
                0,
                Run.sign(
                                box,
                                form.equals("xades") ? xml : pdf,
                                lt,
                                "--as",
                                form,
                                "--level",
                                "LT",
                                "--tsa",
                                server.tsa())
                        .exitCode());
        Sandbox sandbox = Sandbox.create(other, 0, clock.instant(), new SecureRandom());
        Files.writeString(
                both,
                Files.readString(box.resolve("tsa-anchors/root.pem"))
                        + Files.readString(other.resolve("tsa-anchors/root.pem")));
        List<Object> words = List.of("--trust", box.resolve("anchors"), "--tsa-trust", both);
        try (SandboxServer second = SandboxServer.start(sandbox, clock, new SecureRandom())) {
            Run extended = Run.vdx(Stream.concat(
                            Stream.of("extend", "--level", "LTA", "--tsa", second.tsa(), "-o", lta, lt), words.stream())
                    .toArray());
            assertEquals(0, extended.exitCode(), extended.err());
        }
        Run run = Run.vdx(Stream.concat(Stream.of("verify", "--format", "json", "--offline", lta), words.stream())
                .toArray());
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("\"level\":\"" + level + "\""), run.out());
    }

    /** A CMS whose content is beside it is not raised without it, nor with another; whoever does as told next finds it passed. */
    @Test
    void contentBesideACmsIsAskedForAndNamedInWhatToDoNext() throws Exception {
        Path letter = Files.writeString(shared.resolve("letter.txt"), "ใบอนุญาต");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(letter));
        Path signed = Files.write(
                shared.resolve("letter.p7s"),
                CadesSigner.with(Sandbox.open(box).agency("agency-a"))
                        .withSigningTime(Instant.now())
                        .sign(digest));
        Path out = shared.resolve("letter.lt.p7s");
        Run without = extend(signed, out, "--level", "LT", "--tsa", server.tsa());
        assertEquals(64, without.exitCode(), without.err());
        assertTrue(without.err().contains("--content FILE"), without.err());
        assertEquals(
                1,
                extend(signed, out, "--level", "LT", "--tsa", server.tsa(), "--content", pdf)
                        .exitCode());
        assertFalse(Files.exists(out));
        Run extended = extend(signed, out, "--level", "LT", "--tsa", server.tsa(), "--content", letter);
        assertEquals(0, extended.exitCode(), extended.err());
        assertTrue(extended.err().contains("--content " + letter + " " + out), extended.err());
        Run run = Run.verify(box, "--offline", "--content", letter, out);
        assertEquals(0, run.exitCode(), run.out() + run.err());
    }

    @Test
    void contentThatIsNeededMustBeThereAndNoOther() {
        Path out = shared.resolve("nothing");
        assertEquals(
                66,
                extend(pdf, out, "--level", "LT", "--content", shared.resolve("none"))
                        .exitCode());
        Run run = extend(pdf, out, "--level", "LT", "--content", pdf);
        assertEquals(64, run.exitCode(), run.err());
        assertTrue(run.err().contains("extending PDF with content outside of it"), run.err());
    }

    @Test
    void refusesWithItsExitCodeInBothLanguagesAndWritesNothing() throws Exception {
        Path out = shared.resolve("nothing.pdf");
        Run run = extend(pdf, out, "--level", "LT");
        assertEquals(3, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("no signature in this document") && run.err().contains("ไม่มีลายมือชื่อ"),
                run.err());
        Path t = shared.resolve("t.pdf");
        assertEquals(0, Run.sign(box, pdf, t, "--tsa", server.tsa()).exitCode());
        assertEquals(64, extend(t, out, "--level", "T", "--tsa", server.tsa()).exitCode());
        assertEquals(64, extend(t, out).exitCode());
        assertEquals(64, extend(t, out, "--level", "B").exitCode());
        assertEquals(64, extend(t, out, "--level", "LTA").exitCode());
        assertEquals(64, extend(t, out, "--level", "LT", "--tsa", "ftp://tsa").exitCode());
        assertEquals(
                66, extend(shared.resolve("none.pdf"), out, "--level", "LT").exitCode());
        assertEquals(
                2,
                extend(t, out, "--level", "LTA", "--tsa", "http://127.0.0.1:9/tsa")
                        .exitCode());
        byte[] bytes = Files.readAllBytes(t);
        Path broken = Files.write(shared.resolve("broken.pdf"), "%PDF-1.7 nothing".getBytes(StandardCharsets.US_ASCII));
        assertEquals(4, extend(broken, out, "--level", "LT").exitCode());
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("/MediaBox") + 12] ^= 1;
        Run altered = extend(Files.write(shared.resolve("altered.pdf"), bytes), out, "--level", "LT");
        assertEquals(1, altered.exitCode(), altered.err());
        Run thai = Run.vdx(Map.of("VDX_LANG", "th"), "extend", "--level", "LT", "-o", out, pdf);
        assertTrue(thai.err().startsWith("vdx: เอกสารนี้ไม่มีลายมือชื่อ"), thai.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void noTimestampAuthorityNoLevel() {
        Path out = shared.resolve("nothing.asice");
        assertEquals(
                64, Run.sign(box, pdf, out, "--as", "asic-e", "--level", "LT").exitCode());
        assertEquals(64, Run.sign(box, pdf, out, "--level", "LTA").exitCode());
        assertFalse(Files.exists(out));
    }

    @Test
    void otherFilesAreRefused() throws Exception {
        Path out = shared.resolve("nothing.txt");
        Run run = extend(Files.writeString(shared.resolve("plain.txt"), "plain"), out, "--level", "LT");
        assertEquals(64, run.exitCode(), run.err());
        assertTrue(run.err().contains("it takes PDF, CMS, JSON, XML, ASiC"), run.err());
        assertFalse(Files.exists(out));
    }
}
