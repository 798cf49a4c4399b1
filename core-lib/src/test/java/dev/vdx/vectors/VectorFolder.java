package dev.vdx.vectors;

import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of vectors, one folder a case, with the authorities that vouch for them. */
final class VectorFolder {
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");
    private static final byte[] DER_NULL = {5, 0};

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final TestAuthority ca = root("CN=SANDBOX vectors CA,O=SANDBOX", KeyKind.RSA_2048);
    private final TestAuthority tsaRoot = root("CN=SANDBOX vectors time CA,O=SANDBOX", KeyKind.EC_P256);

    /** One file of a case. */
    record Part(String name, byte[] bytes) {}

    private VectorFolder(Path folder) {
        this.folder = folder;
    }

    /** Empties the folder first. */
    static VectorFolder anew(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return new VectorFolder(folder);
    }

    /** A key with a short-term certificate (EN 319 412-1, 5.2), which needs no revocation data. */
    TestIdentity seal(KeyKind kind) {
        return seal(kind, FROM, UNTIL);
    }

    /** One that expired a day before the vectors are verified. */
    TestIdentity expired() {
        return seal(KeyKind.EC_P256, FROM, NOW.minus(Duration.ofDays(1)));
    }

    private TestIdentity seal(KeyKind kind, Instant from, Instant until) {
        return ca.issue(
                CertificateSpec.seal("CN=SANDBOX vectors seal,O=SANDBOX", kind, from, until)
                        .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                random);
    }

    /** Stamps two days before the vectors are verified. */
    TestTsa tsa() {
        TestIdentity identity = tsaRoot.issue(
                CertificateSpec.timestamping("CN=SANDBOX vectors time,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL)
                        .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                random);
        return new TestTsa(identity, Clock.fixed(NOW.minus(Duration.ofDays(2)), ZoneOffset.UTC), random);
    }

    private TestAuthority root(String subject, KeyKind kind) {
        return TestAuthority.root(CertificateSpec.authority(subject, kind, FROM, UNTIL, 1), Addresses.NONE, random);
    }

    /** A case whose signatures all pass at these levels. */
    void pass(String name, String why, List<Part> parts, String... levels) throws IOException {
        String signatures = Stream.of(levels)
                .map(l -> String.format(
                        Locale.ROOT,
                        "{\"indication\": \"TOTAL-PASSED\", \"subIndication\": null, \"level\": \"%s\"}",
                        l))
                .collect(Collectors.joining(", "));
        write(name, why, parts, ca, "passed", 0, "\"signatures\": [" + signatures + "], \"findings\": []");
    }

    /** A case that must not pass, and what has to be found. */
    void fail(String name, String why, List<Part> parts, String outcome, int exitCode, String... findings)
            throws IOException {
        write(name + "_fail", why, parts, ca, outcome, exitCode, findings(findings));
    }

    /** A case verified with anchors that have nothing to do with it. */
    void untrusted(String name, String why, List<Part> parts) throws IOException {
        write(name + "_fail", why, parts, tsaRoot, "indeterminate", 2, findings("CHAIN_NOT_FOUND"));
    }

    private static String findings(String... codes) {
        return "\"findings\": [" + Stream.of(codes).map(c -> '"' + c + '"').collect(Collectors.joining(", ")) + "]";
    }

    private void write(
            String name, String why, List<Part> parts, TestAuthority anchor, String outcome, int exitCode, String rest)
            throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        for (Part part : parts) {
            Files.write(dir.resolve(part.name()), part.bytes());
        }
        Files.writeString(dir.resolve("anchors.pem"), pem(anchor.certificate()));
        Files.writeString(dir.resolve("tsa-anchors.pem"), pem(tsaRoot.certificate()));
        Files.writeString(
                dir.resolve("expected.json"),
                String.format(
                        Locale.ROOT,
                        "{\"at\": \"%s\", \"outcome\": \"%s\", \"exitCode\": %d, %s}%n",
                        NOW,
                        outcome,
                        exitCode,
                        rest));
        Files.writeString(dir.resolve("README.md"), why + "\n");
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
