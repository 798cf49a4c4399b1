package dev.vdx.vectors;

import dev.vdx.Signer;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes {@code spec/vectors/pdf} anew: one folder a case, one reason a case. Run it from the project's root; its only
 * argument is the folder to write. Keys are fresh each time, so the bytes differ from run to run, the answers do not.
 */
public final class VectorGenerator {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");
    private static final byte[] DER_NULL = {5, 0};

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final TestAuthority ca;
    private final TestAuthority tsaRoot;
    private final TestIdentity rsa;
    private final TestIdentity ec;
    private final TestTsa tsa;
    private final StringBuilder index = new StringBuilder("# Vectors: signed PDFs\n\n| case | why |\n|---|---|\n");

    private VectorGenerator(Path folder) {
        this.folder = folder;
        this.ca = root("CN=SANDBOX vectors CA,O=SANDBOX", KeyKind.RSA_2048);
        this.tsaRoot = root("CN=SANDBOX vectors time CA,O=SANDBOX", KeyKind.EC_P256);
        this.rsa = ca.issue(seal(KeyKind.RSA_2048), random);
        this.ec = ca.issue(seal(KeyKind.EC_P256), random);
        this.tsa = tsa(tsaRoot);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        new VectorGenerator(folder).write();
    }

    private void write() throws Exception {
        byte[] b = sign(Pdfs.page(), rsa, Level.B);
        byte[] t = sign(Pdfs.page(), rsa, Level.T);
        pass("baseline-b-rsa", "PAdES baseline B, RSA-2048.", b, "PAdES-BASELINE-B");
        pass("baseline-b-ec", "PAdES baseline B, ECDSA on P-256.", sign(Pdfs.page(), ec, Level.B), "PAdES-BASELINE-B");
        pass("baseline-t", "A signature time-stamp over the signature.", t, "PAdES-BASELINE-T");
        pass(
                "two-signers",
                "A second agency signs after the first; the first signature still covers its own revision.",
                sign(b, ec, Level.T),
                "PAdES-BASELINE-B",
                "PAdES-BASELINE-T");
        pass(
                "cross-reference-stream",
                "The document and its update end in cross-reference streams.",
                sign(Pdfs.pageWithStream(), rsa, Level.B),
                "PAdES-BASELINE-B");
        for (Alterations.Altered altered : new Alterations(t, rsa, ca).all()) {
            fail(
                    altered.name(),
                    WHY.getOrDefault(altered.name(), altered.name()),
                    altered.bytes(),
                    altered.expected().label(),
                    altered.expected().exitCode());
        }
        byte[] shifted = replace(b, "/ByteRange [0 ", "/ByteRange [1 ");
        fail("byte-range-not-from-zero", "The signed range does not start at the first byte.", shifted, "failed", 1);
        untrusted(b);
        certificates();
        notSigned();
        Files.writeString(folder.resolve("README.md"), index.toString());
    }

    private static final Map<String, String> WHY = Map.of(
            "content-byte", "One byte of the signed page was changed.",
            "appended-update", "An update behind the signature gives the page tree another content.",
            "tail", "Bytes that belong to no revision follow the signed one.",
            "truncated", "The end of the file is missing, and with it the signature's own update.",
            "stripped", "An update takes the form out of the catalog, so that no viewer shows a signature.",
            "no-signer", "The CMS holds no SignerInfo: nothing was signed by anybody (CVE-2026-59639).",
            "swapped-certificate", "The certificate was replaced by one with the same name, issuer and serial number.",
            "signature-value", "One digit of the signature value was changed.",
            "garbage-behind-cms", "The padding behind the CMS is not zero.");

    private void untrusted(byte[] b) throws IOException {
        write(
                "untrusted-anchor_fail",
                "The signature is sound, but it leads to an authority that the verifier does not trust.",
                b,
                tsaRoot.certificate(),
                expected(
                        "indeterminate",
                        2,
                        signature("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND", "PAdES-BASELINE-B"),
                        "CHAIN_NOT_FOUND"));
    }

