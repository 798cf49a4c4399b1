package dev.vdx.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.cms.BulkSignature;
import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.CmsException;
import dev.vdx.key.Providers;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.model.SubIndication;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever holds documents of a batch, and the batch's signature, must not get another document through with it. */
class BulkAttackTest {
    @TempDir
    private static Path folder;

    private static List<byte[]> batch = List.of();

    @BeforeAll
    static void issue() throws Exception {
        batch = Batch.of(folder, 5, Level.T);
        assertEquals(Outcome.PASSED, verify(batch.get(0)).outcome());
    }

    private static Report verify(byte[] file) throws Exception {
        return Office.LAX.verify(Source.bytes(file), "licence.pdf");
    }

    private static void refused(byte[] file, SubIndication why) throws Exception {
        Report report = verify(file);
        assertEquals(Outcome.FAILED, report.outcome(), () -> report.toJson(Lang.EN));
        SignatureVerdict signature = report.verdict().signatures().get(0);
        assertEquals(Indication.TOTAL_FAILED, signature.indication());
        assertEquals(Optional.of(why), signature.subIndication(), () -> report.toJson(Lang.EN));
    }

    private static void malformed(byte[] file, String detail) throws Exception {
        refused(file, SubIndication.FORMAT_FAILURE);
        assertTrue(
                verify(file).verdict().signatures().get(0).findings().stream()
                        .anyMatch(f -> f.code() == FindingCode.SIGNATURE_MALFORMED
                                && f.details().toString().contains(detail)),
                () -> detail);
    }

    @Test
    void aChangedByte() throws Exception {
        String text = new String(batch.get(0), StandardCharsets.ISO_8859_1);
        refused(text.replace("610.0", "617.0").getBytes(StandardCharsets.ISO_8859_1), SubIndication.HASH_FAILURE);
    }

    @Test
    void aChangedSalt() throws Exception {
        byte[] changed = batch.get(0).clone();
        int at = new String(changed, StandardCharsets.ISO_8859_1).indexOf("/VDX_Salt <") + 11;
        changed[at] = (byte) (changed[at] == '0' ? '1' : '0');
        refused(changed, SubIndication.HASH_FAILURE);
    }

    @Test
    void thePathOfAnotherDocument() throws Exception {
        // Its neighbour's is its own: the first list holds the hashes of both.
        assertArrayEquals(Batch.contents(batch.get(0)), Batch.contents(batch.get(1)));
        for (int i = 2; i < batch.size(); i++) {
            refused(Batch.with(batch.get(0), Batch.contents(batch.get(i))), SubIndication.HASH_FAILURE);
        }
    }

    @Test
    void theSignatureOfAnotherBatch() throws Exception {
        byte[] other = Batch.of(folder, 5, Level.T).get(0);
        refused(Batch.with(batch.get(0), Batch.contents(other)), SubIndication.HASH_FAILURE);
        // The other batch's statement under this batch's path.
        List<ASN1Encodable> path = BatchForgery.path(batch.get(0));
        refused(
                BatchForgery.withPaths(Batch.with(batch.get(0), Batch.contents(other)), path),
                SubIndication.HASH_FAILURE);
    }

    @Test
    void aPathCutShort() throws Exception {
        List<ASN1Encodable> path = BatchForgery.path(batch.get(0));
        assertEquals(3, path.size());
        refused(BatchForgery.withPaths(batch.get(0), path.subList(0, 2)), SubIndication.HASH_FAILURE);
        refused(BatchForgery.withPaths(batch.get(0), path.subList(0, 1)), SubIndication.HASH_FAILURE);
        malformed(BatchForgery.withPaths(batch.get(0), List.of()), "0 lists");
    }

    @Test
    void aPathMadeLonger() throws Exception {
        List<ASN1Encodable> longer = new ArrayList<>(BatchForgery.path(batch.get(4)));
        assertEquals(1, longer.size(), "the fifth of five goes straight up");
        longer.add(BatchForgery.list(new byte[64]));
        refused(BatchForgery.withPaths(batch.get(4), longer), SubIndication.HASH_FAILURE);
        longer.addAll(List.of(BatchForgery.list(new byte[64]), BatchForgery.list(new byte[64])));
        malformed(BatchForgery.withPaths(batch.get(4), longer), "4 lists among 5 documents");
        byte[] endless = BatchForgery.withPath(
                Batch.contents(batch.get(4)),
                vector -> BatchForgery.vectorOf(
                        BatchForgery.path(Collections.nCopies(100_000, BatchForgery.list(new byte[64])))));
        assertThrows(CmsException.class, () -> BulkSignature.parse(endless));
    }

