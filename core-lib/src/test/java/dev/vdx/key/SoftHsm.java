package dev.vdx.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.sandbox.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * SoftHSM (Debian: softhsm2, opensc), a PKCS#11 library that keeps its tokens in files; one for all tests of a run, for a library reads its
 * tokens once in a process. The variable SOFTHSM2_CONF comes from the build.
 */
public final class SoftHsm {
    public static final String PIN = "1234";
    public static final String SEAL = "SANDBOX seal";
    public static final String THAI = "ตราทดสอบ";
    public static final String JUDGED = "SANDBOX judged";
    public static final String COMMAND = "SANDBOX command";
    static final String TWIN = "SANDBOX twin";
    static final String WRONG = "SANDBOX wrong";
    static final String AWAY = "SANDBOX away";
    static final String BUSY = "SANDBOX busy";
    static final String CHANGED = "SANDBOX changed";
    public static final String WRONG_COMMAND = "SANDBOX wrong command";

    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    private final Path module;
    private final Path folder;
    private final Map<String, Path> tokens = new LinkedHashMap<>();

    private static final class Running {
        static final SoftHsm HSM = new SoftHsm();
    }

    /** Skips the test where there is no SoftHSM. */
    public static SoftHsm running() {
        assumeTrue(library().isPresent(), "softhsm2 is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/pkcs11-tool")), "opensc is not installed");
        assumeTrue(System.getenv("SOFTHSM2_CONF") != null, "SOFTHSM2_CONF is not set: run by Maven");
        return Running.HSM;
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().map(Path::of).filter(Files::isRegularFile).findFirst();
    }

    private SoftHsm() {
        module = library().orElseThrow();
        Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        try {
            Files.createDirectories(configuration.getParent());
            folder = Files.createTempDirectory(configuration.getParent(), "tokens");
            Files.writeString(
                    configuration,
                    "directories.tokendir = " + folder + "\nobjectstore.backend = file\nlog.level = ERROR\n");
            for (String label :
                    List.of(SEAL, THAI, JUDGED, COMMAND, TWIN, TWIN, WRONG, WRONG_COMMAND, AWAY, BUSY, CHANGED)) {
                Set<Path> before = folders();
                run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "5678", "--pin", PIN);
                Set<Path> after = folders();
                after.removeAll(before);
                tokens.put(label, after.iterator().next());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new HashSet<>(all.toList());
        }
    }

    /** Where the files of a token lie. */
    Path folder(String token) {
        return tokens.get(token);
    }

    public Path module() {
        return module;
    }

    /** The URI of what matches these attributes, encoded already. */
    public URI uri(String attributes, String... query) {
        return URI.create("pkcs11:" + attributes + "?module-path=" + module
                + Stream.of(query).map(each -> "&" + each).reduce("", String::concat));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Puts a key and its certificate there, both under this label and id (in hexadecimal). */
    public void put(String token, String label, String id, TestIdentity identity) {
        putKey(token, label, id, identity);
        putCertificate(token, label, id, identity.certificate());
    }

    void putKey(String token, String label, String id, TestIdentity identity) {
        withFile(
                pem(identity.key().getEncoded()),
                file -> run(
                        "softhsm2-util",
                        "--import",
                        file,
                        "--token",
                        token,
                        "--label",
                        label,
                        "--id",
                        id,
                        "--pin",
                        PIN));
    }

    public void putCertificate(String token, String label, String id, X509Certificate certificate) {
        byte[] der;
        try {
            der = certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        withFile(
                der,
                file -> run(
                        "pkcs11-tool",
                        "--module",
                        module.toString(),
                        "--token-label",
                        token,
                        "--login",
                        "--pin",
                        PIN,
                        "--write-object",
                        file,
                        "--type",
                        "cert",
                        "--label",
                        label,
                        "--id",
                        id));
    }

    /** Another PIN from now on, given by somebody else. */
    void changePin(String token, String next) {
        run(
                "pkcs11-tool",
                "--module",
                module.toString(),
                "--token-label",
                token,
                "--login",
                "--pin",
                PIN,
                "--change-pin",
                "--new-pin",
                next);
    }

    private static byte[] pem(byte[] pkcs8) {
        return ("-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8)
                        + "\n-----END PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void withFile(byte[] content, java.util.function.Consumer<String> work) {
        try {
            Path file = Files.createTempFile(folder.getParent(), "put", "");
            try {
                Files.write(file, content);
                work.accept(file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String... command) {
        try {
            Path log = Files.createTempFile(folder.getParent(), "log", "");
            // In a script: Java hands arguments over in whatever encoding it was started with.
            Path script = Files.writeString(
                    Files.createTempFile(folder.getParent(), "run", ".sh"), "'" + String.join("' '", command) + "'\n");
            ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
            // A Thai label, whatever this machine's own locale is.
            builder.environment().put("LC_ALL", "C.UTF-8");
            int code = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            assertEquals(0, code, () -> {
                try {
                    return String.join(" ", command) + "\n" + Files.readString(log);
                } catch (IOException e) {
                    return String.join(" ", command);
                }
            });
            Files.delete(script);
            assertTrue(Files.deleteIfExists(log));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
