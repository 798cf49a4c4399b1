package dev.vdx.vectors;

import dev.vdx.Signer;
import dev.vdx.attack.Batch;
import dev.vdx.attack.BatchForgery;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Source;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.vectors.VectorFolder.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;

/**
 * Makes {@code spec/vectors/bulk} anew. Run it from the project's root; its only argument is the folder to write. Keys are fresh each
 * time, so the bytes differ from run to run, the answers do not.
 */
public final class BulkVectorGenerator {
    private static final Instant SIGNED = VectorFolder.NOW.minus(Duration.ofHours(1));
    private static final String B = "VDX-BULK-B";
    private static final String T = "VDX-BULK-T";

    private final Path scratch = Files.createTempDirectory("vdx-bulk-vectors-");
    private final Path target;
    private final VectorFolder folder;
    private final TestIdentity rsa;
    private final TestIdentity ec;
    private final StringBuilder index = new StringBuilder("# Vectors: documents signed many at once\n\n"
            + "One folder a case, one reason a case; `_fail` must not pass. Rules: [bulk.md](../../bulk.md). Made by"
            + " `dev.vdx.vectors.BulkVectorGenerator`.\n\n| case | what it is |\n|---|---|\n");

    private BulkVectorGenerator(Path target) throws Exception {
        this.target = target;
        this.folder = VectorFolder.anew(target);
        this.rsa = folder.seal(KeyKind.RSA_2048);
        this.ec = folder.seal(KeyKind.EC_P256);
    }

    public static void main(String[] args) throws Exception {
        BulkVectorGenerator generator = new BulkVectorGenerator(Path.of(args[0]));
        generator.sound();
        generator.altered();
        Files.writeString(generator.target.resolve("README.md"), generator.index.toString());
    }

    private Signer signer(TestIdentity key, Level level) {
        Signer signer =
                Signer.with(key).clock(Clock.fixed(SIGNED, ZoneOffset.UTC)).level(level);
        return level == Level.B ? signer : signer.timestamps(folder.tsa());
    }

