package dev.vdx.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys on tokens of SoftHSM. */
class TokenKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final char[] PIN = SoftHsm.PIN.toCharArray();
    private static final byte[] DATA = "what is signed".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;

    private static SoftHsm hsm;
    private static Path issuers;

    @BeforeAll
    static void fill() throws Exception {
        hsm = SoftHsm.running();
        Sandbox sandbox = Sandbox.inMemory(0, NOW, RANDOM);
        X509Certificate issuer = sandbox.authority(Sandbox.AGENCIES).certificate();
        hsm.put(SoftHsm.SEAL, "rsa", "01", identity(sandbox, KeyKind.RSA_2048, 11));
        hsm.putCertificate(SoftHsm.SEAL, "issuer", "ff", issuer);
        hsm.put(SoftHsm.SEAL, "p256", "02", identity(sandbox, KeyKind.EC_P256, 12));
        hsm.put(SoftHsm.SEAL, "p384", "03", identity(sandbox, KeyKind.EC_P384, 13));
        hsm.put(SoftHsm.SEAL, "same", "0a", identity(sandbox, KeyKind.EC_P256, 14));
        hsm.put(SoftHsm.SEAL, "same", "0b", identity(sandbox, KeyKind.EC_P256, 15));
        hsm.putKey(SoftHsm.SEAL, "bare", "0c", identity(sandbox, KeyKind.EC_P256, 16));
        TestIdentity stranger = identity(sandbox, KeyKind.EC_P256, 17);
        hsm.putKey(SoftHsm.SEAL, "crossed", "0d", identity(sandbox, KeyKind.EC_P256, 18));
        hsm.putCertificate(SoftHsm.SEAL, "crossed", "0d", stranger.certificate());
        hsm.put(SoftHsm.THAI, "ตราหน่วยงาน", "01", identity(sandbox, KeyKind.EC_P256, 19));
        hsm.put(SoftHsm.WRONG, "seal", "01", identity(sandbox, KeyKind.EC_P256, 20));
        hsm.put(SoftHsm.AWAY, "seal", "01", identity(sandbox, KeyKind.EC_P256, 21));
        hsm.put(SoftHsm.BUSY, "seal", "01", identity(sandbox, KeyKind.EC_P256, 22));
        hsm.put(SoftHsm.CHANGED, "seal", "01", identity(sandbox, KeyKind.EC_P256, 23));
        issuers = Files.writeString(folder.resolve("issuers.pem"), pem(issuer));
    }

    private static TestIdentity identity(Sandbox sandbox, KeyKind kind, int index) {
        CertificateSpec spec = CertificateSpec.seal(
                        "CN=SANDBOX token " + index, kind, NOW.minusSeconds(60), NOW.plusSeconds(86_400 * 365L))
                .withKeys(kind.pooled(index, RANDOM));
        return sandbox.authority(Sandbox.AGENCIES).issue(spec, RANDOM);
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static URI seal(String attributes, String... query) {
        return hsm.uri("token=" + SoftHsm.encoded(SoftHsm.SEAL) + attributes, query);
    }

    private static SigningException refused(SigningProblem problem, URI uri, String pin) {
        SigningException e = assertThrows(SigningException.class, () -> SigningKeys.open(uri, pin.toCharArray()));
        assertEquals(problem, e.problem(), e.getMessage());
        return e;
    }

    @ParameterizedTest
    @CsvSource({
        "object=rsa, , RSA_PKCS1, SHA256",
        "object=rsa, vdx-scheme=rsa-pss, RSA_PSS, SHA256",
        "id=%02, , ECDSA, SHA256",
        "object=p384;id=%03;type=private, , ECDSA, SHA384"
    })
    void eachKindOfKeySigns(String key, String query, SignatureScheme scheme, DigestAlgorithm digest) throws Exception {
        URI uri = query == null ? seal(";" + key) : seal(";" + key, query);
        SigningKey signing = SigningKeys.open(uri, PIN);
        assertEquals(new SignatureAlgorithm(scheme, digest), signing.algorithm());
        byte[] value = signing.sign(DATA);
        X509Certificate certificate = signing.chain().get(0);
        assertTrue(Providers.verify(signing.algorithm(), certificate.getPublicKey(), DATA, value));
        assertTrue(java(scheme, digest, certificate, value), "Java's own provider agrees");
        assertEquals(2, signing.chain().size(), "the issuer lies on the token");
    }

    private static boolean java(SignatureScheme scheme, DigestAlgorithm digest, X509Certificate by, byte[] value)
            throws Exception {
        String hash = digest.jcaName().replace("-", "");
        Signature peer = Signature.getInstance(
                switch (scheme) {
                    case RSA_PKCS1 -> hash + "withRSA";
                    case RSA_PSS -> "RSASSA-PSS";
                    default -> hash + "withECDSA";
                });
        peer.initVerify(by.getPublicKey());
        if (scheme == SignatureScheme.RSA_PSS) {
            peer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        peer.update(DATA);
        return peer.verify(value);
    }

    @Test
    void aThaiTokenIsFoundByItsNameAndItsIssuerComesFromAFile() throws Exception {
        String thai = "token=" + SoftHsm.encoded(SoftHsm.THAI);
        assertEquals(1, SigningKeys.open(hsm.uri(thai), PIN).chain().size());
        SigningKey key = SigningKeys.open(
                hsm.uri(thai + ";object=" + SoftHsm.encoded("ตราหน่วยงาน"), "vdx-chain=" + issuers), PIN);
        assertEquals(2, key.chain().size());
        Path others =
                Files.writeString(folder.resolve("others.pem"), pem(key.chain().get(0)));
        refused(SigningProblem.KEY_UNREADABLE, hsm.uri(thai, "vdx-chain=" + others), SoftHsm.PIN);
        Path junk = Files.writeString(folder.resolve("junk.pem"), "-----BEGIN CERTIFICATE-----\nAAAA");
        refused(SigningProblem.KEY_UNREADABLE, hsm.uri(thai, "vdx-chain=" + junk), SoftHsm.PIN);
        refused(SigningProblem.KEY_UNREADABLE, hsm.uri(thai, "vdx-chain=" + folder.resolve("no")), SoftHsm.PIN);
    }

    @Test
    void thePinMayComeFromAFile() throws Exception {
        Path pin = Files.writeString(folder.resolve("pin"), SoftHsm.PIN + "\n");
        for (String source : List.of(pin.toString(), "file:" + pin, pin.toUri().toString())) {
            SigningKeys.open(seal(";object=rsa", "pin-source=" + SoftHsm.encoded(source)), new char[0])
                    .sign(DATA);
        }
        refused(SigningProblem.KEY_URI_INVALID, seal(";object=rsa", "pin-source=" + pin), SoftHsm.PIN);
        refused(SigningProblem.KEY_UNREADABLE, seal(";object=rsa", "pin-source=" + folder.resolve("no")), "");
        refused(SigningProblem.KEY_UNREADABLE, seal(";object=rsa"), "");
    }

    @Test
    void severalKeysAreToldWithWhatTellsThemApart() throws Exception {
        SigningException all = refused(SigningProblem.KEY_AMBIGUOUS, seal(""), SoftHsm.PIN);
        assertTrue(all.details().get(1).contains("object=rsa;id=%01"), all.getMessage());
        SigningException same = refused(SigningProblem.KEY_AMBIGUOUS, seal(";object=same"), SoftHsm.PIN);
        assertEquals("object=same;id=%0a, object=same;id=%0b", same.details().get(1));
        X509Certificate a =
                SigningKeys.open(seal(";object=same;id=%0a"), PIN).chain().get(0);
        X509Certificate b = SigningKeys.open(seal(";id=%0b"), PIN).chain().get(0);
        assertEquals("CN=SANDBOX token 14", a.getSubjectX500Principal().getName());
        assertEquals("CN=SANDBOX token 15", b.getSubjectX500Principal().getName());
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        SigningException none = refused(SigningProblem.KEY_NOT_ON_TOKEN, seal(";object=nothing"), SoftHsm.PIN);
        assertTrue(none.details().get(1).contains("object=p256;id=%02"), none.getMessage());
        refused(SigningProblem.KEY_NOT_ON_TOKEN, seal(";object=rsa;id=%02"), SoftHsm.PIN);
        refused(SigningProblem.KEY_NOT_ON_TOKEN, seal(";object=bare"), SoftHsm.PIN);
        SigningException token = refused(SigningProblem.TOKEN_MISSING, hsm.uri("token=elsewhere"), SoftHsm.PIN);
        assertTrue(token.details().get(1).contains("token=" + SoftHsm.SEAL), token.getMessage());
        refused(SigningProblem.TOKEN_MISSING, seal(";slot-id=7"), SoftHsm.PIN);
        refused(SigningProblem.TOKEN_MISSING, seal(";serial=00"), SoftHsm.PIN);
        SigningException twin =
                refused(SigningProblem.KEY_AMBIGUOUS, hsm.uri("token=" + SoftHsm.encoded(SoftHsm.TWIN)), SoftHsm.PIN);
        assertTrue(twin.details().get(1).contains("serial="), twin.getMessage());
    }

    @Test
    void serialAndSlotTellTokensApart() throws Exception {
        Token token = Tokens.of(hsm.module()).stream()
                .filter(t -> t.facts().get("token").equals(SoftHsm.SEAL))
                .findFirst()
                .orElseThrow();
        SigningKeys.open(hsm.uri("serial=" + token.facts().get("serial") + ";object=rsa"), PIN)
                .sign(DATA);
        SigningKeys.open(hsm.uri("slot-id=" + token.slot() + ";object=rsa"), PIN)
                .sign(DATA);
    }

    @Test
    void aKeyUnderAnothersCertificateIsAMismatch() {
        refused(SigningProblem.KEY_MISMATCH, seal(";object=crossed"), SoftHsm.PIN);
    }

    @Test
    void anEllipticKeyHasNoRsaScheme() {
        refused(SigningProblem.KEY_URI_INVALID, seal(";object=p256", "vdx-scheme=rsa-pss"), SoftHsm.PIN);
    }

    @Test
    void aLibraryThatIsNoneIsToldSo() throws Exception {
        Path text = Files.writeString(folder.resolve("library.so"), "not a library");
        for (Path module : List.of(text, folder.resolve("missing.so"), folder)) {
            refused(SigningProblem.TOKEN_UNUSABLE, URI.create("pkcs11:token=x?module-path=" + module), SoftHsm.PIN);
        }
    }

    @Test
    void aWrongPinIsTriedOnceAndThenNoneIs() {
        URI uri = hsm.uri("token=" + SoftHsm.encoded(SoftHsm.WRONG));
        refused(SigningProblem.PIN_REFUSED, uri, "9999");
        // The right one would be taken, were it tried.
        SigningException again = refused(SigningProblem.PIN_REFUSED, uri, SoftHsm.PIN);
        assertTrue(again.details().get(0).startsWith("token=" + SoftHsm.WRONG), again.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0x20000, 0x40000})
    void theLastTryIsNeverOurs(long flag) throws Exception {
        Token low = new Token(1, 0x404 | 0x10000, Map.of("token", "t", "serial", "s"), List.of());
        low.requireTriesLeft();
        assertTrue(low.matches(Map.of("token", "t"), OptionalLong.of(1)));
        Token last = new Token(1, 0x404 | flag, Map.of("token", "t", "serial", "s"), List.of());
        SigningException e = assertThrows(SigningException.class, last::requireTriesLeft);
        assertEquals(SigningProblem.PIN_LOCKED, e.problem());
    }

    @Test
    void manyThreadsSignWithOneKeyAndWithSeveral() throws Exception {
        SigningKey rsa = SigningKeys.open(seal(";object=rsa"), PIN);
        SigningKey p256 = SigningKeys.open(seal(";object=p256"), PIN);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                SigningKey key = i % 4 == 0 ? rsa : p256;
                byte[] data = {(byte) i, 1, 2};
                work.add(() ->
                        Providers.verify(key.algorithm(), key.chain().get(0).getPublicKey(), data, key.sign(data)));
            }
            for (Future<Boolean> each : threads.invokeAll(work)) {
                assertTrue(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTokenThatWasTakenOutIsSaidToBeAndServesAgainWhenItIsBack() throws Exception {
        URI uri = hsm.uri("token=" + SoftHsm.encoded(SoftHsm.AWAY));
        SigningKey key = SigningKeys.open(uri, PIN);
        key.sign(DATA);
        Path there = hsm.folder(SoftHsm.AWAY);
        Path away = folder.resolve("away");
        Files.move(there, away);
        for (int i = 0; i < 2; i++) {
            SigningException gone = assertThrows(SigningException.class, () -> key.sign(DATA));
            assertEquals(SigningProblem.TOKEN_MISSING, gone.problem(), gone.getMessage());
        }
        Files.move(away, there);
        assertTrue(Providers.verify(key.algorithm(), key.chain().get(0).getPublicKey(), DATA, key.sign(DATA)));
        // And whoever opens it only now is served as well.
        SigningKey later = SigningKeys.open(uri, PIN);
        assertTrue(Providers.verify(later.algorithm(), later.chain().get(0).getPublicKey(), DATA, later.sign(DATA)));
    }

    /** Several sessions are open when the token goes; none of them hangs, and all come back with it. */
    @Test
    void manyThreadsSignWhileATokenGoesAndComes() throws Exception {
        SigningKey key = SigningKeys.open(hsm.uri("token=" + SoftHsm.encoded(SoftHsm.BUSY)), PIN);
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] data = {(byte) i, 3, 4};
            work.add(() -> {
                try {
                    return Providers.verify(key.algorithm(), key.chain().get(0).getPublicKey(), data, key.sign(data))
                            ? "signed"
                            : "unsound";
                } catch (SigningException e) {
                    return e.problem().name();
                }
            });
        }
        Path there = hsm.folder(SoftHsm.BUSY);
        Path away = folder.resolve("busy-away");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            assertEquals(List.of("signed", "signed", "signed", "signed"), results(threads, work));
            Files.move(there, away);
            assertEquals(
                    List.of("TOKEN_MISSING", "TOKEN_MISSING", "TOKEN_MISSING", "TOKEN_MISSING"),
                    results(threads, work));
            Files.move(away, there);
            assertEquals(List.of("signed", "signed", "signed", "signed"), results(threads, work));
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> results(ExecutorService threads, List<Callable<String>> work) throws Exception {
        List<String> results = new ArrayList<>();
        for (Future<String> each : threads.invokeAll(work)) {
            results.add(each.get());
        }
        return results;
    }

    /** The PIN a key remembers may be wrong by the time it is needed again. */
    @Test
    void aPinThatWasChangedWhileTheTokenWasAwayIsTriedOnce() throws Exception {
        URI uri = hsm.uri("token=" + SoftHsm.encoded(SoftHsm.CHANGED));
        SigningKey key = SigningKeys.open(uri, PIN);
        key.sign(DATA);
        Path there = hsm.folder(SoftHsm.CHANGED);
        Path away = folder.resolve("changed-away");
        Files.move(there, away);
        assertThrows(SigningException.class, () -> key.sign(DATA));
        Files.move(away, there);
        hsm.changePin(SoftHsm.CHANGED, "87654321");
        for (int i = 0; i < 3; i++) {
            SigningException e = assertThrows(SigningException.class, () -> key.sign(DATA));
            assertEquals(SigningProblem.PIN_REFUSED, e.problem(), e.getMessage());
        }
        // Not even the new one, until whoever is responsible starts the program anew.
        refused(SigningProblem.PIN_REFUSED, uri, "87654321");
    }
}
