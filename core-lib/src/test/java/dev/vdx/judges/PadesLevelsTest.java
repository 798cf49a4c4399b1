package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TrustAnchors;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Levels LT and LTA of PDFs, signed and extended by us, judged by EU DSS, poppler and ourselves; and what is refused. */
class PadesLevelsTest extends LevelsFrame {
    PadesLevelsTest() {
        super(SignatureForm.PADES, "PAdES-BASELINE");
    }

    @Override
    Path content(Path folder) throws Exception {
        Path unsigned = folder.resolve("unsigned.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(unsigned.toFile(), CompressParameters.NO_COMPRESSION);
        }
        return unsigned;
    }

    @Override
    void assertKept(Path before, Path after) throws Exception {
        byte[] was = Files.readAllBytes(before);
        byte[] is = Files.readAllBytes(after);
        assertTrue(is.length > was.length);
        assertEquals(-1, Arrays.mismatch(was, Arrays.copyOf(is, was.length)));
    }

    @Override
    byte[] altered(byte[] signed) {
        signed[new String(signed, StandardCharsets.ISO_8859_1).indexOf("612.0")] = '7';
        return signed;
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"LT", "LTA"})
    void whatComesLaterIsNoChange(Level level) throws Exception {
        Report report = bench().verifier().verify(signed("rsa", level));
        assertEquals(ChangeLevel.LTA, signature(report).facts().changesAfter().level());
    }

    @Test
    void withoutAnchorsItEndsAtWhateverRootThereIs() throws Exception {
        Path out = dir().resolve("no-anchors.pdf");
        Extender.to(Level.LT).extend(signed("rsa", Level.T), out);
        assertLevel(Level.LT, out);
    }

    @Test
    void anotherSignatureAfterItLeavesItValid() throws Exception {
        Path out = dir().resolve("second.pdf");
        signer(key("p256"), Level.LTA).sign(signed("rsa", Level.LT), out);
        Report report = bench().verifier().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(
                "TOTAL_PASSED/null PAdES-BASELINE-LTA [];TOTAL_PASSED/null PAdES-BASELINE-LTA []",
                bench().validate(out));
    }

    @Test
    void everyByteThatIsSignedCounts() throws Exception {
        byte[] bytes = Files.readAllBytes(signed("rsa", Level.LTA));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        // The page, the DSS, the time-stamp's dictionary, and the value of either signature.
        int contents = text.indexOf("/Contents <");
        int lastContents = text.lastIndexOf("/Contents <");
        for (int at : List.of(
                text.indexOf("612.0"),
                text.indexOf("/DSS") + 2,
                text.indexOf("/VRI") + 2,
                text.lastIndexOf("/DocTimeStamp") + 3,
                contents + 3000,
                lastContents + 1500)) {
            byte[] altered = bytes.clone();
            altered[at] = (byte) (altered[at] == '7' ? '8' : '7');
            Path twin = Files.write(dir().resolve("twin.pdf"), altered);
            Report report = bench().verifier().verify(twin);
            assertNotEquals(Outcome.PASSED, report.outcome(), at + ": " + report.toText(Lang.EN));
        }
    }

    @Test
    void validationDataThatWasAlteredIsNoProof() throws Exception {
        byte[] bytes = Files.readAllBytes(signed("rsa", Level.LT));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int changed = 0;
        for (int at = text.indexOf("stream\n0"); at > 0; at = text.indexOf("stream\n0", at + 10)) {
            int end = text.indexOf("\nendstream", at);
            bytes[end - 3] ^= 1;
            changed++;
        }
        assertTrue(changed > 5, "certificates and answers");
        Path twin = Files.write(dir().resolve("altered-data.pdf"), bytes);
        Report report = bench().verifier().offline().verify(twin);
        assertEquals(Outcome.INDETERMINATE, report.outcome(), report.toText(Lang.EN));
    }

    @Test
    void aResponderThatIsDownStopsTheLevelAndIsNamed() throws Exception {
        Addresses up = bench().sandbox().authority(Sandbox.AGENCIES).addresses();
        Addresses down =
                new Addresses(Optional.of(URI.create("http://127.0.0.1:9/ocsp")), up.issuer(), Optional.empty());
        TestIdentity identity = issued(KeyKind.EC_P256, Optional.of(down));
        String said = assertRefused(
                SigningProblem.REVOCATION_UNKNOWN,
                out -> signer(identity, Level.LT).sign(content(), out));
        assertTrue(said.contains("127.0.0.1:9: "), said);
        // At level T it is nobody's business yet; and extending it asks again.
        Path stamped = dir().resolve("down-T.pdf");
        signer(identity, Level.T).sign(content(), stamped);
        assertRefused(
                SigningProblem.REVOCATION_UNKNOWN, out -> extender(Level.LT).extend(stamped, out));
        // With nobody to say so at all.
        TestIdentity silent =
                issued(KeyKind.EC_P256, Optional.of(up.withoutOcsp().withoutCrl()));
        said = assertRefused(
                SigningProblem.REVOCATION_NOWHERE,
                out -> signer(silent, Level.LT).sign(content(), out));
        assertTrue(said.contains("names no OCSP responder"), said);
    }

    @Test
    void aChainThatEndsNowhereIsRefused() throws Exception {
        TestIdentity whole = issued(KeyKind.EC_P256, Optional.of(Addresses.NONE));
        TestIdentity alone = whole.withChain(whole.certificate());
        assertRefused(
                SigningProblem.CHAIN_NOT_FOUND, out -> signer(alone, Level.LT).sign(content(), out));
        assertRefused(
                SigningProblem.CHAIN_NOT_FOUND,
                out -> signer(key("rsa"), Level.LT)
                        .trusting(TrustAnchors.of(bench().sandbox().tsaAnchor()))
                        .sign(content(), out));
    }

    @Test
    void unsignedDocumentsAreNotExtended() throws Exception {
        assertRefused(SigningProblem.NOT_SIGNED, out -> extender(Level.LT).extend(content(), out));
    }

    @Test
    void popplerReadsEverySignature() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/pdfsig"))) {
            return;
        }
        for (Level level : List.of(Level.LT, Level.LTA)) {
            Process process = new ProcessBuilder(
                            "pdfsig", "-nocert", signed("rsa", level).toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertTrue(said.contains("Signature is Valid."), said);
            assertFalse(said.contains("Digest Mismatch"), said);
        }
    }
}
