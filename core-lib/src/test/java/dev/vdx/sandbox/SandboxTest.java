package dev.vdx.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private static Path dir;

    private static Sandbox sandbox;

    @BeforeAll
    static void create() throws Exception {
        sandbox = Sandbox.create(dir, 0, NOW, RANDOM);
    }

    @Test
    void writesExactlyTheFilesOfTheContract() throws Exception {
        try (Stream<Path> files = Files.walk(dir)) {
            Set<String> names = files.filter(Files::isRegularFile)
                    .map(file -> dir.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toSet());
            assertTrue(names.containsAll(Set.of(
                    "README.txt",
                    "anchors/root.pem",
                    "tsa-anchors/root.pem",
                    "agencies/agency-a/seal.p12",
                    "agencies/agency-a/password.txt",
                    "agencies/agency-a/seal.pem",
                    "agencies/agency-b/seal.p12",
                    "agencies/agency-b/password.txt",
                    "agencies/agency-b/seal.pem",
                    "directory.json",
                    "directory.jws")));
            assertEquals(
                    Set.of(),
                    names.stream()
                            .filter(name -> !name.startsWith("pki/") && name.split("/").length > 3)
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void secretsAreReadableByTheirOwnerOnly() throws Exception {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("agencies/agency-a/password.txt"))));
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path secret : files.filter(f ->
                            f.toString().endsWith(".key.pem") || f.toString().endsWith(".p12"))
                    .toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
            }
        }
    }

    @Test
    void neverOverwrites() {
        assertThrows(FileAlreadyExistsException.class, () -> Sandbox.create(dir, 0, NOW, RANDOM));
    }

    @Test
    void aFolderThatIsNoSandboxIsRefused(@TempDir Path empty) {
        assertThrows(NoSuchFileException.class, () -> Sandbox.open(empty));
    }

    @Test
    void opensAsItWasMade() throws Exception {
        Sandbox again = Sandbox.open(dir);
        assertEquals(sandbox.port(), again.port());
        assertEquals(
                sandbox.agency("agency-a").chain(), again.agency("agency-a").chain());
        assertTrue(again.authority(Sandbox.AGENCIES)
                .knows(again.agency("agency-b").certificate().getSerialNumber()));
        byte[] data = "x".getBytes(UTF_8);
        assertEquals(256, again.agency("agency-a").sign(data).length);
    }

    @Test
    void everyNameSaysSandbox() throws Exception {
        for (String name : Sandbox.AUTHORITIES) {
            says(sandbox.authority(name).certificate());
        }
        for (TestIdentity identity : sandbox.identities().values()) {
            says(identity.certificate());
        }
        assertTrue(Files.readString(dir.resolve("README.txt")).contains("SANDBOX"));
    }

    @Test
    void theAgenciesHaveAnOrganizationIdentifierAndNamesInThaiAndEnglish() {
        String subject = sandbox.agency("agency-a")
                .certificate()
                .getSubjectX500Principal()
                .getName();
        assertTrue(subject.contains("ทะเบียน"), subject);
        assertTrue(subject.contains("Agency A"), subject);
        // RFC 2253 writes types it does not know as their identifier and DER.
        assertTrue(subject.contains("2.5.4.97="), subject);
    }

    @Test
    void signersAndTimestampsHaveDifferentRoots() {
        assertFalse(sandbox.anchor().equals(sandbox.tsaAnchor()));
    }

    @Test
    void opensslBuildsTheChainOfBothAgencies() throws Exception {
        for (String agency : Sandbox.AGENCY_NAMES) {
            OpenSsl.Result result = OpenSsl.run(
                    dir,
                    "verify",
                    "-attime",
                    Long.toString(NOW.getEpochSecond()),
                    "-x509_strict",
                    "-CAfile",
                    "anchors/root.pem",
                    "-untrusted",
                    "pki/agencies.pem",
                    "agencies/" + agency + "/seal.pem");
            assertEquals(0, result.exit(), result.output());
        }
    }

    @Test
    void opensslReadsTheKeyStoreWithThePasswordFile() throws Exception {
        OpenSsl.Result result = OpenSsl.run(
                dir,
                "pkcs12",
                "-in",
                "agencies/agency-b/seal.p12",
                "-passin",
                "file:agencies/agency-b/password.txt",
                "-nokeys");
        assertEquals(0, result.exit(), result.output());
        assertEquals(3, result.output().split("BEGIN CERTIFICATE", -1).length, result.output());
    }

    private static void says(X509Certificate certificate) {
        List<String> parts =
                Arrays.asList(certificate.getSubjectX500Principal().getName().split(","));
        assertTrue(parts.stream().anyMatch(p -> p.startsWith("CN=SANDBOX")), parts.toString());
        assertTrue(parts.stream().anyMatch(p -> p.startsWith("O=SANDBOX")), parts.toString());
    }
}