    /** The way of a node, as if the document were below it: its own hash is not on it. */
    @Test
    void anInnerNodeAsLeaf() throws Exception {
        List<ASN1Encodable> path = BatchForgery.path(batch.get(0));
        byte[] left = BatchForgery.octets(path.get(0), 0);
        byte[] right = BatchForgery.octets(path.get(0), 1);
        byte[] node = Providers.digest(DigestAlgorithm.SHA512, concat(left, right));
        byte[] uncle = BatchForgery.octets(path.get(1), 0);
        ASN1Encodable first = Arrays.compareUnsigned(node, uncle) <= 0
                ? BatchForgery.list(node, uncle)
                : BatchForgery.list(uncle, node);
        refused(BatchForgery.withPaths(batch.get(0), List.of(first, path.get(2))), SubIndication.HASH_FAILURE);
        // What was put together for the node, shown as the document: there is no PDF of that content.
        Report shown = verify(concat(left, right));
        assertEquals(Outcome.UNREADABLE, shown.outcome());
    }

    @Test
    void pathsOfAnotherForm() throws Exception {
        List<ASN1Encodable> path = BatchForgery.path(batch.get(0));
        byte[] left = BatchForgery.octets(path.get(0), 0);
        byte[] right = BatchForgery.octets(path.get(0), 1);
        malformed(
                BatchForgery.withPaths(batch.get(0), BatchForgery.with(path, 0, BatchForgery.list(right, left))),
                "ascending");
        malformed(
                BatchForgery.withPaths(batch.get(0), BatchForgery.with(path, 0, BatchForgery.list(left, right, right))),
                "3 values in list 1");
        malformed(
                BatchForgery.withPaths(batch.get(0), BatchForgery.with(path, 0, BatchForgery.list(left))),
                "1 values in list 1");
        malformed(
                BatchForgery.withPaths(
                        batch.get(0),
                        BatchForgery.with(path, 1, BatchForgery.list(BatchForgery.octets(path.get(1), 0), left))),
                "2 values in list 2");
        malformed(
                BatchForgery.withPaths(batch.get(0), BatchForgery.with(path, 1, BatchForgery.list(new byte[32]))),
                "no SHA512 digest");
        malformed(
                BatchForgery.withPaths(batch.get(0), BatchForgery.with(path, 1, BatchForgery.list(new byte[0]))),
                "no SHA512 digest");
        malformed(BatchForgery.withPaths(batch.get(0), BatchForgery.with(path, 1, new ASN1Integer(1))), "");
        malformed(BatchForgery.withAttributes(batch.get(0), vector -> new ASN1EncodableVector()), "no path");
    }

    @Test
    void twoPaths() throws Exception {
        Attribute own =
                new Attribute(BatchForgery.PATH, new DERSet(BatchForgery.sequence(BatchForgery.path(batch.get(0)))));
        malformed(
                BatchForgery.withAttributes(batch.get(0), vector -> {
                    vector.add(own);
                    return vector;
                }),
                "more than one");
        Attribute both = new Attribute(BatchForgery.PATH, new DERSet(new ASN1Encodable[] {
            BatchForgery.sequence(BatchForgery.path(batch.get(0))),
            BatchForgery.sequence(BatchForgery.path(batch.get(1)))
        }));
        malformed(BatchForgery.withAttributes(batch.get(0), vector -> BatchForgery.vectorOf(both)), "more than one");
    }

