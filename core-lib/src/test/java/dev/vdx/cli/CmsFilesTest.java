package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.vectors.Pdfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vdx sign --as cades} and {@code asic-e}, and {@code vdx verify --content} of CMS files. */
class CmsFilesTest extends SandboxFrame {
    private static Path text;
    private static Path other;
    private static Path pdf;

    @BeforeAll
    static void prepare() throws Exception {
        text = Files.writeString(shared.resolve("ใบอนุญาต.txt"), "เลขที่ 1");
        other = Files.writeString(shared.resolve("other.txt"), "เลขที่ 2");
        pdf = Files.write(shared.resolve("page.pdf"), Pdfs.page());
    }

    @ParameterizedTest
    @CsvSource({"cades,CMS", "asic-e,ASiC-E"})
    void aFileSignedPassesAndItsAlteredTwinFails(String form, String format) throws Exception {
        for (Path in : new Path[] {text, pdf}) {
            Path out = shared.resolve(form + in.getFileName());
            Run signed = Run.sign(box, in, out, "--as", form, "--tsa", server.tsa());
            assertEquals(0, signed.exitCode(), signed.err());
            Run run = Run.verify(box, out);
            assertEquals(0, run.exitCode(), run.out() + run.err());
            assertTrue(run.out().contains("\"format\":\"" + format + "\""), run.out());
            assertTrue(run.out().contains("\"level\":\"CAdES-BASELINE-T\""), run.out());
            byte[] bytes = Files.readAllBytes(out);
            // Within the content, which comes early in both.
            bytes[form.equals("cades") ? 85 : 170] ^= 1;
            Run altered = Run.verify(box, Files.write(shared.resolve("altered"), bytes));
            assertTrue(altered.exitCode() == 1 || altered.exitCode() == 4, altered.out());
        }
    }

    @Test
    void contentGivenMustBeWhatTheMessageHolds() {
        Path out = shared.resolve("held.p7m");
        assertEquals(0, Run.sign(box, text, out, "--as", "cades").exitCode());
        assertEquals(0, Run.verify(box, "--content", text, out).exitCode());
        assertEquals(1, Run.verify(box, "--content", other, out).exitCode());
    }

    @Test
    void aContainerDoesNotSignWhatLiesBesideIt() {
        Path out = shared.resolve("container.asice");
        assertEquals(0, Run.sign(box, text, out, "--as", "asic-e").exitCode());
        Run run = Run.verify(box, "--content", text, out);
        assertEquals(4, run.exitCode(), run.out());
    }

    @Test
    void contentBesideMustBeGivenAndAllOfItSigned() throws Exception {
        CadesSigner signer = CadesSigner.with(sandbox.agency("agency-b"))
                .withSigningTime(Clock.systemUTC().instant());
        byte[] digest = Providers.digest(signer.digestAlgorithm(), Files.readAllBytes(text));
        Path out = Files.write(shared.resolve("detached.p7s"), signer.sign(digest));
        assertEquals(0, Run.verify(box, "--content", text, out).exitCode());
        assertEquals(2, Run.verify(box, out).exitCode());
        assertEquals(1, Run.verify(box, "--content", other, out).exitCode());
        assertEquals(
                1, Run.verify(box, "--content", text, "--content", other, out).exitCode());
    }

    @Test
    void aTimestampAloneIsVerifiedAgainstItsContent() throws Exception {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, Files.readAllBytes(text));
        byte[] token = TimestampAuthority.http(server.tsa()).timestamp(DigestAlgorithm.SHA256, digest);
        Path out = Files.write(shared.resolve("letter.tst"), token);
        Run run = Run.verify(box, "--content", text, out);
        assertEquals(0, run.exitCode(), run.out());
        assertTrue(run.out().contains("\"format\":\"TIMESTAMP\""), run.out());
        assertEquals(1, Run.verify(box, "--content", other, out).exitCode());
        assertEquals(2, Run.verify(box, out).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cades", "asic-e"})
    void whatOnlyAPdfCanShowIsRefused(String form) {
        Path out = shared.resolve("refused");
        assertEquals(
                64,
                Run.sign(box, text, out, "--as", form, "--reason", "อนุมัติ").exitCode());
        assertFalse(Files.exists(out));
    }
}
