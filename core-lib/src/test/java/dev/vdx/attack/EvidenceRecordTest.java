package dev.vdx.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.verify.SignatureVerdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.tsp.ers.ERSData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Evidence records alone with the data they are over (RFC 4998), each with twins that must be refused. */
class EvidenceRecordTest {
    private static final byte[] DER_NULL = {5, 0};
    private static final byte[] LETTER = "หนังสือราชการ เลขที่ 1".getBytes(UTF_8);
    private static final byte[] OTHER = "หนังสือราชการ เลขที่ 2".getBytes(UTF_8);
    private static final byte[] THIRD = "หนังสือราชการ เลขที่ 3".getBytes(UTF_8);
    private static final DigestAlgorithm SHA256 = DigestAlgorithm.SHA256;
    private static final DigestAlgorithm SHA512 = DigestAlgorithm.SHA512;
    private static final Instant FIRST = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-12T00:00:00Z");
    private static final Instant THEN = Instant.parse("2026-11-14T00:00:00Z");

    /** Its certificate ended between the second time and now. */
    private static final TestTsa ENDED = authority(Office.CA, Instant.parse("2026-11-15T00:00:00Z"));

    private static TestTsa authority(TestAuthority above, Instant until) {
        CertificateSpec spec = CertificateSpec.timestamping(
                "CN=SANDBOX attacks time that ends,O=SANDBOX",
                KeyKind.ED25519,
                Instant.parse("2026-11-02T00:00:00Z"),
                until);
        return new TestTsa(
                above.issue(spec.withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL), Office.random()),
                Clock.fixed(FIRST, ZoneOffset.UTC),
                Office.random());
    }

    private static TestTsa at(TestTsa tsa, Instant time) {
        return tsa.changing(stamp -> stamp.withTime(time));
    }

    private static TestTsa lasting(Instant time) {
        return at(Office.TSA, time);
    }

    private static Report verify(byte[] record, byte[]... content) throws Exception {
        return verify(Office.VERIFIER, record, content);
    }

    private static Report verify(Verifier verifier, byte[] record, byte[]... content) throws Exception {
        return verifier.verify(
                Source.bytes(record),
                "x.ers",
                Stream.of(content).map(Source::bytes).toList());
    }

    private static void assertPassed(Report report, int timestamps) {
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(Format.TIMESTAMP, report.verdict().document().format());
        assertEquals(timestamps, report.verdict().signatures().size());
    }

    private static void assertRefused(byte[] record, byte[]... content) throws Exception {
        Report report = verify(record, content);
        assertTrue(
                report.outcome() == Outcome.FAILED || report.outcome() == Outcome.UNREADABLE, report.toText(Lang.EN));
        assertNotEquals(Outcome.PASSED, verify(Office.LAX, record, content).outcome());
        // What is refused is told, in both languages.
        assertTrue(!report.toText(Lang.TH).isBlank() && !report.toJson(Lang.EN).isBlank());
    }

    private static SignatureVerdict first(Report report) {
        return report.verdict().signatures().get(0);
    }

    private static byte[] digest(DigestAlgorithm algorithm, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return Providers.digest(algorithm, all);
    }

    private static byte[][] sorted(byte[]... values) {
        byte[][] all = values.clone();
        Arrays.sort(all, Arrays::compareUnsigned);
        return all;
    }

    private static byte[] root(DigestAlgorithm algorithm, byte[]... values) {
        return digest(algorithm, sorted(values));
    }

    private static byte[] record(byte[] token, byte[][]... lists) throws Exception {
        return Records.record(List.of(SHA256), Records.chain(Records.timestamp(SHA256, token, lists)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA256", "SHA384", "SHA512", "SHA3_256"})
    void oneDocumentIsProvenToHaveExistedAndItsAlteredTwinIsNot(DigestAlgorithm algorithm) throws Exception {
        byte[] record =
                Records.of(lasting(FIRST), algorithm, Records.alone(LETTER)).get(0);
        Report report = verify(record, LETTER);
        assertPassed(report, 1);
        assertEquals(FIRST, first(report).facts().token().orElseThrow().time());
        assertEquals("EvidenceRecord-RFC4998", first(report).level());
        assertRefused(record, OTHER);
        assertRefused(record, new byte[0]);
        assertRefused(record, LETTER, OTHER);
    }

    @Test
    void withoutItsDataNothingIsSaid() throws Exception {
        byte[] record =
                Records.of(lasting(FIRST), SHA256, Records.alone(LETTER)).get(0);
        Report report = verify(record);
        assertEquals(Outcome.INDETERMINATE, report.outcome());
        assertTrue(first(report).findings().stream().anyMatch(f -> f.code() == FindingCode.SIGNED_DATA_NOT_FOUND));
    }

    @Test
    void ofManyUnderOneTimestampEachHasItsOwn() throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            all.add(("letter " + i).getBytes(UTF_8));
        }
        List<byte[]> records = Records.of(
                lasting(FIRST), SHA256, all.stream().map(Records::alone).toArray(ERSData[]::new));
        for (int i = 0; i < all.size(); i++) {
            assertPassed(verify(records.get(i), all.get(i)), 1);
            assertRefused(records.get(i), all.get((i + 7) % all.size()));
        }
    }

    @Test
    void aGroupIsProvenWholeOrInParts() throws Exception {
        byte[] record = Records.of(lasting(FIRST), SHA256, Records.group(LETTER, OTHER), Records.alone(THIRD))
                .get(0);
        assertPassed(verify(record, LETTER, OTHER), 1);
        assertPassed(verify(record, OTHER), 1);
        assertRefused(record, LETTER, OTHER, THIRD);
        assertRefused(record, THIRD);
    }

    @Test
    void anInnerNodeIsNoDocumentOfTheFirstList() throws Exception {
        byte[] a = digest(SHA256, LETTER);
        byte[] b = digest(SHA256, OTHER);
        byte[] c = digest(SHA256, THIRD);
        byte[] token = lasting(FIRST).timestamp(SHA256, root(SHA256, root(SHA256, a, b), c));
        assertPassed(verify(record(token, sorted(a, b), new byte[][] {c}), LETTER, OTHER), 1);
        // A value of a later list is in the tree, but not what the record is for (4.3, 2).
        assertRefused(record(token, sorted(a, b), new byte[][] {c}), THIRD);
    }

    @Test
    void hashListsThatWereAlteredProveNothing() throws Exception {
        byte[] a = digest(SHA256, LETTER);
        byte[] b = digest(SHA256, OTHER);
        byte[] c = digest(SHA256, THIRD);
        byte[] token = lasting(FIRST).timestamp(SHA256, root(SHA256, root(SHA256, a, b), c));
        byte[][] two = sorted(a, b);
        assertPassed(verify(record(token, two, new byte[][] {c}), LETTER), 1);
        // The order in a list says nothing: whoever follows it sorts (4.3, 3).
        assertPassed(verify(record(token, new byte[][] {two[1], two[0]}, new byte[][] {c}), LETTER), 1);
        byte[] bent = c.clone();
        bent[31] ^= 1;
        assertRefused(record(token, two, new byte[][] {bent}), LETTER);
        assertRefused(record(token, new byte[][] {a}, new byte[][] {c}), LETTER);
        assertRefused(record(token, two), LETTER);
        assertRefused(record(token, two, new byte[][] {c}, new byte[][] {c}), LETTER);
        assertRefused(record(token, two, new byte[][] {}), LETTER);
        assertRefused(record(token, new byte[][] {}, two, new byte[][] {c}), LETTER);
        assertRefused(record(token, two, new byte[][] {Arrays.copyOf(c, 31)}), LETTER);
        assertRefused(record(token), LETTER);
        assertRefused(record(token, new byte[][] {root(SHA256, root(SHA256, a, b), c)}), LETTER);
        // Added to the first list, it is not under the time-stamp.
        assertRefused(record(token, sorted(a, b, digest(SHA256, new byte[0])), new byte[][] {c}), new byte[0]);
    }

    @Test
    void aTimestampThatHasEndedIsKeptAliveByTheNext() throws Exception {
        byte[] record =
                Records.of(at(ENDED, FIRST), SHA256, Records.alone(LETTER)).get(0);
        Report ended = verify(record, LETTER);
        assertEquals(Outcome.INDETERMINATE, ended.outcome(), ended.toText(Lang.EN));
        byte[] renewed = Records.renewed(record, lasting(SECOND));
        Report report = verify(renewed, LETTER);
        assertPassed(report, 2);
        assertEquals(SECOND, first(report).bestSignatureTime());
        assertRefused(renewed, OTHER);
        // Renewed when it had ended: too late.
        byte[] late = Records.renewed(record, lasting(Office.NOW.minusSeconds(60)));
        assertEquals(Outcome.INDETERMINATE, verify(late, LETTER).outcome());
        // By somebody whom nobody trusts.
        byte[] stranger = Records.renewed(record, at(stranger(), SECOND));
        assertEquals(Outcome.INDETERMINATE, verify(stranger, LETTER).outcome());
    }

    private static TestTsa stranger() {
        return authority(
                TestAuthority.root(
                        CertificateSpec.authority(
                                "CN=SANDBOX stranger,O=SANDBOX",
                                KeyKind.ED25519,
                                Instant.parse("2026-11-01T00:00:00Z"),
                                Instant.parse("2027-11-01T00:00:00Z"),
                                1),
                        dev.vdx.sandbox.Addresses.NONE,
                        Office.random()),
                Instant.parse("2027-10-01T00:00:00Z"));
    }

    @Test
    void whomNobodyTrustsProvesNothing() throws Exception {
        byte[] record =
                Records.of(at(stranger(), FIRST), SHA256, Records.alone(LETTER)).get(0);
        Report report = verify(record, LETTER);
        assertEquals(Outcome.INDETERMINATE, report.outcome());
        assertEquals(Indication.INDETERMINATE, first(report).indication());
    }

    @Test
    void renewedTwiceAndByAnotherDigestAlgorithm() throws Exception {
        ERSData letter = Records.alone(LETTER);
        byte[] record = Records.of(at(ENDED, FIRST), SHA256, letter).get(0);
        byte[] again = Records.renewed(record, at(ENDED, SECOND));
        byte[] rehashed = Records.rehashed(again, lasting(THEN), SHA512, letter);
        Report report = verify(rehashed, LETTER);
        assertPassed(report, 3);
        assertEquals(SECOND, report.verdict().signatures().get(0).bestSignatureTime());
        assertEquals(THEN, report.verdict().signatures().get(1).bestSignatureTime());
        assertRefused(rehashed, OTHER);
        byte[] more = Records.renewed(rehashed, lasting(THEN.plusSeconds(60)));
        assertPassed(verify(more, LETTER), 4);
        // What another record's further chain is over is not this one's data.
        byte[] foreign = Records.rehashed(
                Records.of(at(ENDED, FIRST), SHA256, Records.alone(OTHER)).get(0),
                lasting(THEN),
                SHA512,
                Records.alone(OTHER));
        assertRefused(
                Records.record(
                        List.of(SHA256, SHA512),
                        Records.chains(record).get(0),
                        Records.chains(foreign).get(1)),
                LETTER);
    }

    @Test
    void aFurtherChainCoversTheDataOfAGroupEach() throws Exception {
        ERSData group = Records.group(LETTER, OTHER);
        byte[] record = Records.of(at(ENDED, FIRST), SHA256, group).get(0);
        byte[] rehashed = Records.rehashed(record, lasting(SECOND), SHA512, group);
        assertPassed(verify(rehashed, LETTER, OTHER), 2);
        assertRefused(rehashed, LETTER, THIRD);
    }

    @Test
    void aFurtherChainMustCoverTheChainsBefore() throws Exception {
        byte[] record =
                Records.of(at(ENDED, FIRST), SHA256, Records.alone(LETTER)).get(0);
        ASN1Encodable older = Records.chains(record).get(0);
        byte[] data = digest(SHA512, LETTER);
        byte[] chains = digest(SHA512, new DERSequence(older).getEncoded());
        byte[] sound = lasting(SECOND).timestamp(SHA512, digest(SHA512, data, chains));
        List<DigestAlgorithm> both = List.of(SHA256, SHA512);
        assertPassed(verify(Records.record(both, older, Records.chain(Records.timestamp(SHA512, sound))), LETTER), 2);
        for (byte[] wrong : List.of(
                data,
                chains,
                digest(SHA512, chains, data),
                digest(SHA512, data, digest(SHA512, older.toASN1Primitive().getEncoded())))) {
            ASN1Encodable further =
                    Records.chain(Records.timestamp(SHA512, lasting(SECOND).timestamp(SHA512, wrong)));
            assertRefused(Records.record(both, older, further), LETTER);
        }
    }

    @Test
    void aGapOrAnotherOrderOrAlgorithmWithinAChainIsRefused() throws Exception {
        byte[] token = at(ENDED, FIRST).timestamp(SHA256, digest(SHA256, LETTER));
        ASN1Encodable old = Records.timestamp(SHA256, token);
        byte[] renewal = lasting(SECOND).timestamp(SHA256, digest(SHA256, token));
        ASN1Encodable next = Records.timestamp(SHA256, renewal);
        ASN1Encodable afterNext = Records.timestamp(SHA256, lasting(THEN).timestamp(SHA256, digest(SHA256, renewal)));
        List<DigestAlgorithm> one = List.of(SHA256);
        assertPassed(verify(Records.record(one, Records.chain(old, next, afterNext)), LETTER), 3);
        // A gap: the second was taken out.
        assertRefused(Records.record(one, Records.chain(old, afterNext)), LETTER);
        assertRefused(Records.record(one, Records.chain(next, old)), LETTER);
        // Over the data once more, instead of the time-stamp before.
        ASN1Encodable data = Records.timestamp(SHA256, lasting(SECOND).timestamp(SHA256, digest(SHA256, LETTER)));
        assertRefused(Records.record(one, Records.chain(old, data)), LETTER);
        // Earlier than what it renews.
        ASN1Encodable early =
                Records.timestamp(SHA256, lasting(FIRST.minusSeconds(60)).timestamp(SHA256, digest(SHA256, token)));
        assertRefused(Records.record(one, Records.chain(old, early)), LETTER);
        // Of another digest algorithm within the chain.
        ASN1Encodable other = Records.timestamp(SHA512, lasting(SECOND).timestamp(SHA512, digest(SHA512, token)));
        assertRefused(Records.record(List.of(SHA256, SHA512), Records.chain(old, other)), LETTER);
        // Not listed, or named otherwise than the imprint's.
        assertRefused(Records.record(List.of(SHA512), Records.chain(old)), LETTER);
        assertRefused(Records.record(List.of(SHA256, SHA512), Records.chain(Records.timestamp(SHA512, token))), LETTER);
    }

    @Test
    void aRecordOfAnotherFormIsRefused() throws Exception {
        byte[] token = lasting(FIRST).timestamp(SHA256, digest(SHA256, LETTER));
        ASN1Encodable chain = Records.chain(Records.timestamp(SHA256, token));
        List<DigestAlgorithm> one = List.of(SHA256);
        ASN1Encodable info = new DERTaggedObject(false, 0, new DERSequence());
        assertPassed(verify(Records.record(1, one, List.of(info), chain), LETTER), 1);
        assertRefused(Records.record(2, one, List.of(), chain), LETTER);
        assertRefused(Records.record(one), LETTER);
        assertRefused(Records.record(one, Records.chain()), LETTER);
        assertRefused(Records.record(1, one, List.of(info, info), chain), LETTER);
        assertRefused(Records.record(1, one, List.of(new DERTaggedObject(false, 2, new DERSequence())), chain), LETTER);
        assertRefused(Records.record(one, Records.chain(new DERSequence())), LETTER);
        assertRefused(Records.record(one, Records.chain(Records.timestamp(SHA256, new byte[] {5, 0}))), LETTER);
        byte[] behind = Arrays.copyOf(Records.record(one, chain), Records.record(one, chain).length + 1);
        assertRefused(behind, LETTER);
    }

    @Test
    void oneOverEncryptedDataIsNotSupportedAndSaysSo() throws Exception {
        byte[] token = lasting(FIRST).timestamp(SHA256, digest(SHA256, LETTER));
        ASN1Encodable chain = Records.chain(Records.timestamp(SHA256, token));
        ASN1Encodable encrypted = new DERTaggedObject(false, 1, new DERSequence());
        Report report = verify(Records.record(1, List.of(SHA256), List.of(encrypted), chain), LETTER);
        assertEquals(Outcome.INDETERMINATE, report.outcome());
        assertTrue(
                first(report).findings().stream().anyMatch(f -> f.code() == FindingCode.EVIDENCE_RECORD_NOT_SUPPORTED));
    }

    /** As a preservation service keeps them (spec/bulk.md, 2): its record is over the file, whatever signs that. */
    @Test
    void documentsSealedInBulkAreKeptByARecord(@TempDir Path folder) throws Exception {
        List<byte[]> sealed = Batch.of(folder, 5, Level.B);
        List<byte[]> records = Records.of(
                lasting(FIRST), SHA256, sealed.stream().map(Records::alone).toArray(ERSData[]::new));
        assertPassed(verify(records.get(3), sealed.get(3)), 1);
        assertRefused(records.get(3), sealed.get(2));
    }

    @Test
    void hugeAndDeepOnesEndSoon() throws Exception {
        byte[] token = lasting(FIRST).timestamp(SHA256, digest(SHA256, LETTER));
        byte[] value = digest(SHA256, LETTER);
        byte[][] many = new byte[100_001][];
        Arrays.fill(many, value);
        byte[][][] lists = new byte[65][][];
        Arrays.fill(lists, new byte[][] {value});
        ASN1Encodable[] timestamps = new ASN1Encodable[1_001];
        Arrays.fill(timestamps, Records.timestamp(SHA256, token));
        ASN1Encodable[] chains = new ASN1Encodable[33];
        Arrays.fill(chains, Records.chain(Records.timestamp(SHA256, token)));
        ASN1Encodable deep = new DERSequence();
        for (int i = 0; i < 200; i++) {
            deep = new DERSequence(deep);
        }
        List<DigestAlgorithm> one = List.of(SHA256);
        List<byte[]> bombs = List.of(
                record(token, many),
                record(token, lists),
                Records.record(one, Records.chain(timestamps)),
                Records.record(one, chains),
                Records.record(one, deep));
        for (byte[] bomb : bombs) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertRefused(bomb, LETTER));
        }
    }
}
