package dev.vdx.vectors;

import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Source;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.vectors.VectorFolder.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes {@code spec/vectors/asic} and {@code spec/vectors/cms} anew. Run it from the project's root; its only argument is
 * the folder above them. Keys are fresh each time, so the bytes differ from run to run, the answers do not.
 */
public final class ContainerVectorGenerator {
    private static final Instant SIGNED = VectorFolder.NOW.minus(Duration.ofHours(1));
    private static final byte[] LETTER = "หนังสือราชการ ที่ ๑/๒๕๖๙\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "หนังสือราชการ ที่ ๒/๒๕๖๙\n".getBytes(StandardCharsets.UTF_8);
    private static final String B = "CAdES-BASELINE-B";
    private static final String T = "CAdES-BASELINE-T";
    private static final String NAME = "หนังสือ.txt";
    private static final String MANIFEST = "META-INF/ASiCManifest.xml";

    private final VectorFolder folder;
    private final TestIdentity rsa;
    private final TestIdentity ec;

    private ContainerVectorGenerator(VectorFolder folder) {
        this.folder = folder;
        this.rsa = folder.seal(KeyKind.RSA_2048);
        this.ec = folder.seal(KeyKind.EC_P256);
    }

    public static void main(String[] args) throws Exception {
        new ContainerVectorGenerator(VectorFolder.anew(Path.of(args[0], "asic"))).containers();
        new ContainerVectorGenerator(VectorFolder.anew(Path.of(args[0], "cms"))).messages();
    }

    private void containers() throws Exception {
        byte[] good = container(AsicWriter.with(ec));
        folder.pass(
                "asic-e-b-rsa", "ASiC-E with CAdES baseline B, RSA-2048.", asic(container(AsicWriter.with(rsa))), B);
        folder.pass("asic-e-b-ec", "ASiC-E with CAdES baseline B, ECDSA on P-256.", asic(good), B);
        folder.pass(
                "asic-e-t",
                "A signature time-stamp within the container's signature.",
                asic(container(AsicWriter.with(ec).withTimestamps(folder.tsa()))),
                T);
        folder.pass(
                "certificate-expired-but-stamped",
                "The certificate has expired, but a trusted time-stamp proves that the signature is older.",
                asic(container(
                        AsicWriter.with(folder.expired()).withTimestamps(folder.tsa()),
                        VectorFolder.NOW.minus(Duration.ofDays(2)))),
                T);
        folder.pass("deflated", "The entries are compressed, with data descriptors.", asic(zip(entries(good))), B);
        folder.pass(
                "asic-s",
                "ASiC-S: one data object, signed without a manifest.",
                List.of(new Part("input.asics", simple(NAME, LETTER))),
                B);
        folder.untrusted(
                "untrusted-anchor",
                "The signature is sound, but it leads to an authority that the verifier does not trust.",
                asic(good));
        alteredEntries(good);
        alteredZip(good);
    }

    private void alteredEntries(byte[] good) throws Exception {
        altered("entry", "The data object is another one.", with(good, NAME, OTHER), "DIGEST_MISMATCH");
        altered("entry-added", "An entry that nobody signed.", with(good, "more.txt", OTHER), "ENTRY_NOT_SIGNED");
        altered("entry-removed", "The data object is missing.", without(good, NAME), "SIGNED_DATA_NOT_FOUND");
        String manifest = new String(entries(good).get(MANIFEST), StandardCharsets.UTF_8);
        String digest = digest(OTHER);
        String forged = manifest.replace(digest(LETTER), digest);
        Map<String, byte[]> both = entries(good);
        both.put(NAME, OTHER);
        both.put(MANIFEST, forged.getBytes(StandardCharsets.UTF_8));
        altered("manifest-and-entry", "Data object and manifest were both changed.", zip(both), "DIGEST_MISMATCH");
        unreadable(
                "manifest-with-entities",
                "The manifest has a document type.",
                with(good, MANIFEST, "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".getBytes(StandardCharsets.UTF_8)));
        Map<String, byte[]> two = entries(simple(NAME, LETTER));
        two.put("second.txt", OTHER);
        altered("asic-s-two-objects", "ASiC-S with two data objects.", zip(two), "SIGNATURE_MALFORMED");
        folder.fail("unsigned", "A container without a signature.", asic(zip(Map.of("a.txt", LETTER))), "unsigned", 3);
    }

    private void alteredZip(byte[] good) throws Exception {
        unreadable("escaping-name", "An entry's name leads out of the container.", with(good, "../x", OTHER));
        unreadable("same-name-but-case", "Two names differ only by case.", with(good, "MimeType", OTHER));
        unreadable("tail", "A byte follows the container.", Arrays.copyOf(good, good.length + 1));
        unreadable("truncated", "The end of the file is missing.", Arrays.copyOf(good, good.length / 2));
        byte[] lying = good.clone();
        lying[26 + 4]++;
        unreadable("headers-disagree", "A local header names another entry than the directory.", lying);
        folder.fail(
                "bomb",
                "An entry unpacks to a thousand times its size.",
                asic(with(good, "b", new byte[4 << 20])),
                "unreadable",
                4,
                "LIMIT_EXCEEDED");
    }

