package dev.vdx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in two steps, for keys that are elsewhere: here, one that sees nothing but digests. */
class TwoStepsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static Instant now;
    private static Clock clock;
    private static Clock later;

    private static Sandbox sandbox;
    private static SandboxServer server;
    private static TestTsa tsa;

    @TempDir
    private static Path dir;

    private static Path pdf;
    private static Path xml;

    @TempDir
    private Path outputs;

    private Path out;

    @BeforeAll
    static void open() throws Exception {
        now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        clock = Clock.fixed(now, ZoneOffset.UTC);
        later = Clock.offset(clock, Duration.ofMinutes(7));
        sandbox = Sandbox.inMemory(0, now.minusSeconds(60), RANDOM);
        server = SandboxServer.start(sandbox, Clock.systemUTC(), RANDOM);
        tsa = new TestTsa(sandbox.timestamping(), Clock.systemUTC(), RANDOM);
        pdf = dir.resolve("ใบอนุญาต 1.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(pdf.toFile(), CompressParameters.NO_COMPRESSION);
        }
        xml = Files.writeString(dir.resolve("record.xml"), "<record><name>ตัวอย่าง</name></record>");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void output() {
        out = outputs.resolve("signed");
    }

    private static TestIdentity identity(KeyKind kind, int index) {
        return sandbox.authority(Sandbox.AGENCIES)
                .issue(
                        CertificateSpec.seal(
                                        "CN=SANDBOX elsewhere " + index,
                                        kind,
                                        now.minusSeconds(60),
                                        now.plus(Duration.ofDays(30)))
                                .withKeys(kind.pooled(index, RANDOM)),
                        RANDOM);
    }

    private static Path document(SignatureForm form) {
        return form == SignatureForm.XADES || form == SignatureForm.XADES_E_TAX ? xml : pdf;
    }

    private static Signer signer(SigningKey key, SignatureForm form, Level level) {
        Signer signer = Signer.with(key).as(form).level(level).clock(clock);
        return level == Level.B ? signer : signer.timestamps(tsa);
    }

    /** What an HSM service or a card reader elsewhere does: it gets a digest and the name of an algorithm. */
    private static byte[] elsewhere(byte[] digest, SignatureAlgorithm algorithm, PrivateKey key) throws Exception {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        Signature engine = Signature.getInstance(
                switch (algorithm.scheme()) {
                    case RSA_PKCS1 -> "NONEwithRSA";
                    case RSA_PSS -> "RAWRSASSA-PSS";
                    default -> "NONEwithECDSA";
                },
                provider);
        engine.initSign(key);
        if (algorithm.scheme() == SignatureScheme.RSA_PSS) {
            engine.setParameter(Providers.pss(algorithm.digest()));
        }
        byte[] prefix = algorithm.scheme() == SignatureScheme.RSA_PKCS1
                ? HexFormat.of().parseHex("3031300d060960864801650304020105000420")
                : new byte[0];
        engine.update(prefix);
        engine.update(digest);
        return engine.sign();
    }

    static Stream<Arguments> formsAndLevels() {
        return Stream.of(SignatureForm.values())
                .flatMap(f -> Stream.of(Level.B, Level.T).map(l -> Arguments.of(f, l)));
    }

    @ParameterizedTest
    @MethodSource("formsAndLevels")
    void whatIsFinishedPasses(SignatureForm form, Level level) throws Exception {
        Map<SignatureScheme, TestIdentity> keys = Map.of(
                SignatureScheme.RSA_PKCS1, identity(KeyKind.RSA_2048, 31),
                SignatureScheme.RSA_PSS, identity(KeyKind.RSA_2048, 31),
                SignatureScheme.ECDSA, identity(KeyKind.EC_P384, 32));
        for (Map.Entry<SignatureScheme, TestIdentity> each : keys.entrySet()) {
            TestIdentity identity = each.getValue();
            SignatureAlgorithm algorithm =
                    new SignatureAlgorithm(each.getKey(), identity.algorithm().digest());
            SigningKey absent = SigningKeys.elsewhere(identity.chain(), algorithm);
            Path document = document(form);
            String record = signer(absent, form, level).prepare(document).text();
            assertTrue(record.length() < 1000 && record.chars().allMatch(c -> c < 0x7f), record);

            Prepared prepared = Prepared.parse(record);
            byte[] value = elsewhere(prepared.digest(), prepared.algorithm(), identity.key());
            // Another signer with the same settings, by a later clock and reading a copy of another name.
            Path copy = Files.copy(document, outputs.resolve("copy" + each.getKey()));
            Path signed = outputs.resolve("signed" + each.getKey());
            signer(SigningKeys.elsewhere(identity.chain(), algorithm), form, level)
                    .clock(later)
                    .finish(prepared, value, copy, signed);
            assertPassed(form, signed);
            if (level == Level.B && each.getKey() == SignatureScheme.RSA_PKCS1) {
                signer(identity, form, level).sign(document, out);
                assertArrayEquals(Files.readAllBytes(out), Files.readAllBytes(signed), "as if signed in one step");
            }
        }
    }

    private static void assertPassed(SignatureForm form, Path signed) throws IOException {
        List<Path> content = form.detached() ? List.of(document(form)) : List.of();
        assertEquals(Outcome.PASSED, verifier().verify(signed, content).outcome());
    }

    private static Verifier verifier() {
        return Verifier.trusting(TrustAnchors.of(sandbox.anchor()))
                .timestampsTrusting(TrustAnchors.of(sandbox.tsaAnchor()));
    }

    @Test
    void aSealIsDrawnTheSameTwice() throws Exception {
        TestIdentity identity = identity(KeyKind.EC_P256, 33);
        Signer signer = signer(SigningKeys.elsewhere(identity.chain()), SignatureForm.PADES, Level.T)
                .seal(SealSpec.of("หน่วยงานทดสอบ", now, new SealBox(40, 40, 160, 60)))
                .reason("อนุมัติ");
        Prepared prepared = signer.prepare(pdf);
        signer.finish(prepared, elsewhere(prepared.digest(), prepared.algorithm(), identity.key()), pdf, out);
        assertEquals(Outcome.PASSED, verifier().verify(out).outcome());

        Signer other = signer.reason("ไม่อนุมัติ");
        refused(
                SigningProblem.PREPARED_OTHER,
                "other settings",
                () -> other.finish(
                        prepared, elsewhere(prepared.digest(), prepared.algorithm(), identity.key()), pdf, out));
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private void refused(SigningProblem problem, String why, Step step) throws IOException {
        Files.writeString(out, "what was there before");
        SigningException e = assertThrows(SigningException.class, step::run);
        assertEquals(problem, e.problem(), e.getMessage());
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals("what was there before", Files.readString(out));
        try (Stream<Path> left = Files.list(outputs)) {
            assertFalse(left.anyMatch(f -> f.toString().endsWith(".part")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDiffersIsRefusedAndNothingIsWritten(SignatureForm form) throws Exception {
        TestIdentity identity = identity(KeyKind.EC_P256, 34);
        TestIdentity stranger = identity(KeyKind.EC_P256, 35);
        Signer signer = signer(SigningKeys.elsewhere(identity.chain()), form, Level.B);
        Path document = document(form);
        Prepared prepared = signer.prepare(document);
        byte[] value = elsewhere(prepared.digest(), prepared.algorithm(), identity.key());

        byte[] strange = elsewhere(prepared.digest(), prepared.algorithm(), stranger.key());
        refused(SigningProblem.VALUE_UNSOUND, "", () -> signer.finish(prepared, strange, document, out));
        byte[] cut = Arrays.copyOf(value, value.length - 1);
        refused(SigningProblem.VALUE_UNSOUND, "", () -> signer.finish(prepared, cut, document, out));
        refused(SigningProblem.VALUE_UNSOUND, "", () -> signer.finish(prepared, new byte[0], document, out));

        Signer others = signer(SigningKeys.elsewhere(stranger.chain()), form, Level.B);
        refused(
                SigningProblem.PREPARED_OTHER,
                "another certificate",
                () -> others.finish(prepared, strange, document, out));

        String text = new String(Files.readAllBytes(document), ISO_8859_1);
        Path changed = Files.write(
                outputs.resolve("changed"), (text.endsWith("\n") ? text + " " : text + "\n").getBytes(ISO_8859_1));
        refused(
                SigningProblem.PREPARED_OTHER,
                "the document is another",
                () -> signer.finish(prepared, value, changed, out));

        Signer higher = signer(SigningKeys.elsewhere(identity.chain()), form, Level.T);
        refused(SigningProblem.PREPARED_OTHER, "level B", () -> higher.finish(prepared, value, document, out));

        Prepared laterTime = Prepared.parse(prepared.text().replace("time: " + now, "time: " + now.plusSeconds(1)));
        if (form != SignatureForm.PADES) {
            refused(
                    SigningProblem.PREPARED_OTHER,
                    "other settings",
                    () -> signer.finish(laterTime, value, document, out));
        }
        Signer expired = signer.clock(Clock.offset(clock, Duration.ofDays(31)));
        refused(SigningProblem.CERTIFICATE_EXPIRED, "", () -> expired.finish(prepared, value, document, out));
        signer.finish(prepared, value, document, out);
        assertPassed(form, out);
    }

    @Test
    void aTokenMayGrowByAThousandBytesAndIsRefusedWhereItDoesNotFit() throws Exception {
        TestIdentity identity = identity(KeyKind.EC_P256, 34);
        Signer signer = signer(SigningKeys.elsewhere(identity.chain()), SignatureForm.PADES, Level.T);
        Prepared prepared = signer.prepare(pdf);
        byte[] value = elsewhere(prepared.digest(), prepared.algorithm(), identity.key());
        String text = prepared.text();
        int room = Integer.parseInt(
                text.substring(text.indexOf("token-bytes: ") + 13).strip());
        assertTrue(room > tsa.timestamp(DigestAlgorithm.SHA256, new byte[32]).length + 1000);

        signer.finish(prepared, value, pdf, out);
        assertEquals(Outcome.PASSED, verifier().verify(out).outcome());

        Prepared narrow = signer.timestamps((algorithm, digest) -> new byte[10]).prepare(pdf);
        byte[] again = elsewhere(narrow.digest(), narrow.algorithm(), identity.key());
        TimestampSource many = sandboxTsaWithLongChain();
        refused(
                SigningProblem.TIMESTAMP_UNSOUND,
                "grew",
                () -> signer.timestamps(many).finish(narrow, again, pdf, out));
    }

    /** Its token has the chain several times over, which makes it some thousand bytes longer. */
    private static TimestampSource sandboxTsaWithLongChain() {
        TestIdentity stamping = sandbox.timestamping();
        X509Certificate[] chain = Stream.concat(
                        stamping.chain().stream(),
                        Stream.of(
                                sandbox.anchor(),
                                sandbox.tsaAnchor(),
                                sandbox.agency("agency-a").certificate(),
                                sandbox.agency("agency-b").certificate(),
                                sandbox.directorySigner().certificate()))
                .toArray(X509Certificate[]::new);
        return new TestTsa(stamping.withChain(chain), Clock.systemUTC(), RANDOM);
    }

    @Test
    void aFailureBeforeTheKeyIsAskedIsToldAsEver() throws Exception {
        SigningKey absent = SigningKeys.elsewhere(identity(KeyKind.EC_P256, 34).chain());
        Path text = Files.writeString(outputs.resolve("text"), "no PDF");
        SigningException e =
                assertThrows(SigningException.class, () -> Signer.with(absent).prepare(text));
        assertEquals(SigningProblem.KIND_WRONG, e.problem());
        SigningException alone = assertThrows(
                SigningException.class, () -> Signer.with(absent).clock(clock).sign(pdf, out));
        assertEquals(SigningProblem.KEY_FAILED, alone.problem());
        SigningKey edwards = SigningKeys.elsewhere(identity(KeyKind.ED25519, 36).chain());
        SigningException eddsa =
                assertThrows(SigningException.class, () -> Signer.with(edwards).prepare(pdf));
        assertEquals(SigningProblem.NOT_SUPPORTED, eddsa.problem());
        SigningException lasting = assertThrows(
                SigningException.class,
                () -> Signer.with(absent).level(Level.LT).prepare(pdf));
        assertEquals(SigningProblem.NOT_SUPPORTED, lasting.problem());
        assertTrue(lasting.getMessage().contains("then extend"), lasting.getMessage());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource({
        "form: pades, form: pdf",
        "level: B, level: C",
        "vdx-prepared: 1, vdx-prepared: 2",
        "token-bytes: 0, token-bytes: -1",
        "token-bytes: 0, token-bytes: 2000000000",
        "RSA_PKCS1/SHA256, RSA_PKCS1",
        "RSA_PKCS1/SHA256, RSA_PKCS1/SHA384",
        "'name: ', 'name: %'",
        "'time: ', 'time: x'",
        "'digest: ', 'digest: 0'",
        "'digest: ', 'digests: '"
    })
    void aRecordThatIsNoneIsRefused(String from, String to) throws Exception {
        SigningKey absent = SigningKeys.elsewhere(identity(KeyKind.RSA_2048, 31).chain());
        String text = Signer.with(absent).clock(clock).prepare(pdf).text();
        assertTrue(text.contains(from), text);
        SigningException e = assertThrows(SigningException.class, () -> Prepared.parse(text.replace(from, to)));
        assertEquals(SigningProblem.PREPARED_OTHER, e.problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vdx-prepared: 1\n", "{}"})
    void otherTextIsNoRecord(String text) {
        assertThrows(SigningException.class, () -> Prepared.parse(text));
        assertThrows(SigningException.class, () -> Prepared.parse(text + "x".repeat(10_000)));
    }

    @Test
    void aNameSurvivesTheRecord() throws Exception {
        SigningKey absent = SigningKeys.elsewhere(identity(KeyKind.RSA_2048, 31).chain());
        Prepared prepared = Signer.with(absent).clock(clock).prepare(pdf);
        assertEquals("ใบอนุญาต 1.pdf", Prepared.parse(prepared.text()).name());
        assertEquals(now, prepared.time());
    }
}
