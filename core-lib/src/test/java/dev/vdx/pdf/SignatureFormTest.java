package dev.vdx.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a signature must cover (ISO 32000-2, 12.8.1), and the published ways around it. */
class SignatureFormTest {

    private static byte[] replaced(TestPdf pdf, String what, String by) {
        String text = pdf.text.toString();
        assertTrue(text.contains(what), what);
        return text.replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<FindingCode> codes(SignedDocument document) {
        return document.signatures().get(0).findings().stream()
                .map(Finding::code)
                .toList();
    }

    private static String range(TestPdf pdf) {
        int at = pdf.text.indexOf("/ByteRange [");
        return pdf.text.substring(at, pdf.text.indexOf("]", at) + 1);
    }

    @Test
    void wholeFileIsCovered() {
        SignatureFacts facts = TestPdf.signed().read().signatures().get(0);
        assertTrue(facts.coverage().wholeFile());
        assertTrue(facts.coverage().revision());
        assertEquals("Seal", facts.id());
    }

    @Test
    void updateIsNotCovered() {
        SignatureFacts facts =
                TestPdf.signed().update(40, "<<>>").read().signatures().get(0);
        assertFalse(facts.coverage().wholeFile());
        assertTrue(facts.coverage().revision());
    }

    @Test
    void byteRangeMustBeThere() {
        TestPdf pdf = TestPdf.signed();
        assertTrue(codes(TestPdf.read(replaced(pdf, "/ByteRange", "/ByteRangX")))
                .contains(FindingCode.BYTE_RANGE_INVALID));
    }

    @Test
    void byteRangeMustBeFourIntegersFromZeroAroundExactlyTheContents() {
        TestPdf pdf = TestPdf.signed();
        String range = range(pdf);
        String[] numbers = range.substring(12, range.length() - 1).split(" ", -1);
        List<String> bad = List.of(
                "/ByteRange [1 " + numbers[1] + " " + numbers[2] + " " + numbers[3] + "]",
                "/ByteRange [0 -000000001 " + numbers[2] + " " + numbers[3] + "]",
                "/ByteRange [0 " + numbers[1] + " " + numbers[1] + " " + numbers[3] + "]",
                "/ByteRange [0 " + numbers[2] + " " + numbers[1] + " " + numbers[3] + "]",
                "/ByteRange [0 " + numbers[1] + " " + numbers[2] + " 9999999999]",
                "/ByteRange [0 " + numbers[1] + " " + numbers[2] + "           ]",
                "/ByteRange [0 " + numbers[1] + " " + numbers[2] + " (xxxxxxxx)]");
        for (String other : bad) {
            assertEquals(range.length(), other.length());
            assertTrue(
                    codes(TestPdf.read(replaced(pdf, range, other))).contains(FindingCode.BYTE_RANGE_INVALID), other);
        }
    }

    @Test
    void contentsMustBeAHexadecimalStringOfItsOwn() {
        TestPdf pdf = TestPdf.signed();
        int at = pdf.text.indexOf("/Contents <");
        String contents = pdf.text.substring(at, pdf.text.indexOf(">", at) + 1);
        for (String other : List.of("/Contents null", "/Contents ()", "/Contents 5 0 R", "/Contents <>")) {
            String padded = other + " ".repeat(contents.length() - other.length());
            assertTrue(
                    codes(TestPdf.read(replaced(pdf, contents, padded))).stream()
                            .anyMatch(c -> c.effect() == Effect.FAILED),
                    other);
        }
    }

    @Test
    void revisionMustBeCoveredToItsEnd() {
        TestPdf pdf = TestPdf.signed();
        String range = range(pdf);
        String[] numbers = range.substring(12, range.length() - 1).split(" ", -1);
        long shorter = Long.parseLong(numbers[3]) - 20;
        String other = "/ByteRange [0 " + numbers[1] + " " + numbers[2] + " "
                + "0".repeat(10 - Long.toString(shorter).length()) + shorter + "]";
        SignedDocument document = TestPdf.read(replaced(pdf, range, other));
        assertTrue(codes(document).contains(FindingCode.REVISION_NOT_COVERED));
        assertFalse(document.signatures().get(0).coverage().revision());
    }

    @Test
    void endOfLineBehindTheEndMayBeLeftOut() {
        TestPdf pdf = TestPdf.signed();
        assertFalse(codes(TestPdf.read(replaced(pdf, "%%EOF\n", "%%EOF"))).contains(FindingCode.REVISION_NOT_COVERED)
                && codes(pdf.read()).contains(FindingCode.REVISION_NOT_COVERED));
    }

    @Test
    void signatureTakenOutOfTheFormIsMissed() {
        SignedDocument gone =
                TestPdf.signed().update(1, "<</Type/Catalog/Pages 2 0 R>>").read();
        assertEquals(
                List.of(FindingCode.SIGNATURE_STRIPPED),
                gone.findings().stream().map(Finding::code).toList());
        SignedDocument cleared = TestPdf.signed()
                .update(8, TestPdf.SIGNED_FIELD.replace("/V 9 0 R", ""))
                .read();
        assertEquals(FindingCode.SIGNATURE_STRIPPED, cleared.findings().get(0).code());
    }

    @Test
    void signatureNoObjectLeadsToIsMissed() {
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(8, TestPdf.SIGNED_FIELD.replace("/V 9 0 R", ""));
        assertEquals(
                FindingCode.SIGNATURE_STRIPPED,
                TestPdf.of(objects).read().findings().get(0).code());
    }

    @Test
    void preparedFieldIsNoSignature() {
        TestPdf pdf = TestPdf.signed();
        SignedDocument document = TestPdf.read(replaced(pdf, "<30030201", "<00000000"));
        assertTrue(document.signatures().isEmpty());
        assertTrue(document.findings().isEmpty());
    }

    @Test
    void unknownSubFilterIsSaid() {
        TestPdf pdf = TestPdf.signedWith(9, TestPdf.signature("adbe.x509.rsa_sha1", ""));
        assertTrue(codes(pdf.read()).contains(FindingCode.SUBFILTER_NOT_SUPPORTED));
    }

    @Test
    void keyStandingTwiceInTheSignatureDictionaryIsRefused() {
        TestPdf pdf = TestPdf.signedWith(9, TestPdf.signature("ETSI.CAdES.detached", "/M(D:1)"));
        assertTrue(codes(pdf.read()).contains(FindingCode.SIGNATURE_MALFORMED));
    }

    @Test
    void brokenCmsIsAFinding() {
        assertTrue(codes(TestPdf.signed().read()).contains(FindingCode.SIGNATURE_MALFORMED));
    }
}
