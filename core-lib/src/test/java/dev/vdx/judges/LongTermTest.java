package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Outcome;
import dev.vdx.report.EtsiSchema;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What EU DSS signs at LT and LTA, read and judged when it is new and after signer and first authority ended. */
class LongTermTest {
    @TempDir
    static Path dir;

    private static LongTerm bench;
    private static Path content;

    @BeforeAll
    static void open() throws Exception {
        content = Files.writeString(
                dir.resolve("content.xml"), "<record Id=\"record\"><name>ใบอนุญาต เลขที่ 1</name></record>\n");
        bench = LongTerm.open(dir, content);
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static Report verify(Path file, boolean detached, Duration ahead) throws Exception {
        Report report = bench.verifier(ahead).verify(file, detached ? List.of(content) : List.of());
        EtsiSchema.valid(report);
        return report;
    }

    private static void assertVerdict(Outcome outcome, String level, Report report) {
        assertEquals(outcome, report.outcome(), report.toText(Lang.EN));
        assertEquals(level, report.verdict().signatures().get(0).level(), report.toText(Lang.EN));
    }

    @ParameterizedTest
    @CsvSource({
        "cades,CAdES",
        "cades-detached,CAdES",
        "jades,JAdES",
        "jades-detached,JAdES",
        "xades,XAdES",
        "xades-enveloping,XAdES",
        "xades-inside,XAdES",
        "xades-detached,XAdES",
        "asic-e,CAdES",
        "asic-e-xades,XAdES"
    })
    void anArchiveTimestampProvesWhatItCoversAfterTheCertificatesEnd(String kind, String name) throws Exception {
        boolean detached = kind.endsWith("detached");
        Path lasting = bench.lasting(kind);
        Path archived = bench.archived(kind);
        assertVerdict(Outcome.PASSED, name + "-BASELINE-LT", verify(lasting, detached, Duration.ZERO));
        assertVerdict(Outcome.PASSED, name + "-BASELINE-LTA", verify(archived, detached, Duration.ZERO));
        Report without = verify(lasting, detached, LongTerm.AFTER_THE_END);
        assertEquals(Outcome.INDETERMINATE, without.outcome(), without.toText(Lang.EN));
        assertTrue(without.verdict().signatures().get(0).timestamps().stream()
                .allMatch(t -> t.indication() == Indication.INDETERMINATE));
        Report after = verify(archived, detached, LongTerm.AFTER_THE_END);
        assertVerdict(Outcome.PASSED, name + "-BASELINE-LTA", after);
        // The first authority's time-stamp is judged as of the archive time-stamp that covers it.
        assertTrue(
                after.verdict().signatures().get(0).timestamps().stream()
                        .allMatch(t -> t.indication() == Indication.PASSED),
                after.toText(Lang.EN));
    }

    /** One that lost its archive time-stamp is what it was before: sound while the certificates last, and not proven after. */
    private static void assertLost(String level, Path twin, boolean detached) throws Exception {
        Report now = verify(twin, detached, Duration.ZERO);
        assertVerdict(Outcome.PASSED, level, now);
        assertTrue(
                now.verdict().signatures().get(0).findings().stream()
                        .anyMatch(f -> f.code() == FindingCode.TIMESTAMP_IMPRINT_MISMATCH),
                now.toText(Lang.EN));
        Report later = verify(twin, detached, LongTerm.AFTER_THE_END);
        assertEquals(Outcome.INDETERMINATE, later.outcome(), later.toText(Lang.EN));
    }

    private static Path flipped(Path file, byte[] within, String name) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, ISO_8859_1);
        int at = text.lastIndexOf(new String(within, ISO_8859_1));
        assertTrue(at > 0);
        bytes[at + within.length - 1] ^= 1;
        return Files.write(dir.resolve(name), bytes);
    }

    private static Path without(X509Certificate certificate, Path file) throws Exception {
        ContentInfo info = ContentInfo.getInstance(Files.readAllBytes(file));
        SignedData data = SignedData.getInstance(info.getContent());
        ASN1EncodableVector left = new ASN1EncodableVector();
        for (ASN1Encodable each : data.getCertificates()) {
            if (!Arrays.equals(certificate.getEncoded(), each.toASN1Primitive().getEncoded())) {
                left.add(each);
            }
        }
        assertEquals(data.getCertificates().size() - 1, left.size());
        SignedData twin = new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                new DERSet(left),
                data.getCRLs(),
                data.getSignerInfos());
        return Files.write(
                dir.resolve("without a certificate"), new ContentInfo(info.getContentType(), twin).getEncoded("DER"));
    }

    @Test
    void aCmsArchiveTimestampIsLostWithAnythingItsIndexNames() throws Exception {
        Path archived = bench.archived("cades");
        byte[] digest =
                MessageDigest.getInstance("SHA-512").digest(bench.issuer().getEncoded());
        assertLost("CAdES-BASELINE-LT", without(bench.issuer(), archived), false);
        assertLost("CAdES-BASELINE-LT", flipped(archived, digest, "the index"), false);
    }

    @Test
    void aJsonArchiveTimestampIsLostWithOtherBytesOfAComponentBeforeIt() throws Exception {
        Path archived = bench.archived("jades");
        for (String component : List.of("rVals", "xVals", "sigTst")) {
            String text = Files.readString(archived);
            String encoded = Pattern.compile("\"([A-Za-z0-9_-]+)\"")
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(each ->
                            each.startsWith(url("{\"" + component + "\"").substring(0, 8)))
                    .findFirst()
                    .orElseThrow();
            String same = url(new String(Base64.getUrlDecoder().decode(encoded), UTF_8) + " ");
            Path twin = Files.writeString(dir.resolve(component), text.replace(encoded, same));
            assertLost("JAdES-BASELINE-LT", twin, false);
        }
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void validationDataInClearCounts() throws Exception {
        Path lasting = bench.lasting("jades-clear");
        assertTrue(Files.readString(lasting).contains("\"rVals\""));
        assertVerdict(Outcome.PASSED, "JAdES-BASELINE-LT", verify(lasting, false, Duration.ZERO));
    }

    /** White space within base64 changes no meaning, but what was covered. */
    @ParameterizedTest
    @ValueSource(strings = {"xades", "xades-enveloping"})
    void anXmlArchiveTimestampIsLostWithOtherTextOfWhatItCovers(String kind) throws Exception {
        Path archived = bench.archived(kind);
        for (String element :
                List.of("ds:X509Certificate", "xades:EncapsulatedOCSPValue", "xades:EncapsulatedX509Certificate")) {
            String text = Files.readString(archived);
            assertTrue(text.contains("<" + element), text);
            String twin = text.replaceFirst("</" + element + ">", "\n</" + element + ">");
            assertLost("XAdES-BASELINE-LT", Files.writeString(dir.resolve("twin.xml"), twin), false);
        }
    }

    @Test
    void aContainersArchiveTimestampFailsWithAnythingItsManifestNames() throws Exception {
        Path archived = bench.archived("asic-e");
        // The signature as it was before it was extended: sound by itself, but not what the archive manifest names.
        Map<String, byte[]> entries = Zips.entries(archived);
        String part = entries.keySet().stream()
                .filter(name -> name.endsWith(".p7s"))
                .findFirst()
                .orElseThrow();
        CMSSignedData before = new CMSSignedData(entries.get(part));
        CMSSignedData other = CMSSignedData.replaceCertificatesAndCRLs(
                before, before.getCertificates(), before.getAttributeCertificates(), before.getCRLs());
        entries.put(part, other.getEncoded("DER"));
        Path twin = Zips.write(entries, dir.resolve("twin.asice"));
        for (Duration ahead : List.of(Duration.ZERO, LongTerm.AFTER_THE_END)) {
            Report report = verify(twin, false, ahead);
            assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
            assertNotEquals(
                    "CAdES-BASELINE-LTA", report.verdict().signatures().get(0).level());
        }
        // And without the time-stamp at all.
        Map<String, byte[]> fewer = Zips.entries(archived);
        fewer.keySet().removeIf(name -> name.contains("Archive") || name.endsWith(".tst"));
        Path less = Zips.write(fewer, dir.resolve("less.asice"));
        assertVerdict(Outcome.PASSED, "CAdES-BASELINE-LT", verify(less, false, Duration.ZERO));
        Report later = verify(less, false, LongTerm.AFTER_THE_END);
        assertEquals(Outcome.INDETERMINATE, later.outcome(), later.toText(Lang.EN));
    }
}
