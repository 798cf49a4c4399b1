package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.vectors.Pdfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vdx sign --as cades} and {@code asic-e}, and {@code vdx verify --content} of CMS files. */
class CmsFilesTest {
    @TempDir
    static Path dir;

    private static Path box;
    private static Sandbox sandbox;
    private static SandboxServer server;
    private static Path text;
    private static Path other;
    private static Path pdf;

    @BeforeAll
    static void prepare() throws Exception {
        Clock clock = Clock.systemUTC();
        box = dir.resolve("box");
        sandbox = Sandbox.create(box, 0, clock.instant(), new SecureRandom());
        server = SandboxServer.start(sandbox, clock, new SecureRandom());
        text = Files.writeString(dir.resolve("ใบอนุญาต.txt"), "เลขที่ 1");
        other = Files.writeString(dir.resolve("other.txt"), "เลขที่ 2");
        pdf = Files.write(dir.resolve("page.pdf"), Pdfs.page());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"cades,CMS", "asic-e,ASiC-E"})
    void aFileSignedPassesAndItsAlteredTwinFails(String form, String format) throws Exception {
        for (Path in : new Path[] {text, pdf}) {
            Path out = dir.resolve(form + in.getFileName());
            Run signed = sign(in, out, "--as", form, "--tsa", server.tsa());
            assertEquals(0, signed.exitCode(), signed.err());
            Run run = verify(out);
            assertEquals(0, run.exitCode(), run.out() + run.err());
            assertTrue(run.out().contains("\"format\":\"" + format + "\""), run.out());
            assertTrue(run.out().contains("\"level\":\"CAdES-BASELINE-T\""), run.out());
            byte[] bytes = Files.readAllBytes(out);
            // Within the content, which comes early in both.
            bytes[form.equals("cades") ? 85 : 170] ^= 1;
            Run altered = verify(Files.write(dir.resolve("altered"), bytes));
            assertTrue(altered.exitCode() == 1 || altered.exitCode() == 4, altered.out());
        }
    }

    @Test
    void contentGivenMustBeWhatTheMessageHolds() {
        Path out = dir.resolve("held.p7m");
        assertEquals(0, sign(text, out, "--as", "cades").exitCode());
        assertEquals(0, verify("--content", text, out).exitCode());
        assertEquals(1, verify("--content", other, out).exitCode());
    }

    @Test
    void aContainerDoesNotSignWhatLiesBesideIt() {
        Path out = dir.resolve("container.asice");
        assertEquals(0, sign(text, out, "--as", "asic-e").exitCode());
        Run run = verify("--content", text, out);
        assertEquals(4, run.exitCode(), run.out());
    }

    @Test
    void contentBesideMustBeGivenAndAllOfItSigned() throws Exception {
        CadesSigner signer = CadesSigner.with(sandbox.agency("agency-b"))
                .withSigningTime(Clock.systemUTC().instant());
        byte[] digest = Providers.digest(signer.digestAlgorithm(), Files.readAllBytes(text));
        Path out = Files.write(dir.resolve("detached.p7s"), signer.sign(digest));
        assertEquals(0, verify("--content", text, out).exitCode());
        assertEquals(2, verify(out).exitCode());
        assertEquals(1, verify("--content", other, out).exitCode());
        assertEquals(1, verify("--content", text, "--content", other, out).exitCode());
    }

    @Test
    void aTimestampAloneIsVerifiedAgainstItsContent() throws Exception {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, Files.readAllBytes(text));
        byte[] token = TimestampAuthority.http(server.tsa()).timestamp(DigestAlgorithm.SHA256, digest);
        Path out = Files.write(dir.resolve("letter.tst"), token);
        Run run = verify("--content", text, out);
        assertEquals(0, run.exitCode(), run.out());
        assertTrue(run.out().contains("\"format\":\"TIMESTAMP\""), run.out());
        assertEquals(1, verify("--content", other, out).exitCode());
        assertEquals(2, verify(out).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cades", "asic-e"})
    void whatOnlyAPdfCanShowIsRefused(String form) {
        Path out = dir.resolve("refused");
        assertEquals(64, sign(text, out, "--as", form, "--reason", "อนุมัติ").exitCode());
        assertFalse(Files.exists(out));
    }

    private static Run sign(Path in, Path out, Object... more) {
        Path home = box.resolve("agencies/agency-a");
        Stream<Object> words = Stream.of(
                "sign",
                "--key",
                "file:" + home.resolve("seal.p12"),
                "--key-password-file",
                home.resolve("password.txt"));
        return Run.vdx(Stream.concat(Stream.concat(words, Stream.of(more)), Stream.of("-o", out, in))
                .toArray());
    }

    private static Run verify(Object... words) {
        Stream<Object> before = Stream.of(
                "verify",
                "--format",
                "json",
                "--trust",
                box.resolve("anchors/root.pem"),
                "--tsa-trust",
                box.resolve("tsa-anchors/root.pem"));
        return Run.vdx(Stream.concat(before, Stream.of(words)).toArray());
    }
}