    private void messages() throws Exception {
        byte[] attached = attached(CadesSigner.with(ec));
        byte[] detached = detached(CadesSigner.with(ec));
        folder.pass(
                "attached-b-rsa", "CAdES baseline B that holds its content.", cms(attached(CadesSigner.with(rsa))), B);
        folder.pass("attached-b-ec", "CAdES baseline B, ECDSA on P-256.", cms(attached), B);
        folder.pass(
                "attached-t",
                "A signature time-stamp over the signature value.",
                cms(attached(CadesSigner.with(ec).withTimestamps(folder.tsa()))),
                T);
        folder.pass("detached", "The content lies beside the signature.", cms(detached, LETTER), B);
        folder.pass("pem", "In PEM.", List.of(new Part("input.pem", pem(attached))), B);
        folder.fail(
                "detached-other-content",
                "The file at hand is not the one that was signed.",
                cms(detached, OTHER),
                "failed",
                1,
                "DIGEST_MISMATCH");
        folder.fail(
                "attached-other-content",
                "The file at hand is not the one that the message holds.",
                cms(attached, OTHER),
                "failed",
                1,
                "DIGEST_MISMATCH");
        folder.fail(
                "detached-without-content",
                "The file that was signed is not at hand.",
                cms(detached),
                "indeterminate",
                2,
                "SIGNED_DATA_NOT_FOUND");
        byte[] content = attached.clone();
        content[indexOf(attached, LETTER)] ^= 1;
        folder.fail("content", "One byte of the content was changed.", cms(content), "failed", 1, "DIGEST_MISMATCH");
        byte[] value = attached.clone();
        value[value.length - 1] ^= 1;
        folder.fail("signature-value", "The last byte of the value was changed.", cms(value), "failed", 1);
        folder.fail(
                "tail",
                "A byte follows the message.",
                cms(Arrays.copyOf(attached, attached.length + 1)),
                "unreadable",
                4,
                "MALFORMED");
        folder.fail(
                "truncated",
                "The end of the file is missing.",
                cms(Arrays.copyOf(attached, attached.length / 2)),
                "unreadable",
                4,
                "MALFORMED");
        folder.untrusted(
                "untrusted-anchor",
                "The signature is sound, but it leads to an authority that the verifier does not trust.",
                cms(attached));
        byte[] token = folder.tsa().timestamp(DigestAlgorithm.SHA256, Providers.digest(DigestAlgorithm.SHA256, LETTER));
        folder.pass("timestamp", "A time-stamp token alone, its content beside it.", stamp(token, LETTER), "RFC3161");
        folder.fail(
                "timestamp-of-other-content",
                "The time-stamp is of another file.",
                stamp(token, OTHER),
                "failed",
                1,
                "DIGEST_MISMATCH");
    }

    private void altered(String name, String why, byte[] file, String finding) throws Exception {
        folder.fail(name, why, asic(file), "failed", 1, finding);
    }

    private void unreadable(String name, String why, byte[] file) throws Exception {
        folder.fail(name, why, asic(file), "unreadable", 4, "MALFORMED");
    }

    private static List<Part> asic(byte[] file) {
        return List.of(new Part("input.asice", file));
    }

    private static List<Part> cms(byte[] file) {
        return List.of(new Part("input.p7m", file));
    }

    private static List<Part> cms(byte[] file, byte[] content) {
        return List.of(new Part("input.p7s", file), new Part("content.txt", content));
    }

    private static List<Part> stamp(byte[] token, byte[] content) {
        return List.of(new Part("input.tst", token), new Part("content.txt", content));
    }

    private static byte[] container(AsicWriter writer) throws Exception {
        return container(writer, SIGNED);
    }

    private static byte[] container(AsicWriter writer, Instant when) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(List.of(new AsicEntry(NAME, "text/plain", Source.bytes(LETTER))), when, out);
        return out.toByteArray();
    }

    private byte[] simple(String name, byte[] content) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put(name, content);
        entries.put("META-INF/signature.p7s", detached(CadesSigner.with(ec)));
        return zip(entries);
    }

    private static byte[] attached(CadesSigner signer) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signer.withSigningTime(SIGNED).signAttached(Source.bytes(LETTER), out);
        return out.toByteArray();
    }

    private static byte[] detached(CadesSigner signer) throws Exception {
        return signer.withSigningTime(SIGNED).sign(Providers.digest(signer.digestAlgorithm(), LETTER));
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN CMS-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END CMS-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(byte[] content) {
        return Base64.getEncoder().encodeToString(Providers.digest(DigestAlgorithm.SHA256, content));
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static byte[] with(byte[] zip, String name, byte[] content) throws Exception {
        Map<String, byte[]> entries = entries(zip);
        entries.put(name, content);
        return zip(entries);
    }

    private static byte[] without(byte[] zip, String name) throws Exception {
        Map<String, byte[]> entries = entries(zip);
        entries.remove(name);
        return zip(entries);
    }

    private static Map<String, byte[]> entries(byte[] zip) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                entries.put(e.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
