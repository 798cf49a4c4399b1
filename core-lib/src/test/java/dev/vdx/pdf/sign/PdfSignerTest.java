package dev.vdx.pdf.sign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.cms.CmsSignature;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PAdES by incremental update (EN 319 142-1, 6.3). */
class PdfSignerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Pattern RANGE = Pattern.compile("/ByteRange \\[0 (\\d+) (\\d+) (\\d+)]");
    private static Sandbox sandbox;

    @TempDir
    Path dir;

    @BeforeAll
    static void sandbox() throws IOException {
        sandbox = Sandbox.inMemory(1, NOW, new SecureRandom());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agency-a", "agency-b"})
    void theOriginalStaysByteForByte(String agency) throws Exception {
        byte[] before = pdf(true);
        byte[] after = sign(before, agency, SignatureRequest.at(NOW));
        assertArrayEquals(before, Arrays.copyOf(after, before.length));
        assertTrue(only(after).signatureMatches());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void crossReferenceTablesAndStreamsAreContinuedInKind(boolean table) throws Exception {
        byte[] after = sign(pdf(table), "agency-a", SignatureRequest.at(NOW));
        String update = new String(after, StandardCharsets.ISO_8859_1).substring(pdf(table).length);
        assertEquals(table, update.contains("\ntrailer\n"));
        assertEquals(!table, update.contains("/Type /XRef"));
        try (PDDocument document = Loader.loadPDF(after)) {
            assertEquals(1, document.getSignatureDictionaries().size());
            assertEquals(
                    "ETSI.CAdES.detached",
                    document.getSignatureDictionaries().get(0).getSubFilter());
        }
    }

    @Test
    void contentsIsAsLargeAsTheSignatureNeeds() throws Exception {
        TestTsa tsa = new TestTsa(sandbox.timestamping(), CLOCK, new SecureRandom());
        byte[] after = sign(
                pdf(true),
                PdfSigner.with(sandbox.agency("agency-a"), Optional.of(tsa), Limits.DEFAULT),
                SignatureRequest.at(NOW));
        Range range = range(after).get(0);
        int room = (range.gapEnd() - range.gapStart() - 2) / 2;
        byte[] cms = contents(after, range);
        int used = cms.length;
        while (cms[used - 1] == 0) {
            used--;
        }
        assertTrue(room - used < 256, room + " reserved, " + used + " used");
        assertEquals(1, CmsSignature.parse(cms).timestamps().size());
    }

    @Test
    void threeSignersAfterEachOther() throws Exception {
        byte[] file = pdf(false);
        for (String agency : List.of("agency-a", "agency-b", "agency-a")) {
            file = sign(file, agency, SignatureRequest.at(NOW));
        }
        try (PDDocument document = Loader.loadPDF(file)) {
            List<String> names = document.getSignatureFields().stream()
                    .map(PDSignatureField::getFullyQualifiedName)
                    .toList();
            assertEquals(List.of("Signature1", "Signature2", "Signature3"), names);
        }
        assertEquals(3, range(file).size());
        for (Range range : range(file)) {
            assertTrue(
                    facts(file, range).signatureMatches() && facts(file, range).digestMatches());
        }
        judge(file, 3);
    }

    @Test
    void anExistingEmptyFieldIsFilled() throws Exception {
        byte[] file = sign(
                withField("Approval"),
                "agency-a",
                SignatureRequest.at(NOW).inField("Approval").because("อนุมัติ").showing(seal()));
        try (PDDocument document = Loader.loadPDF(file)) {
            assertEquals(1, document.getSignatureFields().size());
            PDSignature signature = document.getSignatureFields().get(0).getSignature();
            assertEquals("อนุมัติ", signature.getReason());
        }
        judge(file, 1);
        SigningException again = assertThrows(
                SigningException.class,
                () -> sign(file, "agency-a", SignatureRequest.at(NOW).inField("Approval")));
        assertEquals(SigningProblem.FIELD_SIGNED, again.problem());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void aSealOnAPageOfAnyRotation(int rotation) throws Exception {
        byte[] file =
                sign(pdf(true, rotation), "agency-a", SignatureRequest.at(NOW).showing(seal()));
        judge(file, 1);
        try (PDDocument document = Loader.loadPDF(file)) {
            assertTrue(document.getSignatureFields()
                    .get(0)
                    .getWidgets()
                    .get(0)
                    .getAppearance()
                    .getNormalAppearance()
                    .isStream());
        }
    }

    @Test
    void anEncryptedDocumentIsRefusedWithTheReason() throws Exception {
        byte[] file;
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            file = save(document, true);
        }
        SigningException e =
                assertThrows(SigningException.class, () -> sign(file, "agency-a", SignatureRequest.at(NOW)));
        assertEquals(SigningProblem.ENCRYPTED, e.problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "%PDF-1.7\n", "%PDF-1.7\nstartxref\n9\n%%EOF"})
    void whatIsNoPdfIsRefused(String text) {
        SigningException e = assertThrows(
                SigningException.class,
                () -> sign(text.getBytes(StandardCharsets.US_ASCII), "agency-a", SignatureRequest.at(NOW)));
        assertEquals(SigningProblem.DOCUMENT_UNREADABLE, e.problem());
    }

    @Test
    void theSameInputGivesTheSameUpdateButForTheSignature() throws Exception {
        String a = new String(sign(pdf(true), "agency-a", SignatureRequest.at(NOW)), StandardCharsets.ISO_8859_1);
        String b = new String(sign(pdf(true), "agency-a", SignatureRequest.at(NOW)), StandardCharsets.ISO_8859_1);
        assertEquals(a, b, "RSA PKCS#1 is deterministic, and nothing else may vary");
    }

    private static SealSpec seal() {
        return SealSpec.of("หน่วยงานตัวอย่าง SANDBOX", NOW, new SealBox(36, 36, 260, 90))
                .withReason("ทดสอบ")
                .withVerification(URI.create("https://verify.example/d/1"));
    }

    static byte[] pdf(boolean table) throws IOException {
        return pdf(table, 0);
    }

    private static byte[] pdf(boolean table, int rotation) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            page.setRotation(rotation);
            document.addPage(page);
            document.setDocumentId(1L);
            return save(document, table);
        }
    }

    private static byte[] save(PDDocument document, boolean table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out, table ? CompressParameters.NO_COMPRESSION : CompressParameters.DEFAULT_COMPRESSION);
        return out.toByteArray();
    }

    private static byte[] withField(String name) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            PDSignatureField field = new PDSignatureField(form);
            field.setPartialName(name);
            field.getWidgets().get(0).setRectangle(new PDRectangle(50, 50, 260, 90));
            field.getWidgets().get(0).setPage(page);
            page.getAnnotations().add(field.getWidgets().get(0));
            form.getFields().add(field);
            return save(document, true);
        }
    }

    private static byte[] sign(byte[] file, String agency, SignatureRequest request)
            throws SigningException, IOException {
        return sign(file, PdfSigner.with(sandbox.agency(agency), Optional.empty(), Limits.DEFAULT), request);
    }

    private static byte[] sign(byte[] file, PdfSigner signer, SignatureRequest request)
            throws SigningException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signer.sign(Source.bytes(file), out, request);
        return out.toByteArray();
    }

    private record Range(int gapStart, int gapEnd, int tail) {}

    private static List<Range> range(byte[] file) {
        return RANGE.matcher(new String(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(m -> new Range(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))))
                .toList();
    }

    private static byte[] contents(byte[] file, Range range) {
        int from = range.gapStart() + 1;
        int to = range.gapEnd() - 1;
        return HexFormat.of().parseHex(new String(file, from, to - from, StandardCharsets.US_ASCII));
    }

    private static SignerFacts only(byte[] file) throws Exception {
        return facts(file, range(file).get(0));
    }

    private static SignerFacts facts(byte[] file, Range range) throws Exception {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.write(file, 0, range.gapStart());
        signed.write(file, range.gapEnd(), range.tail());
        return CmsSignature.parse(contents(file, range))
                .verify(Providers.digest(DigestAlgorithm.SHA256, signed.toByteArray()));
    }

    /** Poppler and qpdf, where they are installed. */
    private void judge(byte[] file, int signatures) throws Exception {
        Path pdf = dir.resolve("signed.pdf");
        Files.write(pdf, file);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/pdfsig")), "pdfsig is not installed");
        String said = run("pdfsig", "-nocert", pdf.toString());
        assertEquals(signatures, said.split("Signature is Valid", -1).length - 1, said);
        assertTrue(said.contains("Total document signed"), said);
        if (Files.isExecutable(Path.of("/usr/bin/qpdf"))) {
            assertTrue(run("qpdf", "--check", pdf.toString()).contains("No syntax or stream encoding errors"));
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
