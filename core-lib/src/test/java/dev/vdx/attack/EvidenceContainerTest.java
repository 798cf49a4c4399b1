package dev.vdx.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.asic.AsicExtension;
import dev.vdx.asic.AsicReader;
import dev.vdx.cms.CadesSigner;
import dev.vdx.judges.Zips;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.verify.SignatureVerdict;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence records in containers (EN 319 162-1), over data and over signatures, each with twins that must be refused. */
class EvidenceContainerTest {
    private static final byte[] DER_NULL = {5, 0};
    private static final DigestAlgorithm SHA256 = DigestAlgorithm.SHA256;
    private static final Instant SIGNED = Instant.parse("2026-11-08T00:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-12T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-15T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-11-16T00:00:00Z");
    private static final String SIGNATURE = "META-INF/signature.p7s";
    private static final String SIGNED_MANIFEST = "META-INF/ASiCManifest.xml";
    private static final String[] ALL = {"a.txt", "b.txt", SIGNED_MANIFEST, SIGNATURE};

    /** Whose certificates ended before now. */
    private static final TestIdentity SIGNER =
            issued(CertificateSpec.seal("CN=SANDBOX attacks seal that ends,O=SANDBOX", KeyKind.ED25519, SIGNED, END));

    private static final TestTsa ENDED = new TestTsa(
            issued(CertificateSpec.timestamping(
                    "CN=SANDBOX attacks time that ends,O=SANDBOX", KeyKind.ED25519, SIGNED, END)),
            Clock.fixed(FIRST, ZoneOffset.UTC),
            Office.random());

    @TempDir
    Path dir;

