package dev.vdx.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.model.SubIndication;
import dev.vdx.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    private static final Path SPEC = Path.of("..", "spec");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Verdict> verdicts() {
        return Stream.of(
                Samples.passed(),
                Samples.altered(),
                Samples.changed(),
                Samples.untrusted(Samples.certificate(Samples.SUBJECT)),
                Samples.withoutSignatures(),
                Samples.withoutSignatures(Finding.of(FindingCode.MALFORMED, "no xref\nat 12")));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void jsonIsOneLineAsTheSchemaSays(Verdict verdict) throws IOException {
        for (Lang lang : Lang.values()) {
            String line = new Report("ก \"x\".pdf", verdict).toJson(lang);
            assertFalse(line.contains("\n") || line.contains("\r"), line);
            assertEquals(Set.of(), schema().validate(JSON.readTree(line)), line);
        }
    }

    @Test
    void theSchemaRefusesAPassWithABrokenSignature() throws IOException {
        String line = new Report("x.pdf", Samples.altered()).toJson(Lang.EN);
        JsonNode lie = JSON.readTree(line.replace("\"outcome\":\"failed\"", "\"outcome\":\"passed\""));
        assertFalse(schema().validate(lie).isEmpty());
    }

    @Test
    void jsonHoldsTheFieldsOfTheContractInTheirOrder() throws IOException {
        JsonNode report = JSON.readTree(new Report("x.pdf", Samples.passed()).toJson(Lang.EN));
        assertEquals(
                List.of("file", "format", "outcome", "validationTime", "policy", "signatures", "findings"),
                names(report));
        JsonNode signature = report.get("signatures").get(0);
        assertEquals(
                List.of(
                        "id",
                        "kind",
                        "level",
                        "indication",
                        "subIndication",
                        "digestMatches",
                        "signatureMatches",
                        "coversWholeFile",
                        "coversRevision",
                        "changesAfter",
                        "signer",
                        "claimedSigningTime",
                        "bestSignatureTime",
                        "timestamps",
                        "chain",
                        "findings"),
                names(signature));
        assertEquals("passed", report.get("outcome").asText());
        assertEquals("2026-11-24T03:15:00Z", report.get("validationTime").asText());
        assertEquals("TOTAL-PASSED", signature.get("indication").asText());
        assertTrue(signature.get("subIndication").isNull());
        JsonNode signer = signature.get("signer");
        assertEquals("SANDBOX Agency", signer.get("organization").asText());
        assertEquals("NTRTH-0994000000000", signer.get("organizationIdentifier").asText());
        assertTrue(signer.get("subject").asText().contains("CN=ตัวอย่าง SANDBOX"), signer.toString());
        JsonNode chain = signature.get("chain");
        assertEquals("good", chain.get(0).get("revocation").asText());
        assertEquals("OCSP, online", chain.get(0).get("source").asText());
        assertEquals("trust anchor", chain.get(1).get("source").asText());
    }

    @Test
    void textSaysTheAnswerInItsFirstLine() {
        assertTrue(text(Samples.passed(), Lang.EN).startsWith("PASSED:"));
        assertTrue(text(Samples.passed(), Lang.TH).startsWith("ผ่าน:"));
        String failed = text(Samples.altered(), Lang.EN);
        assertTrue(failed.startsWith("FAILED: do not rely on this file. The content is not what was signed"), failed);
        assertTrue(failed.contains("Next, for you: Do not rely on this copy"), failed);
        String unproven = text(Samples.untrusted(Samples.certificate(Samples.SUBJECT)), Lang.EN);
        assertTrue(unproven.startsWith("NOT PROVEN:") && unproven.contains("--trust"), unproven);
    }

    @Test
    void textNamesWhoWhenAndWhatChanged() {
        String passed = text(Samples.passed(), Lang.EN);
        assertTrue(passed.contains("Signed by: ตัวอย่าง SANDBOX (SANDBOX Agency)"), passed);
        assertTrue(passed.contains("24 November 2026, 03:14:00 UTC, as the signer claims"), passed);
        assertTrue(passed.contains("Vouched for by: SANDBOX Root (which you trust)"), passed);
        assertTrue(passed.contains("Changed since: nothing"), passed);
        String changed = text(Samples.changed(), Lang.EN);
        assertTrue(
                changed.contains("a change that nothing explains; not allowed (/Root/Pages/Kids/0/Contents)"), changed);
        assertTrue(changed.contains("validation data was added"), changed);
    }

    @Test
    void thaiDatesAreOfTheBuddhistEraForPeopleAndNeverForMachines() {
        Report report = new Report("x.pdf", Samples.passed());
        String text = report.toText(Lang.TH, ZoneId.of("Asia/Bangkok"));
        assertTrue(text.contains("24 พฤศจิกายน 2569 เวลา 10:14:00 น. (UTC+07:00)"), text);
        assertFalse(report.toJson(Lang.TH).contains("2569"));
    }

    @Test
    void personalNumbersAreWithheldInBothFormsAndOrganizationNumbersAreNot() {
        String subject = "CN=SANDBOX Person 1-2345-67890-12-3,2.5.4.5=1234567890123,2.5.4.97=NTRTH-0994000000000,C=TH";
        Report report = new Report("x.pdf", Samples.untrusted(Samples.certificate(subject)));
        for (String shown : List.of(report.toJson(Lang.EN), report.toText(Lang.EN), report.toText(Lang.TH))) {
            assertFalse(shown.contains("1234567890123") || shown.contains("2345-67890"), shown);
            assertFalse(shown.contains("31323334353637383930313233"), shown);
        }
        assertTrue(report.toJson(Lang.EN).contains("0994000000000"));
        assertEquals("serialNumber=withheld,C=TH", PersonalNumbers.withhold("serialNumber=PNOTH-1234567890123,C=TH"));
        assertEquals("0105551234567", PersonalNumbers.withhold("0105551234567"));
        assertEquals("12345678901234", PersonalNumbers.withhold("12345678901234"));
    }

    @ParameterizedTest
    @CsvSource({
        "01a22d45-1234-7567-812d-688c2a6ba6fb,01a22d45-1234-7567-812d-688c2a6ba6fb",
        "a1234567890123bcdef0123456789abcdef0123456789abcdef0123456789abc,a1234567890123bcdef0123456789abcdef0123456789abcdef0123456789abc",
        "01a22d45-1234-7567-812d-688c2a6ba6fb of 1234567890123,01a22d45-1234-7567-812d-688c2a6ba6fb of withheld",
        "id1234567890123x,idwithheldx",
        "a1-2345-67890-12-3b,awithheldb",
        // Of the form of a UUID, but of no version.
        "01a22d45-1234-0567-812d-688c2a6ba6fb,01a22dwithheldd-688c2a6ba6fb"
    })
    void identifiersAndDigestsHoldNoPersonalNumber(String text, String shown) {
        assertEquals(shown, PersonalNumbers.withhold(text));
    }

    @Test
    void namesFromADocumentCannotSteerATerminal() {
        String text =
                text(Samples.withoutSignatures(Finding.of(FindingCode.MALFORMED, "\u001b[2Jx\u202Ey\r\n")), Lang.EN);
        assertFalse(text.contains("\u001b") || text.contains("\u202E") || text.contains("\r"), text);
    }

    @Test
    void timesKeepTheirFraction() {
        assertEquals("2026-11-24T03:15:00.12Z", Times.rfc3339(Instant.parse("2026-11-24T03:15:00.120Z")));
        assertEquals("0999-01-01T00:00:00Z", Times.rfc3339(Instant.parse("0999-01-01T00:00:00Z")));
    }

    @Test
    void everyCodeAndWordOfAReportIsInItsSpecification() throws IOException {
        String spec = Files.readString(SPEC.resolve("report.md"));
        for (FindingCode code : FindingCode.values()) {
            String row = "| `" + code + "` | " + code.severity().label() + " | "
                    + code.subIndication()
                            .map(s -> code.effect().name() + " / " + s)
                            .orElse(code.effect().name()) + " | "
                    + code.who().label() + " | ";
            assertTrue(spec.contains(row), "spec/report.md lacks: " + row);
        }
        for (SubIndication s : SubIndication.values()) {
            assertTrue(Files.readString(SPEC.resolve("report.schema.json")).contains('"' + s.name() + '"'), s.name());
        }
        for (Outcome outcome : Outcome.values()) {
            assertTrue(spec.contains("| " + outcome.exitCode() + " | `" + outcome.label() + "` |"), outcome.label());
        }
    }

    @Test
    void everyFileOfTheSpecificationIsInItsIndex() throws IOException {
        indexed(SPEC, true);
        for (Path kind : inside(SPEC.resolve("vectors"), Files::isDirectory)) {
            indexed(kind, false);
        }
    }

    /** Whether the README of a folder links all that lies in it; a folder's own README speaks for what is deeper. */
    private static void indexed(Path folder, boolean deep) throws IOException {
        String index = Files.readString(folder.resolve("README.md"));
        for (Path file : inside(folder, f -> true)) {
            String name = file.getFileName().toString();
            boolean linked = index.contains("(" + name + ")") || index.contains("(" + name + "/README.md)");
            assertTrue(linked || name.equals("README.md"), folder + "/README.md lacks " + name);
            if (deep && Files.isDirectory(file)) {
                indexed(file, false);
            }
        }
    }

    private static List<Path> inside(Path folder, Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(which).sorted().toList();
        }
    }

    private static String text(Verdict verdict, Lang lang) {
        return new Report("x.pdf", verdict).toText(lang);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SPEC.resolve("report.schema.json")));
    }
}
