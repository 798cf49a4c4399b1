package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.Verifier;
import dev.vdx.certificate.Sample;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.Policy;
import dev.vdx.model.Source;
import dev.vdx.policy.PolicyFile;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.PdfaJudge;
import dev.vdx.seal.SealSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Thai electronic certificate, from record to LTA, before veraPDF, EU DSS, poppler and ourselves; and its twins that must not pass. */
class ThaiCertificateJudgesTest extends BenchFrame {
    private static final Policy THAI = PolicyFile.builtIn("thai").orElseThrow();

    private static Path sealed(byte[] pdf, Level level) throws Exception {
        Path out = Files.createTempFile(dir, "sealed", ".pdf");
        Path in = Files.write(Files.createTempFile(dir, "plain", ".pdf"), pdf);
        signer("agency-a", level)
                .seal(SealSpec.of("สถาบันทักษะดิจิทัลตัวอย่าง", Instant.now(), CertificatePdf.SEAL_BOX)
                        .withReason("รับรองการผ่านการฝึกอบรม"))
                .sign(in, out);
        return out;
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"B", "T", "LTA"})
    void allJudgesAcceptIt(Level level) throws Exception {
        Path sealed = sealed(Sample.pdf(), level);
        assertEquals("", PdfaJudge.broken(Files.readAllBytes(sealed)));
        assertEquals("TOTAL_PASSED/null PAdES-BASELINE-" + level + " []", bench.validate(sealed));
        Verifier verifier = bench.verifier();
        for (Policy policy : List.of(Policy.STRICT, THAI)) {
            Report report = verifier.policy(policy).verify(sealed);
            assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
            assertEquals(List.of(), report.verdict().findings());
        }
    }

    @Test
    void popplerFindsItSigned() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/pdfsig")), "pdfsig is not installed");
        Process process = new ProcessBuilder(
                        "pdfsig", "-nocert", sealed(Sample.pdf(), Level.LTA).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("Signature is Valid") && !said.contains("Mismatch"), said);
    }

    /** A file for machines, replaced in a later revision or byte by byte, is an alteration under any policy. */
    @Test
    void aTwinAlteredAfterSealingFails() throws Exception {
        Path sealed = sealed(Sample.pdf(), Level.B);
        for (int file = 0; file < 2; file++) {
            byte[] updated = replaced(Files.readAllBytes(sealed), file);
            byte[] flipped = flipped(Files.readAllBytes(sealed), file);
            for (Policy policy : List.of(Policy.STRICT, THAI)) {
                assertFailed(updated, policy);
                assertFailed(flipped, policy);
            }
        }
    }

    private static void assertFailed(byte[] pdf, Policy policy) throws IOException {
        Report report = bench.verifier().policy(policy).verify(Source.bytes(pdf), "altered.pdf");
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    /** The stream of an associated file, in the document. */
    private static COSStream stream(PDDocument document, int file) {
        COSArray associated = document.getDocumentCatalog().getCOSObject().getCOSArray(COSName.AF);
        return ((COSDictionary) associated.getObject(file))
                .getCOSDictionary(COSName.EF)
                .getCOSStream(COSName.F);
    }

    /** An update that gives the file another content. */
    private static byte[] replaced(byte[] pdf, int file) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return updated(pdf, stream(document, file), "/Type/EmbeddedFile", "12500.00", "92500.00");
        }
    }

    private static byte[] updated(byte[] pdf, COSStream stream, String entries, String from, String to)
            throws IOException {
        String content = new String(stream.createInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(content.contains(from), content);
        byte[] other = content.replace(from, to).getBytes(StandardCharsets.UTF_8);
        COSObjectKey key = stream.getKey();
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        String object = "\n" + key.getNumber() + " 0 obj\n<<" + entries + "/Length " + other.length + ">>\nstream\n"
                + new String(other, StandardCharsets.ISO_8859_1) + "\nendstream\nendobj\n";
        String update = object + "xref\n" + key.getNumber() + " 1\n"
                + String.format(Locale.ROOT, "%010d 00000 n\r\n", pdf.length + 1)
                + "trailer\n<</Size " + last(text, "/Size\\s+(\\d+)") + "/Root " + last(text, "/Root\\s+(\\d+)")
                + " 0 R/Prev "
                + last(text, "startxref\\s+(\\d+)") + ">>\nstartxref\n" + (pdf.length + object.length()) + "\n%%EOF\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(pdf);
        out.write(update.getBytes(StandardCharsets.ISO_8859_1));
        try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
            COSStream now =
                    (COSStream) document.getDocument().getObjectFromPool(key).getObject();
            assertArrayEquals(other, now.createInputStream().readAllBytes(), "the update counts");
        }
        return out.toByteArray();
    }

    /** Metadata may change after signing, but not into what contradicts what was signed. */
    @Test
    void propertiesAlteredAfterSealingAreNotPassed() throws Exception {
        byte[] sealed = Files.readAllBytes(sealed(Sample.pdf(), Level.B));
        byte[] renumbered;
        byte[] honest;
        try (PDDocument document = Loader.loadPDF(sealed)) {
            COSStream metadata = document.getDocumentCatalog().getMetadata().getCOSObject();
            renumbered = updated(sealed, metadata, "/Type/Metadata/Subtype/XML", "ID>ตย 0042", "ID>ตย 0043");
            honest = updated(sealed, metadata, "/Type/Metadata/Subtype/XML", "CreatorTool>VDX", "CreatorTool>V");
        }
        for (Policy policy : List.of(Policy.STRICT, THAI)) {
            Verifier verifier = bench.verifier().policy(policy);
            assertEquals(
                    Outcome.PASSED,
                    verifier.verify(Source.bytes(honest), "honest.pdf").outcome());
            Report report = verifier.verify(Source.bytes(renumbered), "renumbered.pdf");
            assertEquals(Outcome.INDETERMINATE, report.outcome(), report.toText(Lang.EN));
            assertTrue(report.toText(Lang.EN).contains("ed:DocumentReferenceID"), report.toText(Lang.EN));
        }
    }

    private static String last(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .reduce((a, b) -> b)
                .orElseThrow()
                .group(1);
    }

    private static byte[] flipped(byte[] pdf, int file) throws IOException {
        byte[] raw;
        try (PDDocument document = Loader.loadPDF(pdf)) {
            raw = stream(document, file).createRawInputStream().readAllBytes();
        }
        int at = new String(pdf, StandardCharsets.ISO_8859_1).indexOf(new String(raw, StandardCharsets.ISO_8859_1));
        assertNotEquals(-1, at);
        byte[] altered = pdf.clone();
        altered[at + raw.length / 2] ^= 1;
        return altered;
    }

    /** What the issuer signed contradicts itself: the signature holds, the document is not believed, whatever the policy. */
    @Test
    void twinsThatDisagreeAreNotPassedUnderAnyPolicy() throws Exception {
        assertEquals(
                Outcome.PASSED,
                bench.verifier()
                        .verify(sealed(Sample.saying("1/2569", Sample.xml("12"), Sample.json("12")), Level.B))
                        .outcome());
        assertDisagrees("record.rai", Sample.saying("1/2569", Sample.xml("12"), Sample.json("13")));
        assertDisagrees("ed:DocumentReferenceID", Sample.saying("2/2569", Sample.xml("12"), Sample.json("12")));
        assertDisagrees(
                "ContentInformation.xml cannot be read",
                Sample.saying("1/2569", "<!DOCTYPE a [<!ENTITY e '12'>]>" + Sample.xml("&e;"), Sample.json("12")));
    }

    private static void assertDisagrees(String where, byte[] pdf) throws Exception {
        Path sealed = sealed(pdf, Level.B);
        for (Policy policy : List.of(Policy.STRICT, THAI)) {
            Report report = bench.verifier().policy(policy).verify(sealed);
            assertEquals(Outcome.INDETERMINATE, report.outcome(), report.toText(Lang.EN));
            assertEquals(
                    FindingCode.TWINS_DISAGREE,
                    report.verdict().findings().get(0).code());
            assertEquals(
                    Indication.TOTAL_PASSED,
                    report.verdict().signatures().get(0).indication());
            assertTrue(report.toText(Lang.EN).contains(where), report.toText(Lang.EN));
            assertTrue(report.toText(Lang.TH).contains("มีเนื้อความไม่ตรงกัน"), report.toText(Lang.TH));
        }
    }
}