    @Test
    void anotherStatement() throws Exception {
        byte[] file = batch.get(0);
        // More documents than were signed, another root: the signature is over another statement.
        refused(
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 3, new ASN1Integer(6))),
                SubIndication.HASH_FAILURE);
        refused(
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 2, new DEROctetString(new byte[64]))),
                SubIndication.HASH_FAILURE);
        malformed(BatchForgery.withStatement(file, s -> BatchForgery.with(s, 3, new ASN1Integer(0))), "fewer than one");
        malformed(
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 3, new ASN1Integer(-5))), "fewer than one");
        malformed(
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 3, new ASN1Integer(1L << 33))), "more than");
        malformed(
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 3, new ASN1Integer(1))),
                "among 1 documents");
        malformed(BatchForgery.withStatement(file, s -> BatchForgery.with(s, 0, new ASN1Integer(2))), "version");
        malformed(
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 2, new DEROctetString(new byte[32]))),
                "root of 32 bytes");
        malformed(BatchForgery.withStatement(file, s -> s.subList(0, 3)), "four members");
        malformed(
                BatchForgery.withStatement(file, s -> {
                    List<ASN1Encodable> longer = new ArrayList<>(s);
                    longer.add(new ASN1Integer(1));
                    return longer;
                }),
                "four members");
    }

    @Test
    void anotherAlgorithm() throws Exception {
        byte[] weaker = BatchForgery.withStatement(
                batch.get(0),
                s -> BatchForgery.with(
                        BatchForgery.with(s, 1, algorithm("2.16.840.1.101.3.4.2.1")),
                        2,
                        new DEROctetString(new byte[32])));
        malformed(weaker, "another digest");
        byte[] unknown = BatchForgery.withStatement(batch.get(0), s -> BatchForgery.with(s, 1, algorithm("1.2.3.4")));
        Report report = verify(unknown);
        assertEquals(Outcome.INDETERMINATE, report.outcome());
        assertEquals(
                FindingCode.ALGORITHM_NOT_SUPPORTED,
                report.verdict().signatures().get(0).findings().get(0).code());
    }

    /** Somebody lets the agency sign a file that reads like a statement: it signed data, not a batch. */
    @Test
    void aStatementSignedAsAFile() throws Exception {
        byte[] statement = BatchForgery.statement(batch.get(0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CadesSigner.with(Office.SIGNER).withSigningTime(Office.NOW).signAttached(Source.bytes(statement), out);
        malformed(
                BatchForgery.withPaths(Batch.with(batch.get(0), out.toByteArray()), BatchForgery.path(batch.get(0))),
                "content of type 1.2.840.113549.1.7.1");
    }

    /** A signature over the document alone does not become one of a batch, nor the other way round. */
    @Test
    void theOtherKindOfSignature() throws Exception {
        byte[] cms = CadesSigner.with(Office.SIGNER)
                .withSigningTime(Office.NOW)
                .sign(Providers.digest(DigestAlgorithm.SHA512, Batch.covered(batch.get(0))));
        malformed(Batch.with(batch.get(0), cms), "content of type");
        byte[] renamed = new String(batch.get(0), StandardCharsets.ISO_8859_1)
                .replace("/VDX.bulk.v1\n/VDX_Salt ", "/ETSI.CAdES.detached\n/S")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(batch.get(0).length, renamed.length);
        refused(renamed, SubIndication.HASH_FAILURE);
    }

    @Test
    void bytesBehindTheSignature() throws Exception {
        byte[] contents = Batch.contents(batch.get(0));
        byte[] longer = Arrays.copyOf(contents, contents.length + 1);
        longer[contents.length] = 1;
        malformed(Batch.with(batch.get(0), longer), "bytes behind the end");
        malformed(Batch.with(batch.get(0), Arrays.copyOf(contents, contents.length / 2)), "");
    }

    @Test
    void twoContents() throws Exception {
        String text = new String(batch.get(0), StandardCharsets.ISO_8859_1);
        String twice = text.replaceFirst("/VDX_Salt <[0-9a-fA-F]{32}>", "/Contents <" + "00".repeat(16) + ">");
        assertEquals(text.length(), twice.length());
        assertEquals(
                Outcome.FAILED,
                verify(twice.getBytes(StandardCharsets.ISO_8859_1)).outcome());
    }

    @Test
    void whatComesAfter() throws Exception {
        byte[] signed = batch.get(0);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        Signer.with(Office.SIGNER).clock(Office.CLOCK).sign(Source.bytes(signed), again);
        Report twice = verify(again.toByteArray());
        assertEquals(Outcome.PASSED, twice.outcome(), () -> twice.toJson(Lang.EN));
        assertEquals(
                List.of("VDX-BULK-T", "PAdES-BASELINE-B"),
                twice.verdict().signatures().stream()
                        .map(SignatureVerdict::level)
                        .toList());
        assertEquals(
                ChangeLevel.FORM,
                twice.verdict().signatures().get(0).facts().changesAfter().level());
        byte[] tail = concat(signed, "% more\n12 0 obj\n(x)\nendobj\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(Outcome.FAILED, verify(tail).outcome());
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        String update = "4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n";
        int start = signed.length;
        String xref = "xref\n4 1\n" + String.format(Locale.ROOT, "%010d 00000 n\r\n", start)
                + "trailer\n<</Size 20/Root " + text.replaceAll("(?s).*/Root (\\d+ 0 R).*", "$1") + "/Prev "
                + text.replaceAll("(?s).*startxref\\s+(\\d+).*", "$1") + ">>\nstartxref\n"
                + (start + update.length()) + "\n%%EOF\n";
        byte[] updated = concat(signed, (update + xref).getBytes(StandardCharsets.US_ASCII));
        refused(updated, SubIndication.FORMAT_FAILURE);
    }

    /** Over documents that are signed already it is one more signature; and one batch can be sealed by another. */
    @Test
    void signedDocumentsAreSealedOnceMore() throws Exception {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        Batch.signer(Level.B).sign(Source.bytes(Batch.licence(1)), first);
        List<byte[]> sealed = Batch.of(folder, List.of(first.toByteArray(), batch.get(1)), Level.T);
        assertEquals(List.of("PAdES-BASELINE-B", "VDX-BULK-T"), levels(sealed.get(0)));
        assertEquals(List.of("VDX-BULK-T", "VDX-BULK-T"), levels(sealed.get(1)));
        assertEquals(Outcome.PASSED, verify(sealed.get(0)).outcome());
        assertEquals(Outcome.PASSED, verify(sealed.get(1)).outcome());
    }

    private static List<String> levels(byte[] file) throws Exception {
        return verify(file).verdict().signatures().stream()
                .map(SignatureVerdict::level)
                .toList();
    }

    @Test
    void anUntrustedBatchIsNotBelieved() throws Exception {
        Report report = Verifier.trusting(TrustAnchors.none(), Office.CLOCK)
                .offline()
                .verify(Source.bytes(batch.get(0)), "licence.pdf");
        assertEquals(Outcome.INDETERMINATE, report.outcome());
    }

    private static ASN1Encodable algorithm(String oid) {
        return new DERSequence(new ASN1ObjectIdentifier(oid));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