    private static TestIdentity issued(CertificateSpec spec) {
        return Office.CA.issue(spec.withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL), Office.random());
    }

    private static TestTsa lasting(Instant time) {
        return Office.TSA.changing(stamp -> stamp.withTime(time));
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.txt", "หนังสือราชการ".getBytes(UTF_8));
        files.put("b.txt", "สำเนา".getBytes(UTF_8));
        return files;
    }

    /** Signed by whose certificate has ended, without any time-stamp. */
    private static Map<String, byte[]> signed() throws Exception {
        Map<String, byte[]> all = EvidenceContainer.extended(files());
        all.put(SIGNED_MANIFEST, EvidenceContainer.manifest(all, SIGNATURE, "a.txt", "b.txt"));
        CadesSigner signer = CadesSigner.with(SIGNER).withSigningTime(SIGNED);
        all.put(SIGNATURE, signer.sign(Providers.digest(signer.digestAlgorithm(), all.get(SIGNED_MANIFEST))));
        return all;
    }

    private static byte[] record(TestTsa tsa, Map<String, byte[]> entries, String... names) throws Exception {
        return Records.of(tsa, SHA256, Records.group(EvidenceContainer.parts(entries, names)))
                .get(0);
    }

    private static Map<String, byte[]> preserved(TestTsa tsa) throws Exception {
        Map<String, byte[]> signed = signed();
        return EvidenceContainer.with(signed, record(tsa, signed, ALL), ALL);
    }

    private Report verify(Map<String, byte[]> entries) throws Exception {
        return Office.VERIFIER.verify(Zips.write(entries, dir.resolve("container")));
    }

    private void assertOutcome(Outcome expected, Map<String, byte[]> entries) throws Exception {
        Report report = verify(entries);
        assertEquals(expected, report.outcome(), report.toText(Lang.EN));
    }

    private static boolean has(Report report, FindingCode code) {
        return Stream.concat(
                        report.verdict().findings().stream(),
                        report.verdict().signatures().stream().flatMap(s -> s.findings().stream()))
                .anyMatch(f -> f.code() == code);
    }

    @Test
    void aSignatureIsJudgedAsOfTheTimeOfTheRecordOverIt() throws Exception {
        assertOutcome(Outcome.INDETERMINATE, signed());
        Report report = verify(preserved(lasting(FIRST)));
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        SignatureVerdict signature = report.verdict().signatures().get(0);
        assertEquals(SignatureKind.SIGNATURE, signature.facts().kind());
        assertEquals(FIRST, signature.bestSignatureTime());
        SignatureVerdict evidence = report.verdict().signatures().get(1);
        assertEquals(SignatureKind.DOCUMENT_TIMESTAMP, evidence.facts().kind());
        assertEquals("EvidenceRecord-RFC4998", evidence.level());
        assertEquals(EvidenceContainer.RECORD, evidence.facts().id());
        // Made after the certificate had ended it is sound, and proves nothing of the kind.
        assertOutcome(Outcome.INDETERMINATE, preserved(lasting(AFTER)));
    }

    @Test
    void whatIsNamedAndWasAlteredFailsTheContainer() throws Exception {
        for (String name : ALL) {
            Map<String, byte[]> altered = new LinkedHashMap<>(preserved(lasting(FIRST)));
            altered.put(name, altered.get(name).clone());
            altered.get(name)[altered.get(name).length / 2] ^= 1;
            assertNotEquals(Outcome.PASSED, verify(altered).outcome(), name);
        }
        Map<String, byte[]> less = new LinkedHashMap<>(preserved(lasting(FIRST)));
        less.remove("b.txt");
        assertOutcome(Outcome.FAILED, less);
        // The manifest's digests hold, the record is of something else.
        Map<String, byte[]> signed = signed();
        byte[] foreign = record(lasting(FIRST), signed, "a.txt", "b.txt", SIGNED_MANIFEST);
        assertOutcome(Outcome.FAILED, EvidenceContainer.with(signed, foreign, ALL));
        Map<String, byte[]> more = new LinkedHashMap<>(preserved(lasting(FIRST)));
        more.put("c.txt", "more".getBytes(UTF_8));
        assertOutcome(Outcome.FAILED, more);
    }

    @Test
    void whatIsNotNamedIsNotProven() throws Exception {
        for (String left : ALL) {
            String[] names = Stream.of(ALL).filter(name -> !name.equals(left)).toArray(String[]::new);
            Map<String, byte[]> signed = signed();
            assertOutcome(
                    Outcome.INDETERMINATE,
                    EvidenceContainer.with(signed, record(lasting(FIRST), signed, names), names));
        }
    }

    @Test
    void withoutAManifestOrWithTwoItCoversNothing() throws Exception {
        Map<String, byte[]> none = new LinkedHashMap<>(preserved(lasting(FIRST)));
        none.remove(EvidenceContainer.MANIFEST);
        assertOutcome(Outcome.FAILED, none);
        Map<String, byte[]> two = new LinkedHashMap<>(preserved(lasting(FIRST)));
        two.put("META-INF/ASiCEvidenceRecordManifest002.xml", two.get(EvidenceContainer.MANIFEST));
        assertNotEquals(Outcome.PASSED, verify(two).outcome());
    }

    @Test
    void oneThatEndedIsRenewedOrStampedByTheContainer() throws Exception {
        assertOutcome(Outcome.INDETERMINATE, preserved(ENDED));
        Map<String, byte[]> renewed = new LinkedHashMap<>(preserved(ENDED));
        renewed.put(EvidenceContainer.RECORD, Records.renewed(renewed.get(EvidenceContainer.RECORD), lasting(SECOND)));
        Report report = verify(renewed);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(3, report.verdict().signatures().size());
        assertEquals(FIRST, report.verdict().signatures().get(0).bestSignatureTime());
        assertEquals(
                EvidenceContainer.RECORD + "#2",
                report.verdict().signatures().get(2).facts().id());
        // An archive time-stamp (annex A.5) over all of it does as well; over all but one of its objects it does not.
        Map<String, byte[]> kept = preserved(ENDED);
        String[] everything =
                kept.keySet().stream().filter(name -> !name.equals("mimetype")).toArray(String[]::new);
        assertOutcome(Outcome.PASSED, archived(kept, everything));
        for (String left : List.of("a.txt", EvidenceContainer.RECORD, EvidenceContainer.MANIFEST)) {
            String[] names =
                    Stream.of(everything).filter(name -> !name.equals(left)).toArray(String[]::new);
            assertOutcome(Outcome.INDETERMINATE, archived(kept, names));
        }
    }

    private static Map<String, byte[]> archived(Map<String, byte[]> entries, String... names) {
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        String stamp = "META-INF/timestamp001.tst";
        byte[] manifest = EvidenceContainer.manifest(entries, stamp, names);
        all.put("META-INF/ASiCArchiveManifest.xml", manifest);
        all.put(stamp, lasting(SECOND).timestamp(SHA256, Providers.digest(SHA256, manifest)));
        return all;
    }

    @Test
    void aRecordKeepsATimestampOfTheContainerAlive() throws Exception {
        String stamp = "META-INF/timestamp001.tst";
        String archive = "META-INF/ASiCArchiveManifest.xml";
        Map<String, byte[]> all = signed();
        byte[] manifest = EvidenceContainer.manifest(all, stamp, ALL);
        all.put(archive, manifest);
        all.put(stamp, ENDED.timestamp(SHA256, Providers.digest(SHA256, manifest)));
        assertOutcome(Outcome.INDETERMINATE, all);
        String[] names =
                Stream.concat(Stream.of(ALL), Stream.of(archive, stamp)).toArray(String[]::new);
        Map<String, byte[]> kept = EvidenceContainer.with(all, record(lasting(SECOND), all, names), names);
        Report report = verify(kept);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(FIRST, report.verdict().signatures().get(0).bestSignatureTime());
    }

    @Test
    void filesWithoutASignatureAreProvenToHaveExisted() throws Exception {
        Map<String, byte[]> files = EvidenceContainer.extended(files());
        Map<String, byte[]> all =
                EvidenceContainer.with(files, record(lasting(FIRST), files, "a.txt", "b.txt"), "a.txt", "b.txt");
        Report report = verify(all);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        try (Source source = Source.file(Zips.write(all, dir.resolve("opened")))) {
            assertEquals(
                    List.of("a.txt", "b.txt"),
                    AsicReader.read(source, Limits.DEFAULT).names());
        }
        Map<String, byte[]> one = EvidenceContainer.with(files, record(lasting(FIRST), files, "a.txt"), "a.txt");
        Report half = verify(one);
        assertEquals(Outcome.FAILED, half.outcome());
        assertTrue(has(half, FindingCode.ENTRY_NOT_SIGNED));
        try (Source source = Source.file(Zips.write(one, dir.resolve("opened")))) {
            assertEquals(
                    List.of("a.txt"), AsicReader.read(source, Limits.DEFAULT).names());
        }
    }

    @Test
    void theSimpleContainerNeedsNoManifest() throws Exception {
        byte[] file = files().get("a.txt");
        byte[] record = Records.of(lasting(FIRST), SHA256, Records.alone(file)).get(0);
        Map<String, byte[]> sound = EvidenceContainer.simple("a.txt", file, record);
        assertOutcome(Outcome.PASSED, sound);
        assertOutcome(Outcome.FAILED, EvidenceContainer.simple("a.txt", files().get("b.txt"), record));
        sound.put("b.txt", file);
        assertOutcome(Outcome.FAILED, sound);
    }

    @Test
    void anAlteredRecordIsNeverPassed() throws Exception {
        Map<String, byte[]> sound = preserved(lasting(FIRST));
        byte[] record = sound.get(EvidenceContainer.RECORD);
        Map<String, byte[]> empty = new LinkedHashMap<>(sound);
        empty.put(EvidenceContainer.RECORD, new byte[0]);
        assertOutcome(Outcome.FAILED, empty);
        for (int at = 0; at < 200; at++) {
            Map<String, byte[]> altered = new LinkedHashMap<>(sound);
            byte[] bent = record.clone();
            bent[at] ^= 0x10;
            altered.put(EvidenceContainer.RECORD, bent);
            Report report = verify(altered);
            assertNotEquals(Outcome.PASSED, report.outcome(), at + "\n" + report.toText(Lang.EN));
        }
    }

    @Test
    void oneInXmlIsNotSupportedAndSaysSo() throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>(preserved(lasting(FIRST)));
        all.put("META-INF/evidencerecord002.xml", "<EvidenceRecord/>".getBytes(UTF_8));
        all.put(
                "META-INF/ASiCEvidenceRecordManifest002.xml",
                EvidenceContainer.manifest(all, "META-INF/evidencerecord002.xml", ALL));
        Report report = verify(all);
        assertEquals(Outcome.INDETERMINATE, report.outcome(), report.toText(Lang.EN));
        assertTrue(has(report, FindingCode.EVIDENCE_RECORD_NOT_SUPPORTED));
        assertFalse(report.toText(Lang.TH).contains("EVIDENCE"));
    }

    @Test
    void everyKindOfReportTellsOfIt() throws Exception {
        Path file = Zips.write(preserved(lasting(FIRST)), dir.resolve("told"));
        Report report = Office.VERIFIER.explaining().verify(file);
        assertTrue(report.toText(Lang.EN).contains("EvidenceRecord-RFC4998"));
        assertTrue(report.toJson(Lang.EN).contains("\"level\":\"EvidenceRecord-RFC4998\""), report.toJson(Lang.EN));
        assertTrue(report.toEtsi(Lang.EN).contains("validationObject:timestamp"), report.toEtsi(Lang.EN));
        assertTrue(report.explanation(Lang.EN, ZoneOffset.UTC).contains("of an evidence record"));
        assertTrue(report.explanation(Lang.TH, ZoneOffset.UTC).contains("ระเบียนหลักฐาน"));
    }

    /** As many time-stamps as may be, over as many entries: neither time nor memory grows with the product. */
    @Test
    void manyTimestampsOverManyFilesEndSoon() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            files.put("file-" + i, new byte[] {(byte) i, (byte) (i >> 8)});
        }
        String[] names = files.keySet().toArray(String[]::new);
        Map<String, byte[]> entries = EvidenceContainer.extended(files);
        byte[][] values = Stream.of(EvidenceContainer.parts(entries, names))
                .map(part -> Providers.digest(SHA256, part))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(values).forEach(all::writeBytes);
        byte[] token = lasting(FIRST).timestamp(SHA256, Providers.digest(SHA256, all.toByteArray()));
        List<ASN1Encodable> chain = new ArrayList<>(List.of(Records.timestamp(SHA256, token, values)));
        for (int i = 1; i < 1_000; i++) {
            token = lasting(FIRST.plusSeconds(i)).timestamp(SHA256, Providers.digest(SHA256, token));
            chain.add(Records.timestamp(SHA256, token));
        }
        byte[] record = Records.record(List.of(SHA256), Records.chain(chain.toArray(ASN1Encodable[]::new)));
        Map<String, byte[]> kept = EvidenceContainer.with(entries, record, names);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertOutcome(Outcome.PASSED, kept));
        chain.add(chain.get(999));
        byte[] more = Records.record(List.of(SHA256), Records.chain(chain.toArray(ASN1Encodable[]::new)));
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertOutcome(Outcome.FAILED, EvidenceContainer.with(entries, more, names)));
    }

    @Test
    void suchAContainerIsNotExtended() throws Exception {
        try (Source source = Source.file(Zips.write(preserved(lasting(FIRST)), dir.resolve("kept")))) {
            SigningException refusal = assertThrows(
                    SigningException.class, () -> AsicExtension.open(source, Optional.empty(), Limits.DEFAULT));
            assertEquals(SigningProblem.NOT_SUPPORTED, refusal.problem());
        }
    }
}
