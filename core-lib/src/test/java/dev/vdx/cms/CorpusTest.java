package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignerFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of other projects' test files, cut out of the PDFs with a regular expression. */
class CorpusTest {
    private static final Pattern CONTENTS = Pattern.compile("/Contents\\s*<([0-9a-fA-F\\s]{200,})>");
    private static final Pattern RANGE =
            Pattern.compile("/ByteRange\\s*\\[\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*\\]");

    private static Path corpus() {
        String given = System.getProperty("vdx.corpus");
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return given == null ? root.resolveSibling("shared").resolve("corpus") : Path.of(given);
    }

    @BeforeEach
    void needsCorpus() {
        Assumptions.assumeTrue(Files.isDirectory(corpus().resolve("files")), "skipped: no corpus at ../shared/corpus");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static byte[] unhex(String digits) {
        String clean = digits.replaceAll("\\s", "");
        return HexFormat.of().parseHex(clean.length() % 2 == 0 ? clean : clean + "0");
    }

    private static SignerFacts first(String name) throws Exception {
        String pdf = text(corpus().resolve("files").resolve(name));
        Matcher contents = CONTENTS.matcher(pdf);
        Matcher range = RANGE.matcher(pdf);
        assertTrue(contents.find() && range.find());
        byte[] bytes = pdf.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        for (int i = 1; i < 4; i += 2) {
            int from = Integer.parseInt(range.group(i));
            covered.writeBytes(Arrays.copyOfRange(bytes, from, from + Integer.parseInt(range.group(i + 1))));
        }
        CmsSignature signature = CmsSignature.parse(unhex(contents.group(1)));
        return signature.verify(Providers.digest(signature.digestAlgorithm().orElseThrow(), covered.toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "pyhanko/b8492e9a-sig-no-signed-attrs.pdf, ABSENT",
        "pyhanko/cc65c8f9-sig-with-ski-sid.pdf, MATCHES",
        "pyhanko/b1cd190c-ed448-shake256-nolen.pdf, MATCHES",
        "pyhanko/34fa16a1-pades-with-old-style-signing-cert-attr-issser.pdf, MATCHES",
        "dss/3f9651a9-pkcs7-no-message-digest.pdf, ABSENT",
        "dss/b4bae577-DSS-1683.pdf, ABSENT"
    })
    void oddButSoundSignaturesVerify(String name, CertificateReference reference) throws Exception {
        SignerFacts facts = first(name);
        assertTrue(facts.digestMatches() && facts.signatureMatches(), facts.toString());
        assertEquals(reference, facts.reference());
        assertEquals(List.of(), facts.findings());
    }

    @Test
    void unsoundOnesDoNot() throws Exception {
        assertTrue(first("dss/c4d151a9-pdf-double-signer-info.pdf").findings().stream()
                .anyMatch(f -> f.code() == FindingCode.SEVERAL_SIGNERS));
        SignerFacts contradicting = first("dss/622e5d8b-PAdES-BpB-att-SHA256-SHA3_256withRSA.pdf");
        assertFalse(contradicting.signatureMatches());
        assertTrue(contradicting.findings().stream().anyMatch(f -> f.code() == FindingCode.SIGNATURE_MALFORMED));
        assertTrue(first("dss/660a335f-pades-bes-no-certificates.pdf")
                .certificate()
                .isEmpty());
        assertFalse(first("dss/8ba00322-pdf-signed-corrupted.pdf").digestMatches());
    }

    @Test
    void nothingInAnyFileThrowsButCmsException() throws Exception {
        int read = 0;
        try (Stream<Path> files = Files.walk(corpus())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".pdf")).toList()) {
                Matcher contents = CONTENTS.matcher(text(file));
                while (contents.find()) {
                    try {
                        CmsSignature signature = CmsSignature.parse(unhex(contents.group(1)));
                        signature.verifyEncapsulated();
                        signature.timestamps();
                        signature.validationData();
                        read++;
                    } catch (CmsException e) {
                        assertEquals(
                                FindingCode.SIGNATURE_MALFORMED, e.finding().code());
                    }
                }
            }
        }
        assertTrue(read > 100, "read " + read);
    }
}
