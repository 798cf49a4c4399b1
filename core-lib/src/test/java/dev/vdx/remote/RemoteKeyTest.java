package dev.vdx.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Keys;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.vectors.Pdfs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in a signing service after the Cloud Signature Consortium API v2. */
class RemoteKeyTest {
    private static final byte[] DATA = "ใบอนุญาต".getBytes(UTF_8);
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";
    private static final byte[] DER_NULL = {5, 0};

    @TempDir
    static Path dir;

    private static TestAuthority authority;
    private static TestIdentity rsa;
    private static TestIdentity p256;
    private static TestIdentity p384;
    private static TestIdentity other;

    private Duration ahead = Duration.ZERO;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(ahead)).withZone(ZoneOffset.UTC);
    private SigningService service;
    private Path token;
    private Path secret;

    @BeforeAll
    static void identities() {
        SecureRandom random = new SecureRandom();
        Instant from = Instant.now().minus(Duration.ofDays(1));
        Instant until = Instant.now().plus(Duration.ofDays(100));
        authority = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX remote CA,O=SANDBOX", KeyKind.EC_P256, from, until, 1),
                Addresses.NONE,
                random);
        rsa = issued(KeyKind.RSA_2048, from, until, random);
        p256 = issued(KeyKind.EC_P256, from, until, random);
        p384 = issued(KeyKind.EC_P384, from, until, random);
        other = issued(KeyKind.RSA_2048, from, until, random);
    }

    private static TestIdentity issued(KeyKind kind, Instant from, Instant until, SecureRandom random) {
        return authority.issue(
                CertificateSpec.seal("CN=SANDBOX remote seal,O=SANDBOX", kind, from, until)
                        .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                random);
    }

    @BeforeEach
    void start() throws Exception {
        service = SigningService.start()
                .holding("rsa", rsa, List.of(RSA), true, false)
                .holding("p256", p256, List.of(EC), false, false)
                .holding("p384", p384, List.of("1.2.840.10045.4.3.3"), true, true)
                .holding("other", other, List.of(RSA), false, false);
        token = Files.writeString(dir.resolve("token"), service.token() + "\n");
        secret = Files.writeString(dir.resolve("secret"), SigningService.SECRET + "\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private SigningKey open(String query, String pin) throws SigningException {
        return RemoteKeys.open(
                service.uri("token-file=" + token + "&" + query), pin.toCharArray(), clock, Duration.ofSeconds(2));
    }

    private SigningKey client(String query) throws SigningException {
        return Keys.open(
                service.uri("client-id=agency&client-secret-file=" + secret + "&" + query), new char[0], clock);
    }

    private static void assertSigns(SigningKey key, TestIdentity identity) throws SigningException {
        byte[] value = key.sign(DATA);
        assertTrue(Providers.verify(key.algorithm(), identity.certificate().getPublicKey(), DATA, value));
        assertEquals(identity.chain(), key.chain());
    }

    private interface Action {
        void run() throws Exception;
    }

    private static SigningException refused(SigningProblem problem, String why, Action action) {
        SigningException e = assertThrows(SigningException.class, action::run);
        assertEquals(problem, e.problem(), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
        return e;
    }

    @Test
    void eachKindOfKeySigns() throws Exception {
        SigningKey pkcs1 = open("credential=rsa", SigningService.PIN);
        assertEquals(new SignatureAlgorithm(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256), pkcs1.algorithm());
        assertSigns(pkcs1, rsa);
        SigningKey pss = open("credential=rsa&vdx-scheme=rsa-pss", SigningService.PIN);
        assertEquals(SignatureScheme.RSA_PSS, pss.algorithm().scheme());
        assertSigns(pss, rsa);
        assertSigns(pss, rsa);
        assertSigns(open("credential=p256", ""), p256);
        Path otp = Files.writeString(dir.resolve("otp"), service.otp);
        SigningKey both = open("credential=p384&otp-file=" + otp, SigningService.PIN);
        assertEquals(DigestAlgorithm.SHA384, both.algorithm().digest());
        assertSigns(both, p384);
        service.otp = "111111";
        Files.writeString(otp, "111111");
        assertSigns(both, p384);
        assertFalse(both.toString().contains(SigningService.PIN));
    }

    @Test
    void rAndSSideBySideAreTaken() throws Exception {
        service.wrong = SigningService.Wrong.PLAIN_ECDSA;
        assertSigns(open("credential=p256", ""), p256);
    }

    @Test
    void aServiceWithoutAuthorizationIsAskedForNone() throws Exception {
        service.wrong = SigningService.Wrong.NO_AUTHORIZE;
        assertSigns(open("credential=p256", ""), p256);
        assertTrue(service.requests().stream().noneMatch(r -> r.uri().getPath().endsWith("authorize")));
    }

    @Test
    void aDocumentSignedSoPassesAndNoDigestMoreWasSigned() throws Exception {
        Path in = Files.write(dir.resolve("in.pdf"), Pdfs.page());
        Path out = dir.resolve("out.pdf");
        Signer.with(open("credential=rsa", SigningService.PIN)).sign(in, out);
        assertEquals(1, service.signatures());
        Verifier verifier =
                Verifier.trusting(TrustAnchors.of(authority.certificate())).offline();
        assertEquals(Outcome.PASSED, verifier.verify(out).outcome());
        Files.delete(out);
    }

    @ParameterizedTest
    @CsvSource({
        "ANOTHER_KEY,VALUE_UNSOUND,CN=SANDBOX remote seal",
        "TWO_SIGNATURES,REMOTE_UNSOUND,2 signatures for one digest",
        "NO_BASE64,REMOTE_UNSOUND,no base64",
        "ANSWERS_LATER,REMOTE_UNSOUND,0 signatures",
        "NO_SAD,REMOTE_UNSOUND,gave no SAD",
        "HTML,REMOTE_UNSOUND,content type text/html",
        "BROKEN_JSON,REMOTE_UNSOUND,broken JSON",
        "ENDLESS,REMOTE_UNREACHABLE,larger than",
        "SILENT,REMOTE_UNREACHABLE,no answer within 2000 ms",
        "DOWN,REMOTE_UNREACHABLE,HTTP 503",
        "BUSY,REMOTE_UNREACHABLE,HTTP 429"
    })
    void whatIsNotASoundSignatureIsRefusedAndNothingIsWritten(
            SigningService.Wrong wrong, SigningProblem problem, String why) throws Exception {
        SigningKey key = open("credential=rsa", SigningService.PIN);
        service.wrong = wrong;
        Path in = Files.writeString(dir.resolve("in.txt"), "in");
        Path out = dir.resolve("out.p7m");
        refused(problem, why, () -> Signer.with(key).as(SignatureForm.CADES).sign(in, out));
        assertFalse(Files.exists(out));
        service.wrong = SigningService.Wrong.NOTHING;
        assertSigns(key, rsa);
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED,REMOTE_REFUSED,the key of rsa is disabled",
        "REVOKED,CERTIFICATE_REVOKED,the service says revoked",
        "NO_CERTIFICATE,REMOTE_UNSOUND,no certificate",
        "BROKEN_CERTIFICATE,REMOTE_UNSOUND,broken certificate",
        "BROWSER,REMOTE_REFUSED,oauth2code"
    })
    void aCredentialThatIsNoGoodIsToldWhenItIsOpened(SigningService.Wrong wrong, SigningProblem problem, String why) {
        service.wrong = wrong;
        refused(problem, why, () -> open("credential=rsa", SigningService.PIN));
    }

    @Test
    void aWrongPinIsTriedOnce() throws Exception {
        SigningKey key = open("credential=rsa", "00000000");
        refused(SigningProblem.REMOTE_PIN_REFUSED, "invalid_pin", () -> key.sign(DATA));
        refused(SigningProblem.REMOTE_PIN_REFUSED, "tried once", () -> key.sign(DATA));
        assertEquals(1, service.pinTries());
        assertEquals(0, service.signatures());
        refused(SigningProblem.KEY_UNREADABLE, "asks for a PIN", () -> open("credential=rsa", ""));
    }

    @Test
    void aWrongOneTimePasswordIsTriedOnce() throws Exception {
        Path otp = Files.writeString(dir.resolve("otp"), "999999");
        SigningKey key = open("credential=p384&otp-file=" + otp, SigningService.PIN);
        refused(SigningProblem.REMOTE_PIN_REFUSED, "invalid_otp", () -> key.sign(DATA));
        refused(SigningProblem.REMOTE_PIN_REFUSED, "tried once", () -> key.sign(DATA));
        assertEquals(1, service.pinTries());
        refused(SigningProblem.KEY_UNREADABLE, "one-time password", () -> open("credential=p384", SigningService.PIN));
    }

    @Test
    void anUnknownCredentialIsToldAndSeveralAreListed() {
        refused(SigningProblem.REMOTE_CREDENTIAL_UNKNOWN, "credentialID", () -> open("credential=none", ""));
        refused(SigningProblem.KEY_AMBIGUOUS, "other, p256, p384, rsa", () -> open("", ""));
    }

    @Test
    void anExpiredTokenIsToldAndANewOneInTheFileIsNotGuessed() throws Exception {
        SigningKey key = open("credential=p256", "");
        service.endTokens();
        refused(SigningProblem.REMOTE_LOGIN_REFUSED, "invalid_token", () -> key.sign(DATA));
        refused(SigningProblem.REMOTE_LOGIN_REFUSED, "invalid_token", () -> open("credential=p256", ""));
        Files.writeString(token, service.token());
        assertSigns(open("credential=p256", ""), p256);
    }

    @Test
    void aClientFetchesItsTokenKeepsItAndRenewsIt() throws Exception {
        SigningKey key = client("credential=p256");
        assertSigns(key, p256);
        assertEquals(1, granted());
        // It ends by its own term,
        ahead = Duration.ofHours(2);
        assertSigns(key, p256);
        assertEquals(2, granted());
        // and before its time.
        service.endTokens();
        assertSigns(key, p256);
        assertEquals(3, granted());
        Files.writeString(secret, "wrong");
        service.endTokens();
        SigningException e = refused(SigningProblem.REMOTE_LOGIN_REFUSED, "invalid_client", () -> key.sign(DATA));
        assertFalse(String.valueOf(e.getMessage()).contains("wrong"));
    }

    private long granted() {
        return service.requests().stream()
                .filter(r -> r.uri().getPath().endsWith("oauth2/token"))
                .count();
    }

    @Test
    void nobodyThereAndNothingInAFile() throws Exception {
        URI down = URI.create("remote:http://127.0.0.1:9/csc/v2?credential=x&token-file=" + token);
        refused(
                SigningProblem.REMOTE_UNREACHABLE,
                "connection refused",
                () -> RemoteKeys.open(down, new char[0], clock));
        Path empty = Files.writeString(dir.resolve("empty"), "\n");
        for (String file : List.of(empty.toString(), dir.resolve("none").toString())) {
            refused(
                    SigningProblem.KEY_UNREADABLE,
                    "access token",
                    () -> RemoteKeys.open(service.uri("credential=rsa&token-file=" + file), new char[0], clock));
        }
        service.close();
        refused(SigningProblem.REMOTE_UNREACHABLE, "127.0.0.1", () -> open("credential=p256", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remote:http://sign.example/csc/v2?token-file=t",
                "remote:https://user:pass@sign.example/csc/v2?token-file=t",
                "remote:ftp://sign.example/?token-file=t",
                "remote:sign.example?token-file=t",
                "remote:https://sign.example/csc/v2",
                "remote:https://sign.example/csc/v2?token-file=t&client-id=a&client-secret-file=s",
                "remote:https://sign.example/csc/v2?client-id=a",
                "remote:https://sign.example/csc/v2?token=secret",
                "remote:https://sign.example/csc/v2?pin=1234&token-file=t",
                "remote:https://sign.example/csc/v2?token-file=t&token-file=u",
                "remote:https://sign.example/csc/v2?token-file=t&more=1",
                "remote:https://sign.example/csc/v2?token-file=t&vdx-scheme=dsa",
                "remote:https://sign.example/csc/v2?token-file=t&token-url=http://other.example/token"
            })
    void aUriThatSaysTooMuchOrTooLittleIsRefused(String uri) {
        SigningException e =
                refused(SigningProblem.KEY_URI_INVALID, "", () -> RemoteKeys.open(URI.create(uri), new char[0], clock));
        assertFalse(String.valueOf(e.getMessage()).contains("1234"));
        assertFalse(String.valueOf(e.getMessage()).contains("=secret"));
    }

    @Test
    void anAlgorithmTheCredentialHasNotIsRefused() throws Exception {
        service.holding("pss", rsa, List.of("1.2.840.113549.1.1.10"), false, false);
        refused(SigningProblem.NOT_SUPPORTED, "1.2.840.113549.1.1.10", () -> open("credential=pss", ""));
        assertSigns(open("credential=pss&vdx-scheme=rsa-pss", ""), rsa);
        refused(SigningProblem.NOT_SUPPORTED, "RSA", () -> open("credential=p256&vdx-scheme=rsa-pss", ""));
    }
}