    private List<byte[]> batch(int documents, Signer signer) throws Exception {
        List<byte[]> licences = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            licences.add(Batch.licence(i));
        }
        return Batch.of(scratch, licences, signer);
    }

    private void sound() throws Exception {
        pass(
                "one-of-five-rsa",
                "The third of five, RSA-2048.",
                batch(5, signer(rsa, Level.B)).get(2),
                B);
        pass(
                "one-of-five-ec",
                "The third of five, ECDSA on P-256.",
                batch(5, signer(ec, Level.B)).get(2),
                B);
        pass(
                "one-of-five-t",
                "With the time-stamp that all five share.",
                batch(5, signer(ec, Level.T)).get(2),
                T);
        pass(
                "odd-one",
                "The fifth of five has no neighbour until it is below the root: a path of one list.",
                batch(5, signer(ec, Level.B)).get(4),
                B);
        pass(
                "only-one",
                "A batch of one document: an empty path.",
                batch(1, signer(ec, Level.B)).get(0),
                B);
        TestIdentity expired = folder.expired();
        Instant before = VectorFolder.NOW.minus(Duration.ofDays(2));
        pass(
                "certificate-expired-but-stamped",
                "The certificate has expired, but a trusted time-stamp proves that the signature is older.",
                batch(5, signer(expired, Level.T).clock(Clock.fixed(before, ZoneOffset.UTC)))
                        .get(1),
                T);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        signer(rsa, Level.B).sign(Source.bytes(Batch.licence(1)), first);
        pass(
                "signed-before",
                "Signed alone by one key, then with another document by another.",
                Batch.of(scratch, List.of(first.toByteArray(), Batch.licence(2)), signer(ec, Level.B))
                        .get(0),
                "PAdES-BASELINE-B",
                B);
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        signer(rsa, Level.B).sign(Source.bytes(batch(5, signer(ec, Level.B)).get(0)), after);
        pass(
                "signed-after",
                "One of five, signed alone by another key later.",
                after.toByteArray(),
                B,
                "PAdES-BASELINE-B");
    }

    private void altered() throws Exception {
        // Whatever is put into the signature takes the room of the time-stamp.
        List<byte[]> batch = batch(5, signer(ec, Level.T));
        byte[] file = batch.get(0);
        List<ASN1Encodable> path = BatchForgery.path(file);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        fail(
                "content-byte",
                "One byte of the signed page was changed.",
                text.replace("610.0", "710.0").getBytes(StandardCharsets.ISO_8859_1),
                "DIGEST_MISMATCH");
        fail(
                "path-of-another-document",
                "The path of the third document.",
                BatchForgery.withPaths(file, BatchForgery.path(batch.get(2))),
                "DIGEST_MISMATCH");
        fail(
                "signature-of-another-batch",
                "The whole signature of a document of another batch by the same key.",
                Batch.with(file, Batch.contents(batch(5, signer(ec, Level.B)).get(0))),
                "DIGEST_MISMATCH");
        fail(
                "path-cut-short",
                "The last list of the path is missing.",
                BatchForgery.withPaths(file, path.subList(0, 2)),
                "DIGEST_MISMATCH");
        List<ASN1Encodable> longer = new ArrayList<>(path);
        longer.add(BatchForgery.list(new byte[32]));
        fail(
                "path-too-long",
                "Four lists, where five documents need three at most.",
                BatchForgery.withPaths(file, longer),
                "SIGNATURE_MALFORMED");
        byte[] left = BatchForgery.octets(path.get(0), 0);
        byte[] right = BatchForgery.octets(path.get(0), 1);
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        byte[] node = Providers.digest(DigestAlgorithm.SHA256, both);
        byte[] uncle = BatchForgery.octets(path.get(1), 0);
        ASN1Encodable lists = Arrays.compareUnsigned(node, uncle) <= 0
                ? BatchForgery.list(node, uncle)
                : BatchForgery.list(uncle, node);
        fail(
                "inner-node-as-leaf",
                "The path of an inner node, on which the document's own hash is not.",
                BatchForgery.withPaths(file, List.of(lists, path.get(2))),
                "DIGEST_MISMATCH");
        fail(
                "first-list-unordered",
                "The first list is in descending order.",
                BatchForgery.withPaths(file, BatchForgery.with(path, 0, BatchForgery.list(right, left))),
                "SIGNATURE_MALFORMED");
        fail(
                "first-list-of-three",
                "The first list has three values.",
                BatchForgery.withPaths(file, BatchForgery.with(path, 0, BatchForgery.list(left, right, right))),
                "SIGNATURE_MALFORMED");
        fail(
                "value-of-other-length",
                "A value in the path is longer than a digest.",
                BatchForgery.withPaths(file, BatchForgery.with(path, 1, BatchForgery.list(new byte[48]))),
                "SIGNATURE_MALFORMED");
        fail(
                "two-paths",
                "The path attribute stands there twice.",
                BatchForgery.withAttributes(file, vector -> {
                    vector.add(vector.get(0));
                    return vector;
                }),
                "SIGNATURE_MALFORMED");
        fail(
                "no-path",
                "The path attribute is missing.",
                BatchForgery.withAttributes(file, vector -> new ASN1EncodableVector()),
                "SIGNATURE_MALFORMED");
        fail(
                "count-altered",
                "The statement says six documents, where five were signed.",
                BatchForgery.withStatement(file, s -> BatchForgery.with(s, 3, new ASN1Integer(6))),
                "DIGEST_MISMATCH");
        ByteArrayOutputStream asFile = new ByteArrayOutputStream();
        CadesSigner.with(ec).withSigningTime(SIGNED).signAttached(Source.bytes(BatchForgery.statement(file)), asFile);
        fail(
                "statement-signed-as-data",
                "The same key signed the same statement as a file, of content type data: no batch.",
                BatchForgery.withPaths(Batch.with(file, asFile.toByteArray()), path),
                "SIGNATURE_MALFORMED");
        fail(
                "detached-signature",
                "A signature over the document alone under the name of one over many.",
                Batch.with(
                        file,
                        CadesSigner.with(ec)
                                .withSigningTime(SIGNED)
                                .sign(Providers.digest(DigestAlgorithm.SHA256, Batch.covered(file)))),
                "SIGNATURE_MALFORMED");
        String why = "The signature is sound, but it leads to an authority that the verifier does not trust.";
        folder.untrusted("untrusted-anchor", why, parts(file));
        row("untrusted-anchor_fail", why);
    }

    private void pass(String name, String why, byte[] file, String... levels) throws Exception {
        folder.pass(name, why, parts(file), levels);
        row(name, why);
    }

    private void fail(String name, String why, byte[] file, String finding) throws Exception {
        folder.fail(name, why, parts(file), "failed", 1, finding);
        row(name + "_fail", why);
    }

    private static List<Part> parts(byte[] file) {
        return List.of(new Part("input.pdf", file));
    }

    private void row(String name, String why) {
        index.append(String.format(Locale.ROOT, "| [%s](%s/README.md) | %s |\n", name, name, why));
    }
}
