package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;

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