    private void certificates() throws Exception {
        TestIdentity expired =
                ca.issue(seal(KeyKind.EC_P256).withValidity(FROM, NOW.minus(Duration.ofDays(1))), random);
        write(
                "certificate-expired_fail",
                "The certificate had expired when this was verified, and no time-stamp proves an earlier time.",
                sign(Pdfs.page(), expired, Level.B, NOW.minus(Duration.ofDays(2))),
                ca.certificate(),
                expected(
                        "indeterminate",
                        2,
                        signature("INDETERMINATE", "OUT_OF_BOUNDS_NO_POE", "PAdES-BASELINE-B"),
                        "CERTIFICATE_EXPIRED"));
        write(
                "certificate-expired-but-stamped",
                "The certificate has expired, but a trusted time-stamp proves that the signature is older.",
                sign(Pdfs.page(), expired, Level.T, NOW.minus(Duration.ofDays(2))),
                ca.certificate(),
                expected("passed", 0, signature("TOTAL-PASSED", null, "PAdES-BASELINE-T")));
        TestIdentity early = ca.issue(seal(KeyKind.EC_P256).withValidity(NOW.plus(Duration.ofDays(1)), UNTIL), random);
        write(
                "certificate-not-yet-valid_fail",
                "The certificate becomes valid only after the time of verification.",
                sign(Pdfs.page(), early, Level.B, NOW.plus(Duration.ofDays(2))),
                ca.certificate(),
                expected(
                        "failed",
                        1,
                        signature("TOTAL-FAILED", "NOT_YET_VALID", "PAdES-BASELINE-B"),
                        "CERTIFICATE_NOT_YET_VALID"));
        TestIdentity unknown = ca.issue(
                CertificateSpec.seal("CN=SANDBOX vectors seal without status,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL),
                random);
        write(
                "revocation-unknown_fail",
                "Nobody says whether the certificate was revoked.",
                sign(Pdfs.page(), unknown, Level.B),
                ca.certificate(),
                expected(
                        "indeterminate",
                        2,
                        signature("INDETERMINATE", "TRY_LATER", "PAdES-BASELINE-B"),
                        "REVOCATION_UNKNOWN"));
        TestTsa stranger = tsa(root("CN=SANDBOX vectors other time CA,O=SANDBOX", KeyKind.EC_P256));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Signer.with(expired)
                .level(Level.T)
                .timestamps(stranger)
                .clock(Clock.fixed(NOW.minus(Duration.ofDays(2)), ZoneOffset.UTC))
                .sign(Source.bytes(Pdfs.page()), out);
        write(
                "timestamp-untrusted_fail",
                "The certificate has expired, and the time-stamp that would prove an earlier time is nobody's we trust.",
                out.toByteArray(),
                ca.certificate(),
                expected(
                        "indeterminate",
                        2,
                        signature("INDETERMINATE", "OUT_OF_BOUNDS_NO_POE", "PAdES-BASELINE-T"),
                        "TIMESTAMP_NOT_TRUSTED"));
    }

    private void notSigned() throws IOException {
        write(
                "unsigned_fail",
                "A sound PDF without a signature.",
                Pdfs.page(),
                ca.certificate(),
                expected("unsigned", 3));
        write("empty_fail", "No byte at all.", new byte[0], ca.certificate(), expected("unreadable", 4, "EMPTY_FILE"));
        write(
                "text_fail",
                "A text file that is called PDF.",
                "สวัสดี\n".getBytes(StandardCharsets.UTF_8),
                ca.certificate(),
                expected("unreadable", 4, "UNKNOWN_FORMAT"));
        write(
                "half-a-pdf_fail",
                "The second half of an unsigned PDF is missing.",
                Arrays.copyOf(Pdfs.page(), Pdfs.page().length / 2),
                ca.certificate(),
                expected("unreadable", 4, "MALFORMED"));
    }

    private void pass(String name, String why, byte[] file, String... levels) throws IOException {
        StringBuilder signatures = new StringBuilder();
        for (String level : levels) {
            signatures.append(signatures.isEmpty() ? "" : ", ").append(signature("TOTAL-PASSED", null, level));
        }
        write(name, why, file, ca.certificate(), expected("passed", 0, signatures.toString()));
    }

    private void fail(String name, String why, byte[] file, String outcome, int exitCode) throws IOException {
        write(
                name + "_fail",
                why,
                file,
                ca.certificate(),
                String.format(
                        Locale.ROOT,
                        "{\"at\": \"%s\", \"outcome\": \"%s\", \"exitCode\": %d}%n",
                        NOW,
                        outcome,
                        exitCode));
    }

    private static String signature(String indication, String sub, String level) {
        return String.format(
                Locale.ROOT,
                "{\"indication\": \"%s\", \"subIndication\": %s, \"level\": \"%s\"}",
                indication,
                sub == null ? "null" : '"' + sub + '"',
                level);
    }

    /** Signatures are given as JSON objects, finding codes as words. */
    private static String expected(String outcome, int exitCode, String... rest) {
        List<String> signatures = Stream.of(rest).filter(r -> r.startsWith("{")).toList();
        List<String> codes = Stream.of(rest)
                .filter(r -> !r.startsWith("{"))
                .map(r -> '"' + r + '"')
                .toList();
        return String.format(
                Locale.ROOT,
                "{\"at\": \"%s\", \"outcome\": \"%s\", \"exitCode\": %d, \"signatures\": [%s], \"findings\": [%s]}%n",
                NOW,
                outcome,
                exitCode,
                String.join(", ", signatures),
                String.join(", ", codes));
    }

    private void write(String name, String why, byte[] file, X509Certificate anchor, String expected)
            throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        Files.write(dir.resolve("input.pdf"), file);
        Files.writeString(dir.resolve("anchors.pem"), pem(anchor));
        Files.writeString(dir.resolve("tsa-anchors.pem"), pem(tsaRoot.certificate()));
        Files.writeString(dir.resolve("expected.json"), expected);
        Files.writeString(dir.resolve("README.md"), why + "\n");
        index.append(String.format(Locale.ROOT, "| [%s](%s/README.md) | %s |\n", name, name, why));
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] sign(byte[] file, TestIdentity key, Level level) throws SigningException, IOException {
        return sign(file, key, level, NOW.minus(Duration.ofHours(1)));
    }

    private byte[] sign(byte[] file, TestIdentity key, Level level, Instant when) throws SigningException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Clock clock = Clock.fixed(when, ZoneOffset.UTC);
        Signer signer = Signer.with(key).clock(clock).level(level);
        (level == Level.B ? signer : signer.timestamps(tsa)).sign(Source.bytes(file), out);
        return out.toByteArray();
    }

    private TestTsa tsa(TestAuthority authority) {
        TestIdentity identity = authority.issue(
                CertificateSpec.timestamping("CN=SANDBOX vectors time,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL)
                        .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                random);
        return new TestTsa(identity, Clock.fixed(NOW.minus(Duration.ofDays(2)), ZoneOffset.UTC), random);
    }

    private TestAuthority root(String subject, KeyKind kind) {
        return TestAuthority.root(CertificateSpec.authority(subject, kind, FROM, UNTIL, 1), Addresses.NONE, random);
    }

    /** Short-term certificates (EN 319 412-1, 5.2): the vectors need no revocation data. */
    private static CertificateSpec seal(KeyKind kind) {
        return CertificateSpec.seal("CN=SANDBOX vectors seal,O=SANDBOX", kind, FROM, UNTIL)
                .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL);
    }

    private static byte[] replace(byte[] file, String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
