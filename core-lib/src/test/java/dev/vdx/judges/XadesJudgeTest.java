package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.asic.AsicReader;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.model.SubIndication;
import dev.vdx.report.EtsiSchema;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XAdES that EU DSS signs before us, and its altered twins: flipped bytes, wrapping, what stands beside what is signed. */
class XadesJudgeTest {
    private static final String RECORD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <record xmlns="urn:sandbox:record" Id="record"><farm id="F-1"><name>นายตัวอย่าง ไม่มีจริง</name><rai>12</rai></farm></record>
            """;

    @TempDir
    static Path dir;

    private static Bench bench;
    private static Verifier verifier;
    private static Path record;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        verifier = bench.verifier();
        record = Files.writeString(dir.resolve("record.xml"), RECORD);
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static Path signed(String kind, String agency, String level) throws Exception {
        return bench.signed(kind, agency, level, record, dir.resolve("dss-" + kind + agency + level));
    }

    @ParameterizedTest
    @CsvSource({
        "xades,agency-a,B",
        "xades,agency-b,T",
        "xades-enveloping,agency-a,T",
        "xades-inside,agency-b,B",
        "xades-v1,agency-a,T",
        "asic-e-xades,agency-a,T",
        "asic-e-xades,agency-b,B"
    })
    void weAcceptWhatDssWritesAndNoTwinWithAFlippedByte(String kind, String agency, String level) throws Exception {
        Path signed = signed(kind, agency, level);
        Report report = verifier.verify(signed);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        EtsiSchema.valid(report);
        // SigningCertificate of the first version is no baseline any more (EN 319 132-1, 6.3).
        String profile = kind.equals("xades-v1") ? "XAdES-" : "XAdES-BASELINE-";
        assertEquals(profile + level, report.verdict().signatures().get(0).level());
        byte[] bytes = Files.readAllBytes(signed);
        for (int at = bytes.length / 40; at < bytes.length; at += bytes.length / 40) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            Path file = Files.write(dir.resolve("twin"), altered);
            if (verifier.verify(file).outcome() == Outcome.PASSED) {
                if (kind.startsWith("asic")) {
                    assertArrayEquals(Files.readAllBytes(record), content(file), "byte " + at + " of " + kind);
                } else {
                    harmless(new String(altered, ISO_8859_1), at, kind);
                }
            }
        }
    }

    /** Only what was added after signing, and an identifier nobody refers to, may differ without a word. */
    private static void harmless(String xml, int at, String kind) {
        String before = xml.substring(Math.max(0, at - 200), at);
        boolean added = xml.lastIndexOf("UnsignedProperties", at) > 0 || xml.lastIndexOf("<ds:X509Data>", at) > 0;
        boolean identifier = before.matches("(?s).*<ds:SignatureValue Id=\"[^\"]*");
        assertTrue(added || identifier, "byte " + at + " of " + kind + " after " + before);
    }

    private static byte[] content(Path container) throws Exception {
        try (Source source = Source.file(container);
                InputStream in = AsicReader.read(source, Limits.DEFAULT)
                        .open("record.xml")
                        .orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private static Report twin(Path signed, UnaryOperator<String> change) throws Exception {
        String before = Files.readString(signed);
        String after = change.apply(before);
        assertNotEquals(before, after);
        return verifier.verify(Files.writeString(dir.resolve("twin.xml"), after));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xades", "xades-enveloping", "xades-inside"})
    void contentThatIsSignedByNobodyIsRefused(String kind) throws Exception {
        Path signed = signed(kind, "agency-a", "B");
        Report object =
                twin(signed, s -> s.replaceFirst("</(\\w+:)?Signature>", "<$1Object>evil</$1Object></$1Signature>"));
        assertEquals(Outcome.FAILED, object.outcome(), object.toText(Lang.EN));
        if (!kind.equals("xades")) {
            Report instruction = twin(signed, s -> s.replaceFirst("<(?![?])", "<?xml-stylesheet href='evil.xsl'?><"));
            assertEquals(Outcome.FAILED, instruction.outcome(), instruction.toText(Lang.EN));
        }
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-b,T"})
    void aDetachedSignatureHoldsOverWhatItSignedAlone(String agency, String level) throws Exception {
        Path signed = signed("xades-detached", agency, level);
        Report report = verifier.verify(signed, List.of(record));
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        Path other = Files.writeString(dir.resolve("other.xml"), RECORD.replace("12", "99"));
        assertEquals(Outcome.FAILED, verifier.verify(signed, List.of(other)).outcome());
        assertEquals(
                Outcome.FAILED, verifier.verify(signed, List.of(record, other)).outcome());
        Report without = verifier.verify(signed);
        assertEquals(Outcome.INDETERMINATE, without.outcome());
        assertEquals(
                Optional.of(SubIndication.SIGNED_DATA_NOT_FOUND),
                without.verdict().signatures().get(0).subIndication());
    }

    /** The signed element moved aside, another put where a reader looks. */
    @ParameterizedTest
    @ValueSource(strings = {"xades", "xades-enveloping", "xades-inside"})
    void wrappedSignaturesAreRefused(String kind) throws Exception {
        Path signed = signed(kind, "agency-b", "B");
        Report report = twin(signed, s -> {
            String body = s.replaceFirst("<\\?xml[^>]*>\\s*", "");
            return "<record xmlns=\"urn:sandbox:record\"><farm id=\"F-1\"><rai>99</rai></farm>" + body + "</record>";
        });
        assertNotEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
                "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
                "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'>"
            })
    void aDocumentTypeIsRefused(String type) throws Exception {
        Report report = twin(signed("xades", "agency-a", "B"), s -> s.replaceFirst("<(?![?])", type + "<"));
        assertEquals(Outcome.UNREADABLE, report.outcome());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.w3.org/TR/1999/REC-xslt-19991116",
                "http://www.w3.org/TR/1999/REC-xpath-19991116#other",
                "http://www.w3.org/2000/09/xmldsig#base64"
            })
    void aTransformThatIsNotListedIsNotDone(String algorithm) throws Exception {
        Report report = twin(
                signed("xades", "agency-a", "B"),
                s -> s.replaceFirst("Transform Algorithm=\"[^\"]*\"", "Transform Algorithm=\"" + algorithm + "\""));
        assertNotEquals(Outcome.PASSED, report.outcome());
        assertTrue(
                report.verdict().signatures().get(0).findings().stream()
                        .anyMatch(f -> f.code() == FindingCode.ALGORITHM_NOT_SUPPORTED),
                report.toText(Lang.EN));
    }

    @ParameterizedTest
    @CsvSource({"agency-a", "agency-b"})
    void propertiesThatNoReferenceCoversDoNotCount(String agency) throws Exception {
        Report report = twin(
                signed("xades", agency, "B"),
                s -> s.replace("Type=\"http://uri.etsi.org/01903#SignedProperties\"", "Type=\"urn:other\""));
        assertNotEquals(Outcome.PASSED, report.outcome());
    }
}
