package dev.vdx.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.Verifier;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The XML report, of every kind of verdict and every format, against the schema of ETSI TS 119 102-2. */
class EtsiReportTest {
    private static final Path VECTORS = Path.of("..", "spec", "vectors");
    private static final String MAIN = "MainIndication>urn:etsi:019102:mainindication:";

    private static String valid(Verdict verdict) {
        return EtsiSchema.valid(new Report("ก \"x\" & <y>.pdf", verdict).about("ab".repeat(32)));
    }

    @Test
    void aPassedSignatureIsToldWithWhatItWasJudgedBy() {
        String xml = valid(Samples.passed());
        assertTrue(xml.contains(MAIN + "total-passed<"), xml);
        assertTrue(xml.contains("O=SANDBOX Agency,CN=ตัวอย่าง SANDBOX</vr:Signer>"), xml);
        assertTrue(xml.contains("<vr:ObjectType>urn:etsi:019102:validationObject:OCSPResponse<"), xml);
        assertTrue(xml.contains("<vr:URI>%E0%B8%81%20%22x%22%20%26%20%3Cy%3E.pdf</vr:URI>"), xml);
        assertTrue(xml.contains("<ds:DigestValue>q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=</ds:DigestValue>"), xml);
        assertTrue(xml.contains("VDX policy strict"), xml);
        assertFalse(xml.contains("<!DOCTYPE"), xml);
    }

    @Test
    void aFailureAndADoubtNameTheirSubIndication() {
        assertTrue(
                valid(Samples.altered())
                        .replaceAll(">\\s+<", "><")
                        .contains(
                                MAIN
                                        + "total-failed</vr:MainIndication><vr:SubIndication>urn:etsi:019102:subindication:HASH_FAILURE<"));
        assertTrue(valid(Samples.changed()).contains("subindication:FORMAT_FAILURE<"));
        String untrusted = valid(Samples.untrusted(Samples.certificate(Samples.SUBJECT)));
        assertTrue(untrusted.contains(MAIN + "indeterminate<"), untrusted);
        assertTrue(untrusted.contains("subindication:NO_CERTIFICATE_CHAIN_FOUND<"), untrusted);
        assertTrue(untrusted.contains("<vr:Type>urn:vdx:report:finding:NO_TRUST_GIVEN<"), untrusted);
    }

    @Test
    void aFileWithoutSignaturesIsIndeterminateAndSaysItsOutcome() {
        String unsigned = valid(Samples.withoutSignatures());
        assertTrue(unsigned.contains(MAIN + "indeterminate<") && unsigned.contains("<vr:Value>unsigned<"), unsigned);
        String unreadable = valid(Samples.withoutSignatures(Finding.of(FindingCode.MALFORMED, "no xref")));
        assertTrue(unreadable.contains("<vr:Value>unreadable<"), unreadable);
        assertTrue(unreadable.contains("finding:MALFORMED<"), unreadable);
        String stripped = valid(Samples.withoutSignatures(Finding.of(FindingCode.SIGNATURE_STRIPPED)));
        assertTrue(stripped.contains(MAIN + "total-failed<"), stripped);
    }

    @Test
    void whatWeighsOnTheFileWeighsOnItsSignatures() {
        String stripped = valid(Samples.passed().andFound(Finding.of(FindingCode.SIGNATURE_STRIPPED)));
        assertFalse(stripped.contains("total-passed"), stripped);
        assertTrue(stripped.contains(MAIN + "total-failed<"), stripped);
        String unlisted = valid(Samples.passed().andFound(Finding.of(FindingCode.SIGNER_NOT_LISTED, "x")));
        assertFalse(unlisted.contains("total-passed"), unlisted);
        assertTrue(unlisted.contains("subindication:CUSTOM<"), unlisted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u001b[2J",
                "]]>",
                "<!--",
                "&amp;<x a='b'>",
                "\uD800",
                "\uFFFE\uFFFF",
                "\u202E",
                "\r\n\t",
                "𝔗𝔥𝔞𝔦 🇹🇭 ไทย"
            })
    void hostileNamesStayText(String name) throws Exception {
        Verdict verdict = Samples.passed().andFound(Finding.of(FindingCode.FETCH_FAILED, name));
        String xml = EtsiSchema.valid(new Report(name, verdict));
        assertEquals(1, xml.split("<vr:SignatureValidationReport>", -1).length - 1, xml);
        assertFalse(xml.contains("]]>") || xml.contains("<!--") || xml.contains("\u202E"), xml);
    }

    @Test
    void aHostileSignerStaysText() {
        String subject = "CN=]]>\\<script\\>ไทย &amp; \\\"x\\\",O=SANDBOX";
        String xml = valid(Samples.untrusted(Samples.certificate(subject)));
        assertTrue(xml.contains("ไทย") && !xml.contains("<script"), xml);
    }

    @Test
    void personalNumbersAreNotInIt() {
        String subject = "CN=SANDBOX Person 1-2345-67890-12-3,2.5.4.5=1234567890123,C=TH";
        String xml = valid(Samples.untrusted(Samples.certificate(subject)));
        assertFalse(xml.contains("1234567890123") || xml.contains("2345-67890"), xml);
        assertTrue(xml.contains("withheld"), xml);
    }

    @Test
    void theSchemaRefusesAReferenceWithoutItsObject() {
        String xml = valid(Samples.passed());
        assertTrue(EtsiSchema.errors(xml.replaceFirst("VOReference=\"C-", "VOReference=\"D-"))
                .isPresent());
        assertTrue(
                EtsiSchema.errors(xml.replace("MainIndication", "Indication")).isPresent());
    }

    static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.walk(VECTORS)) {
            return files.filter(f -> f.getFileName().toString().equals("expected.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorIsToldAsItsVerdictIs(Path vector) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(vector.resolve("expected.json").toFile());
        Verifier verifier = Verifier.trusting(TrustAnchors.pem(vector.resolve("anchors.pem")))
                .timestampsTrusting(TrustAnchors.pem(vector.resolve("tsa-anchors.pem")))
                .at(Instant.parse(expected.get("at").asText()))
                .offline();
        Report report = verifier.verify(named(vector, "input.").get(0), named(vector, "content."));
        String xml = EtsiSchema.valid(report);
        assertEquals(expected.get("outcome").asText(), report.outcome().label());
        assertTrue(xml.contains("<vr:Value>" + report.outcome().label() + "<"), xml);
        boolean stampsAlone = report.verdict().signatures().stream()
                .allMatch(s -> s.facts().token().isPresent());
        if (!stampsAlone) {
            boolean all = xml.contains(MAIN + "total-passed<")
                    && !xml.contains(MAIN + "total-failed<")
                    && !xml.split("<vr:SignatureValidationObjects>")[0].contains(MAIN + "indeterminate<");
            assertEquals(report.outcome().label().equals("passed"), all, xml);
        }
    }

    @Test
    void theVectorsAreOfEveryFormatTheyCanBeOf() throws IOException {
        TreeSet<String> kinds = new TreeSet<>();
        for (Path vector : vectors()) {
            kinds.add(vector.getParent().getFileName().toString());
        }
        assertTrue(kinds.containsAll(Map.of("pdf", 1, "json", 1).keySet()), kinds.toString());
    }

    private static List<Path> named(Path vector, String start) throws IOException {
        try (Stream<Path> files = Files.list(vector)) {
            return files.filter(f -> f.getFileName().toString().startsWith(start))
                    .sorted()
                    .toList();
        }
    }
}
