package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.CadesSigner;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Levels LT and LTA of CMS files, signed and extended by us, judged by EU DSS and ourselves; and what is refused. */
class CadesLevelsTest extends LevelsFrame {
    CadesLevelsTest() {
        super(SignatureForm.CADES, "CAdES-BASELINE");
    }

    @Override
    Path content(Path folder) throws Exception {
        return Files.writeString(folder.resolve("content.txt"), "ใบอนุญาต เลขที่ 1");
    }

    @Override
    void assertKept(Path before, Path after) throws Exception {
        assertArrayEquals(Files.readAllBytes(content()), held(after));
    }

    @Override
    byte[] altered(byte[] signed) {
        signed[80] ^= 1;
        return signed;
    }

    private static byte[] held(Path file) throws Exception {
        return (byte[])
                new CMSSignedData(Files.readAllBytes(file)).getSignedContent().getContent();
    }

    @Test
    void contentIsStreamed() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        Path large = Files.write(dir().resolve("large.bin"), bytes);
        Path out = dir().resolve("large.p7m");
        signer(key("p256"), Level.T).sign(large, out);
        Path extended = dir().resolve("large-lta.p7m");
        extender(Level.LTA).extend(out, extended);
        assertLevel(Level.LTA, extended);
        assertArrayEquals(bytes, held(extended));
    }

    @Test
    void whateverTheArchiveTimestampCoversCounts() throws Exception {
        byte[] bytes = Files.readAllBytes(signed("rsa", Level.LTA));
        // Its attribute is the last; what is within the token is the authority's own.
        byte[] type = {6, 6, 4, 0, (byte) 0x8d, 0x45, 2, 4};
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(type, StandardCharsets.ISO_8859_1));
        assertTrue(end > bytes.length / 3, "the archive time-stamp");
        // Content, certificates, answers, attributes, values.
        for (int at = 60; at < end; at += 199) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            Report report = bench().verifier().offline().verify(Files.write(dir().resolve("twin"), altered));
            boolean same = report.outcome() == Outcome.PASSED
                    && report.verdict().signatures().get(0).level().endsWith("-LTA");
            assertFalse(same, at + " of " + end);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"T", "LT", "LTA"})
    void contentOutsideIsNeededToExtend(Level level) throws Exception {
        Path in = dir().resolve("detached");
        CadesSigner signer = CadesSigner.with(key("p256")).withSigningTime(Instant.now());
        try (Source source = Source.file(content())) {
            Files.write(in, signer.sign(signer.digest(source)));
        }
        Path out = dir().resolve("detached-" + level);
        extender(level).extend(in, List.of(content()), out);
        Report report = bench().verifier().verify(out, List.of(content()));
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("CAdES-BASELINE-" + level, signature(report).level());
        assertEquals(
                "TOTAL_PASSED/null CAdES-BASELINE-" + level + " []",
                bench().dss().ask("validate", out, bench().anchors(), content()));
        assertRefused(SigningProblem.CONTENT_NEEDED, o -> extender(level).extend(in, o));
        Path other = Files.writeString(dir().resolve("other.txt"), "ใบอนุญาต เลขที่ 2");
        assertRefused(SigningProblem.SIGNATURE_FAILED, o -> extender(level).extend(in, List.of(other), o));
        assertRefused(
                SigningProblem.SIGNATURE_FAILED,
                o -> extender(level).extend(signed("p256", Level.B), List.of(other), o));
    }

    @Test
    void refusals() throws Exception {
        Path token = Files.write(dir().resolve("token"), tsa().timestamp(DigestAlgorithm.SHA256, new byte[32]));
        assertRefused(SigningProblem.NOT_SUPPORTED, out -> extender(Level.LTA).extend(token, out));
        Path pem = Files.writeString(
                dir().resolve("pem"),
                "-----BEGIN CMS-----\n"
                        + Base64.getMimeEncoder().encodeToString(Files.readAllBytes(signed("rsa", Level.LT)))
                        + "\n-----END CMS-----\n");
        assertRefused(SigningProblem.NOT_SUPPORTED, out -> extender(Level.LTA).extend(pem, out));
    }
}
