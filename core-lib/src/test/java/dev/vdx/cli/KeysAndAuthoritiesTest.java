package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.SoftHsm;
import dev.vdx.remote.SigningService;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import dev.vdx.sandbox.TestTsa;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx sign} with keys on tokens, and with several time-stamp authorities. */
class KeysAndAuthoritiesTest {
    private static final Map<String, String> PIN = Map.of("PIN", SoftHsm.PIN, "WRONG", "9999");

    @TempDir
    static Path dir;

    private static Path box;
    private static Sandbox sandbox;
    private static SandboxServer server;
    private static TestServer broken;
    private static Path record;
    private static Path out;

    @BeforeAll
    static void open() throws Exception {
        box = dir.resolve("sandbox");
        Clock clock = Clock.systemUTC();
        sandbox = Sandbox.create(box, 0, clock.instant(), new SecureRandom());
        server = SandboxServer.start(sandbox, clock, new SecureRandom());
        broken = TestServer.start(0)
                .on("/limited", r -> TestServer.body(429, "text/plain", new byte[0], "Retry-After: 9"))
                .on("/page", r -> TestServer.body(200, "text/html", "<html>".getBytes(StandardCharsets.US_ASCII)));
        record = Files.writeString(dir.resolve("record.txt"), "ตัวอย่าง");
        out = dir.resolve("out.p7m");
    }

    @AfterAll
    static void close() {
        server.close();
        broken.close();
    }

    private static Run token(String attributes, String pin) {
        URI uri = SoftHsm.running().uri(attributes);
        return Run.vdx(PIN, "sign", "--key", uri, "--key-password-env", pin, "--as", "cades", "-o", out, record);
    }

    private static String named(String token) {
        return "token=" + SoftHsm.encoded(token);
    }

