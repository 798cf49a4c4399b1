package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.signatures.BouncyCastleDigest;
import com.itextpdf.signatures.PdfPKCS7;
import com.itextpdf.signatures.PdfSigner;
import com.itextpdf.signatures.PrivateKeySignature;
import com.itextpdf.signatures.SignatureUtil;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.vectors.Alterations;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EU DSS 6.4 and iText 7.2.6 judge what we sign, and we judge what they sign, with all of the altered twins. */
class JudgesTest {
    @TempDir
    static Path dir;

    private static Path unsigned;
    private static Bench bench;
    private static Path box;
    private static Sandbox sandbox;
    private static SandboxServer server;
    private static Verifier verifier;
    private static Dss dss;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        box = bench.box();
        sandbox = bench.sandbox();
        server = bench.server();
        verifier = bench.verifier();
        dss = bench.dss();
        unsigned = dir.resolve("unsigned.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(unsigned.toFile(), CompressParameters.NO_COMPRESSION);
        }
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-a,T", "agency-b,B", "agency-b,T"})
    void theyAcceptWhatWeSign(String agency, Level level) throws Exception {
        Path signed = sign(agency, level);
        assertEquals(
                "TOTAL_PASSED/null PAdES-BASELINE-" + level + " []",
                dss.ask(
                        "validate",
                        signed,
                        box.resolve("anchors/root.pem") + "," + box.resolve("tsa-anchors/root.pem")));
        assertEquals(List.of(true), iText(signed));
    }

    @Test
    void theyAcceptTwoOfOurSignaturesAfterEachOther() throws Exception {
        Path twice = dir.resolve("twice.pdf");
        signer("agency-b", Level.T).sign(sign("agency-a", Level.T), twice);
        assertEquals(
                "TOTAL_PASSED/null PAdES-BASELINE-T [];TOTAL_PASSED/null PAdES-BASELINE-T []",
                dss.ask(
                        "validate",
                        twice,
                        box.resolve("anchors/root.pem") + "," + box.resolve("tsa-anchors/root.pem")));
        assertEquals(List.of(true, true), iText(twice));
        assertEquals(Outcome.PASSED, verifier.verify(twice).outcome());
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-a,T", "agency-b,B", "agency-b,T"})
    void weAcceptWhatDssSigns(String agency, String level) throws Exception {
        Path signed = dssSigned(agency, level);
        Report report = verifier.verify(signed);
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(dev.vdx.report.Lang.EN));
        assertEquals(
                "PAdES-BASELINE-" + level, report.verdict().signatures().get(0).level());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agency-a", "agency-b"})
    void weAcceptWhatITextSigns(String agency) throws Exception {
        Report report = verifier.verify(iTextSigned(agency));
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(dev.vdx.report.Lang.EN));
    }

    @ParameterizedTest
    @CsvSource({"ours", "dss", "itext"})
    void nobodysAlteredTwinPasses(String whose) throws Exception {
        Path signed = switch (whose) {
            case "dss" -> dssSigned("agency-a", "T");
            case "itext" -> iTextSigned("agency-a");
            default -> sign("agency-a", Level.T);
        };
        Alterations alterations = new Alterations(
                Files.readAllBytes(signed), sandbox.agency("agency-a"), sandbox.authority(Sandbox.AGENCIES));
        for (Alterations.Altered altered : alterations.all()) {
            Path file = dir.resolve(whose + "-" + altered.name() + ".pdf");
            Files.write(file, altered.bytes());
            Report report = verifier.verify(file);
            String said = altered.name() + ": " + report.toJson(dev.vdx.report.Lang.EN);
            assertEquals(altered.expected(), report.outcome(), said);
            assertTrue(
                    report.verdict().signatures().stream().noneMatch(s -> s.indication() == Indication.TOTAL_PASSED)
                            || !report.verdict().findings().isEmpty(),
                    said);
        }
        assertNotEquals(0, alterations.all().size());
    }

    private static Path sign(String agency, Level level) throws Exception {
        Path signed = dir.resolve(agency + "-" + level + ".pdf");
        signer(agency, level).sign(unsigned, signed);
        return signed;
    }

    private static Signer signer(String agency, Level level) {
        Signer signer = Signer.with(sandbox.agency(agency)).level(level);
        return level == Level.B ? signer : signer.timestamps(TimestampAuthority.http(server.tsa()));
    }

    private static Path dssSigned(String agency, String level) throws Exception {
        Path signed = dir.resolve("dss-" + agency + "-" + level + ".pdf");
        Path home = box.resolve("agencies").resolve(agency);
        String password = Files.readString(home.resolve("password.txt")).strip();
        assertEquals(
                "ok",
                dss.ask("sign", "pades", level, unsigned, signed, home.resolve("seal.p12"), password, server.tsa()));
        return signed;
    }

    private static Path iTextSigned(String agency) throws Exception {
        TestIdentity identity = sandbox.agency(agency);
        Path signed = dir.resolve("itext-" + agency + ".pdf");
        try (PdfReader reader = new PdfReader(unsigned.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            PdfSigner signer = new PdfSigner(reader, out, new StampingProperties().useAppendMode());
            signer.signDetached(
                    new BouncyCastleDigest(),
                    new PrivateKeySignature(identity.key(), "SHA-256", null),
                    identity.chain().toArray(java.security.cert.Certificate[]::new),
                    null,
                    null,
                    null,
                    0,
                    PdfSigner.CryptoStandard.CADES);
        }
        return signed;
    }

    private static List<Boolean> iText(Path signed) throws Exception {
        try (PdfDocument document =
                new PdfDocument(new PdfReader(new ByteArrayInputStream(Files.readAllBytes(signed))))) {
            SignatureUtil signatures = new SignatureUtil(document);
            return signatures.getSignatureNames().stream()
                    .map(name -> {
                        try {
                            PdfPKCS7 pkcs7 = signatures.readSignatureData(name);
                            return pkcs7.verifySignatureIntegrityAndAuthenticity()
                                    && (pkcs7.getTimeStampToken() == null || pkcs7.verifyTimestampImprint());
                        } catch (java.security.GeneralSecurityException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }
}
