package dev.vdx.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever fails while signing or extending, key, authority or disk: one sentence a language, the exit code of {@code spec/cli.md}, nothing
 * new on the disk, and what was there before as it was.
 */
class FailuresTest {
    private static final char[] PASSWORD = "sandbox".toCharArray();
    private static final Map<String, String> ENVIRONMENT = Map.of("RIGHT", "sandbox", "WRONG", "other");

    @TempDir
    static Path dir;

    private static Path box;
    private static SandboxServer server;
    private static TestServer broken;
    private static Path good;
    private static Path in;
    private static Path signed;
    private static Path out;

    @BeforeAll
    static void open() throws Exception {
        box = dir.resolve("box");
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        Sandbox sandbox = Sandbox.create(box, 0, clock.instant(), random);
        server = SandboxServer.start(sandbox, clock, random);
        broken = TestServer.start(0)
                .on("/429", r -> TestServer.body(429, "text/plain", new byte[0], "Retry-After: 60"))
                .on("/500", r -> TestServer.body(500, "text/plain", new byte[0]))
                .on("/page", r -> TestServer.body(200, "text/html", "<html>".getBytes(UTF_8)))
                .on("/garbage", r -> TestServer.body(200, "application/timestamp-reply", new byte[] {1, 2, 3}));
        Path keys = Files.createDirectory(dir.resolve("keys"));
        Instant now = clock.instant();
        good = store(
                keys.resolve("good.p12"),
                sandbox.authority(Sandbox.AGENCIES)
                        .issue(
                                CertificateSpec.seal(
                                        "CN=SANDBOX seal",
                                        KeyKind.EC_P256,
                                        now.minus(Duration.ofDays(1)),
                                        now.plus(Duration.ofDays(9))),
                                random));
        store(
                keys.resolve("expired.p12"),
                sandbox.authority(Sandbox.AGENCIES)
                        .issue(
                                CertificateSpec.seal(
                                        "CN=SANDBOX expired",
                                        KeyKind.EC_P256,
                                        now.minus(Duration.ofDays(9)),
                                        now.minus(Duration.ofDays(1))),
                                random));
        store(
                keys.resolve("early.p12"),
                sandbox.authority(Sandbox.AGENCIES)
                        .issue(
                                CertificateSpec.seal(
                                        "CN=SANDBOX early",
                                        KeyKind.EC_P256,
                                        now.plus(Duration.ofDays(1)),
                                        now.plus(Duration.ofDays(9))),
                                random));
        TestIdentity revoked = sandbox.authority(Sandbox.AGENCIES)
                .issue(
                        CertificateSpec.seal(
                                "CN=SANDBOX revoked",
                                KeyKind.EC_P256,
                                now.minus(Duration.ofDays(1)),
                                now.plus(Duration.ofDays(9))),
                        random);
        sandbox.authority(Sandbox.AGENCIES)
                .revoke(revoked.certificate().getSerialNumber(), 1, now.minus(Duration.ofHours(1)));
        store(keys.resolve("revoked.p12"), revoked);
        byte[] bytes = Files.readAllBytes(good);
        Files.write(keys.resolve("cut.p12"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(keys.resolve("text.p12"), "no key");
        in = Files.write(dir.resolve("in.bin"), new byte[400_000]);
        signed = dir.resolve("signed.p7m");
        out = dir.resolve("out.p7m");
        Run run = Run.vdx(
                ENVIRONMENT, sign(good, "RIGHT", signed, "--tsa", server.tsa()).toArray());
        assertEquals(0, run.exitCode(), run.err());
    }

    @AfterAll
    static void close() {
        server.close();
        broken.close();
    }

    private static Path store(Path file, TestIdentity identity) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("seal", identity.key(), PASSWORD, identity.chain().toArray(Certificate[]::new));
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, PASSWORD);
        }
        return file;
    }

    private static List<Object> sign(Path key, String password, Path to, Object... more) {
        return signWith("file:" + key, password, to, more);
    }

    private static List<Object> signWith(String key, String password, Path to, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("sign", "--key", key, "--key-password-env", password, "--as", "cades", "-o", to));
        words.addAll(List.of(more));
        words.add(in);
        return words;
    }

    private static List<Object> extend(Path to, Object... more) {
        List<Object> words = new ArrayList<>(List.of("extend", "-o", to));
        words.addAll(List.of(more));
        words.add(signed);
        return words;
    }

    /** Where nothing was before, and where something was. */
    private static void fails(int code, String why, List<Object> words) throws Exception {
        String before = state(dir);
        check(code, why, Run.vdx(ENVIRONMENT, words.toArray()));
        assertEquals(before, state(dir));
        Files.writeString(out, "of yesterday");
        try {
            check(code, why, Run.vdx(ENVIRONMENT, words.toArray()));
            assertEquals("of yesterday", Files.readString(out));
        } finally {
            Files.delete(out);
        }
        assertEquals(before, state(dir));
    }

    private static void check(int code, String why, Run run) {
        assertEquals(code, run.exitCode(), run.out() + run.err());
        assertEquals("", run.out());
        assertEquals(2, run.err().lines().count(), run.err());
        assertTrue(run.err().lines().allMatch(line -> line.startsWith("vdx: ")), run.err());
        assertTrue(run.err().contains(why), run.err());
        assertTrue(run.err().codePoints().anyMatch(c -> c >= 0xe00 && c < 0xe80), run.err());
    }

    /** Every file with its size. */
    private static String state(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> each + " " + each.toFile().length())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "good.p12,WRONG,66,wrong password",
        "cut.p12,RIGHT,66,The key could not be opened",
        "text.p12,RIGHT,66,The key could not be opened",
        "none.p12,RIGHT,66,no such file",
        "expired.p12,RIGHT,1,expired",
        "early.p12,RIGHT,1,not valid",
        "good.p12,NONE,64,no such environment variable"
    })
    void aKeyThatIsNoGood(String file, String password, int code, String why) throws Exception {
        fails(code, why, sign(dir.resolve("keys").resolve(file), password, out));
    }

    @ParameterizedTest
    @CsvSource({
        "hsm:x,64",
        "seal.p12,64",
        "pkcs11:token=x,64",
        "pkcs11:token=x?module-path=/none.so,66",
        "remote:https://sign.example/csc/v2,64",
        "remote:http://127.0.0.1:9/csc/v2?token-file=/none,66"
    })
    void aKeyThatIsNowhere(String key, int code) throws Exception {
        fails(code, "", signWith(key, "RIGHT", out));
    }

    @ParameterizedTest
    @CsvSource({
        "/429,asks us to",
        "/500,HTTP 500",
        "/page,HTML page",
        "/garbage,not a time-stamp response",
        "/none,HTTP 404"
    })
    void anAuthorityThatIsNoGood(String path, String why) throws Exception {
        String address = broken.base().resolve(path).toString();
        fails(
                2,
                path.equals("/429") ? "429" : path.equals("/garbage") ? "" : why,
                sign(good, "RIGHT", out, "--tsa", address));
        fails(2, "", extend(out, "--level", "LTA", "--tsa", address));
    }

    @Test
    void anAuthorityThatIsNotThereAndACertificateThatIsRevoked() throws Exception {
        fails(2, "connection refused", sign(good, "RIGHT", out, "--tsa", "http://127.0.0.1:9/"));
        Path revoked = dir.resolve("keys/revoked.p12");
        for (List<Object> words : List.of(
                sign(revoked, "RIGHT", out, "--level", "LT", "--tsa", server.tsa()),
                // Nor does it help to say that later will do.
                sign(revoked, "RIGHT", out, "--level", "LT", "--tsa", server.tsa(), "--allow-later"))) {
            fails(1, "revoked", words);
        }
    }

    @Test
    void anOutputThatCannotBe() throws Exception {
        Path nowhere = dir.resolve("no/such/out");
        check(
                66,
                "there is no folder",
                Run.vdx(ENVIRONMENT, sign(good, "RIGHT", nowhere).toArray()));
        check(64, "is a folder", Run.vdx(ENVIRONMENT, sign(good, "RIGHT", dir).toArray()));
        byte[] before = Files.readAllBytes(in);
        check(
                64,
                "is one of the files",
                Run.vdx(ENVIRONMENT, sign(good, "RIGHT", in).toArray()));
        assertArrayEquals(before, Files.readAllBytes(in));
        check(
                66,
                "there is no folder",
                Run.vdx(ENVIRONMENT, extend(nowhere, "--level", "LT").toArray()));
        // No file can be made there, by root neither.
        Path readOnly = Path.of("/proc");
        assumeTrue(Files.isDirectory(readOnly));
        for (List<Object> words : List.of(
                sign(good, "RIGHT", readOnly.resolve("out")),
                sign(good, "RIGHT", readOnly.resolve("out"), "--level", "T", "--tsa", server.tsa(), "--allow-later"),
                extend(readOnly.resolve("out"), "--level", "LT"))) {
            check(66, "cannot read", Run.vdx(ENVIRONMENT, words.toArray()));
        }
    }

    /** No file may grow beyond 100 KiB in this process, as on a disk that is full. */
    @ParameterizedTest
    @ValueSource(strings = {"sign", "later", "extend"})
    void aDiskThatIsFull(String what) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        List<Object> words = switch (what) {
            case "sign" -> sign(good, "RIGHT", out);
            case "later" -> sign(good, "RIGHT", out, "--level", "T", "--tsa", "http://127.0.0.1:9/", "--allow-later");
            default -> extend(out, "--level", "LT");
        };
        Path stdout = dir.resolve("stdout");
        Path stderr = dir.resolve("stderr");
        Files.createFile(stdout);
        Files.createFile(stderr);
        String before = state(dir);
        List<String> command = new ArrayList<>(List.of(
                "/bin/bash",
                "-c",
                "ulimit -f 100; exec \"$@\"",
                "limited",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vdx.cli.Main"));
        words.forEach(word -> command.add(word.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        Run run = new Run(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
        Files.writeString(stderr, "");
        Files.writeString(stdout, "");
        check(66, "cannot read", run);
        assertEquals(before, state(dir));
        Files.delete(stdout);
        Files.delete(stderr);
    }
}