    private static void refused(int code, String english, String thai, Run run) {
        assertEquals(code, run.exitCode(), run.err());
        assertTrue(run.err().contains(english), run.err());
        assertTrue(run.err().contains(thai), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aTokenSignsAndEveryFailureOfItIsOneSentence() throws Exception {
        SoftHsm hsm = SoftHsm.running();
        hsm.put(SoftHsm.COMMAND, "seal", "01", sandbox.agency("agency-a"));
        hsm.put(SoftHsm.COMMAND, "other", "02", sandbox.agency("agency-b"));
        String command = named(SoftHsm.COMMAND);
        refused(66, "Several keys match", "มีกุญแจตรงเงื่อนไขหลายดอก", token(command, "PIN"));
        refused(66, "The token holds no such key", "โทเคนไม่มีกุญแจนี้", token(command + ";object=no", "PIN"));
        refused(66, "The token is not there", "ไม่พบโทเคน", token("token=no", "PIN"));
        refused(64, "not an attribute we heed", "ใช้ URI ของกุญแจนี้ไม่ได้", token(command + ";seal=1", "PIN"));
        Run open = token(command + ";object=seal;pin-value=" + SoftHsm.PIN, "PIN");
        refused(64, "use --key-password-env or pin-source", "ใช้ URI ของกุญแจนี้ไม่ได้", open);
        assertFalse(open.err().contains(SoftHsm.PIN), open.err());
        String wrong = named(SoftHsm.WRONG_COMMAND);
        refused(66, "it was tried once and no PIN is tried again", "จะไม่ลอง PIN ใดอีก", token(wrong, "WRONG"));
        refused(66, "it was tried once and no PIN is tried again", "จะไม่ลอง PIN ใดอีก", token(wrong, "PIN"));
        Run none = Run.vdx("sign", "--key", hsm.uri(command), "--as", "cades", "-o", out, record);
        refused(66, "--key-password-env VAR", "--key-password-env VAR", none);
        Run library = Run.vdx(PIN, "sign", "--key", "pkcs11:token=x?module-path=" + record, "-o", out, record);
        refused(66, "The PKCS#11 library cannot be used", "ใช้ไลบรารี PKCS#11 นี้ไม่ได้", library);

        Run signed = token(command + ";object=seal", "PIN");
        assertEquals(0, signed.exitCode(), signed.err());
        // The issuer is not on the token; the verifier was not told either.
        assertEquals(2, Run.verify(box, "--offline", out).exitCode());
        Files.delete(out);
    }

    @Test
    void aKeyInASigningServiceSignsAndEveryFailureOfItIsOneSentence() throws Exception {
        Map<String, String> pins = Map.of("PIN", SigningService.PIN, "WRONG", "0000");
        Instant now = Instant.now();
        TestIdentity other = sandbox.authority(Sandbox.AGENCIES)
                .issue(
                        CertificateSpec.seal(
                                "CN=SANDBOX other", KeyKind.RSA_2048, now.minusSeconds(60), now.plusSeconds(3600)),
                        new SecureRandom());
        try (SigningService service = SigningService.start()) {
            service.holding(
                            "seal",
                            sandbox.agency("agency-a"),
                            List.of("1.2.840.10045.2.1", "1.2.840.113549.1.1.1"),
                            true,
                            false)
                    .holding("other", other, List.of(), false, false);
            Path token = Files.writeString(dir.resolve("access-token"), service.token());
            String seal = service.uri("credential=seal&token-file=" + token).toString();
            refused(66, "the PIN or one-time password", "ไม่รับ PIN", remote(pins, seal, "WRONG"));
            refused(
                    66,
                    "has no such credential",
                    "ไม่มีกุญแจนี้",
                    remote(
                            pins,
                            service.uri("credential=none&token-file=" + token).toString(),
                            "PIN"));
            refused(
                    66,
                    "credential=other, seal",
                    "หลายดอก",
                    remote(pins, service.uri("token-file=" + token).toString(), "PIN"));
            service.wrong = SigningService.Wrong.ANOTHER_KEY;
            refused(1, "does not verify", "ลายมือชื่อ", remote(pins, seal, "PIN"));
            service.wrong = SigningService.Wrong.DOWN;
            refused(66, "HTTP 503", "บริการไม่พร้อม", remote(pins, seal, "PIN"));
            service.wrong = SigningService.Wrong.NOTHING;
            service.endTokens();
            refused(66, "does not let us in", "ไม่ให้เข้าใช้", remote(pins, seal, "PIN"));
            Files.writeString(token, service.token());
            Run signed = remote(pins, seal, "PIN");
            assertEquals(0, signed.exitCode(), signed.err());
        }
        assertEquals(0, Run.verify(box, out).exitCode());
        Files.delete(out);
    }

    private static Run remote(Map<String, String> pins, String key, String pin) {
        return Run.vdx(pins, "sign", "--key", key, "--key-password-env", pin, "--as", "cades", "-o", out, record);
    }

    private static Run stamped(Map<String, String> environment, Object... more) {
        Path home = box.resolve("agencies/agency-a");
        List<Object> words = new ArrayList<>(List.of(
                "sign",
                "--key",
                "file:" + home.resolve("seal.p12"),
                "--key-password-file",
                home.resolve("password.txt"),
                "--as",
                "cades",
                "-o",
                out));
        words.addAll(Arrays.asList(more));
        words.add(record);
        return Run.vdx(environment, words.toArray());
    }

    @Test
    void theNextAuthorityIsAskedAndAllReasonsAreToldWhereNoneServes() throws Exception {
        URI limited = broken.base().resolve("/limited");
        URI page = broken.base().resolve("/page");
        Run signed = stamped(Map.of(), "--tsa", limited, "--tsa", page, "--tsa", server.tsa());
        assertEquals(0, signed.exitCode(), signed.err());
        Run verified = Run.verify(box, out);
        assertEquals(0, verified.exitCode(), verified.out());
        assertTrue(verified.out().contains("CAdES-BASELINE-T"), verified.out());
        Files.delete(out);
        String host = "127.0.0.1:" + broken.port();
        refused(
                2,
                host + ": HTTP 429, retry after 9; " + host + ": HTML page",
                "ไม่มีผู้ให้บริการประทับเวลารายใด",
                stamped(Map.of(), "--tsa", limited, "--tsa", page));
    }

    @Test
    void credentialsComeFromTheEnvironmentAndGoNowhereElse() throws Exception {
        Map<String, String> environment = Map.of("LOGIN", "agency:s3cret", "BAD", "s3cret");
        Run signed = stamped(environment, "--tsa", server.tsa(), "--tsa-login-env", "LOGIN");
        assertEquals(0, signed.exitCode(), signed.err());
        Files.delete(out);
        String sent = server.requests()
                .get(server.requests().size() - 1)
                .headers()
                .get("Authorization")
                .get(0);
        assertEquals(
                "Basic " + Base64.getEncoder().encodeToString("agency:s3cret".getBytes(StandardCharsets.US_ASCII)),
                sent);
        Run inAddress = stamped(environment, "--tsa", "https://agency:s3cret@tsa.example/");
        refused(64, "use --tsa-login-env VAR", "อย่าใส่ชื่อผู้ใช้และรหัสผ่านในที่อยู่", inAddress);
        assertFalse(inAddress.err().contains("s3cret"));
        refused(
                64,
                "https addresses and to this machine only",
                "เฉพาะไปยังที่อยู่ https",
                stamped(environment, "--tsa", "http://tsa.example/", "--tsa-login-env", "LOGIN"));
        Run bad = stamped(environment, "--tsa", server.tsa(), "--tsa-login-env", "BAD");
        refused(64, "must hold user:password", "user:password", bad);
        assertFalse(bad.err().contains("s3cret"));
        refused(
                64,
                "no such environment variable",
                "ไม่มีตัวแปรนี้",
                stamped(environment, "--tsa", server.tsa(), "--tsa-login-env", "NONE"));
        refused(
                64,
                "say for which authority",
                "ระบุว่าเป็นของผู้ให้บริการรายใด",
                stamped(
                        environment,
                        "--tsa",
                        server.tsa(),
                        "--tsa",
                        "https://tsa.example/",
                        "--tsa-login-env",
                        "LOGIN"));
        refused(
                64,
                "say for which authority",
                "ระบุว่าเป็นของผู้ให้บริการรายใด",
                stamped(environment, "--tsa", server.tsa(), "--tsa-login-env", "other.example=LOGIN"));
    }

    @Test
    void aLoginMayComeFromAFileAndAPolicyAndALimitAreKept() throws Exception {
        Path login = Files.writeString(dir.resolve("login"), "agency:fr0mfile\n");
        Run signed = stamped(
                Map.of(),
                "--tsa",
                server.tsa(),
                "--tsa-login-file",
                login,
                "--tsa-policy",
                TestTsa.POLICY,
                "--tsa-limit",
                "1");
        assertEquals(0, signed.exitCode(), signed.err());
        Files.delete(out);
        assertEquals(
                "Basic " + Base64.getEncoder().encodeToString("agency:fr0mfile".getBytes(StandardCharsets.US_ASCII)),
                server.requests()
                        .get(server.requests().size() - 1)
                        .headers()
                        .get("Authorization")
                        .get(0));
        Path bad = Files.writeString(dir.resolve("bad-login"), "s3cret");
        Run wrong = stamped(Map.of(), "--tsa", server.tsa(), "--tsa-login-file", bad);
        refused(64, "must hold user:password", "user:password", wrong);
        assertFalse(wrong.err().contains("s3cret"));
        refused(
                66,
                "no such file",
                "ไม่พบไฟล์",
                stamped(Map.of(), "--tsa", server.tsa(), "--tsa-login-file", dir.resolve("none")));
        refused(
                64,
                "give one of them",
                "ให้ระบุเพียงอย่างเดียว",
                stamped(
                        Map.of("LOGIN", "a:b"),
                        "--tsa",
                        server.tsa(),
                        "--tsa-login-env",
                        "LOGIN",
                        "--tsa-login-file",
                        login));
        refused(
                2,
                "unacceptedPolicy",
                "ผู้ให้บริการประทับเวลา",
                stamped(Map.of(), "--tsa", server.tsa(), "--tsa-policy", "1.2.3"));
        refused(
                64,
                "not an object identifier",
                "object identifier",
                stamped(Map.of(), "--tsa", server.tsa(), "--tsa-policy", "mine"));
        refused(
                64,
                "not a number from 1 on",
                "จำนวนตั้งแต่ 1",
                stamped(Map.of(), "--tsa", server.tsa(), "--tsa-limit", "0"));
        // Signature and archive time-stamp are two.
        refused(
                2,
                "limit of 1 in 24 hours",
                "ผู้ให้บริการประทับเวลา",
                stamped(Map.of(), "--tsa", server.tsa(), "--tsa-limit", "1", "--level", "LTA"));
    }

    @Test
    void aClientCertificateIsForTlsAndIsOpenedBeforeAnythingElse() {
        Path p12 = box.resolve("agencies/agency-a/seal.p12");
        refused(
                64,
                "--tsa-client needs an https address",
                "--tsa-client ต้องใช้กับที่อยู่ https",
                stamped(Map.of(), "--tsa", server.tsa(), "--tsa-client", p12));
        refused(
                66,
                "client certificate of the time-stamp authority",
                "เปิดกุญแจไม่ได้",
                stamped(
                        Map.of("PASSWORD", "wrong"),
                        "--tsa",
                        "https://127.0.0.1:9/",
                        "--tsa-client",
                        "127.0.0.1=" + p12,
                        "--tsa-client-password-env",
                        "PASSWORD"));
    }
}
