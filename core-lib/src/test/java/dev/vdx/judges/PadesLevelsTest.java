package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.key.SigningKey;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels LT and LTA of PDFs, signed and extended by us, judged by EU DSS, poppler and ourselves; and what is refused. */
class PadesLevelsTest {
    @TempDir
    static Path dir;

    private static Bench bench;
    private static Path unsigned;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        unsigned = dir.resolve("unsigned.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(unsigned.toFile(), CompressParameters.NO_COMPRESSION);
        }
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    /** An RSA key that signs with PSS. */
    private record PssKey(TestIdentity identity) implements SigningKey {
        @Override
        public List<X509Certificate> chain() {
            return identity.chain();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return new SignatureAlgorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256);
        }

        @Override
        public byte[] sign(byte[] data) throws SigningException {
            try {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                signature.initSign(identity.key());
                signature.update(data);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new SigningException(e, SigningProblem.KEY_FAILED);
            }
        }
    }

    private static SigningKey key(String kind) {
        return switch (kind) {
            case "rsa" -> bench.sandbox().agency("agency-a");
            case "pss" -> new PssKey(bench.sandbox().agency("agency-a"));
            case "p256" -> bench.sandbox().agency("agency-b");
            default -> issued(KeyKind.ED25519, Optional.empty());
        };
    }

    private static TestIdentity issued(KeyKind kind, Optional<Addresses> addresses) {
        CertificateSpec spec = CertificateSpec.seal(
                "CN=SANDBOX seal of a test",
                kind,
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(30)));
        return bench.sandbox()
                .authority(Sandbox.AGENCIES)
                .issue(addresses.map(spec::withAddresses).orElse(spec), new SecureRandom());
    }

    private static Signer signer(SigningKey key, Level level) {
        Signer signer = Signer.with(key).level(level);
        return level == Level.B ? signer : signer.timestamps(tsa());
    }

    private static TimestampAuthority tsa() {
        return TimestampAuthority.http(bench.server().tsa());
    }

    private static Extender extender(Level level) {
        return Extender.to(level)
                .timestamps(tsa())
                .trusting(TrustAnchors.of(bench.sandbox().anchor()))
                .timestampsTrusting(TrustAnchors.of(bench.sandbox().tsaAnchor()));
    }

    private static Path signed(String kind, Level level) throws Exception {
        Path out = dir.resolve(kind + "-" + level + ".pdf");
        if (!Files.exists(out)) {
            signer(key(kind), level).sign(unsigned, out);
        }
        return out;
    }

    private static SignatureVerdict signature(Report report) {
        return report.verdict().signatures().stream()
                .filter(each -> each.facts().kind() == SignatureKind.SIGNATURE)
                .findFirst()
                .orElseThrow();
    }

    /** By us, with and without a network, and by DSS: passed, at exactly this level. */
    private static void assertLevel(Level level, Path file) throws Exception {
        for (Verifier verifier : List.of(bench.verifier(), bench.verifier().offline())) {
            Report report = verifier.verify(file);
            assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
            for (SignatureVerdict each : report.verdict().signatures()) {
                assertEquals(Indication.TOTAL_PASSED, each.indication(), report.toText(Lang.EN));
            }
            assertEquals("PAdES-BASELINE-" + level, signature(report).level(), report.toText(Lang.EN));
        }
        assertEquals("TOTAL_PASSED/null PAdES-BASELINE-" + level + " []", bench.validate(file));
    }

    /** By us alone; of DSS only the level, for its default policy allows no EdDSA. */
    private static void assertLevelOfEddsa(Level level, Path file) throws Exception {
        Report report = bench.verifier().offline().verify(file);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("PAdES-BASELINE-" + level, signature(report).level());
        String said = bench.validate(file);
        assertTrue(
                said.startsWith("INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE PAdES-BASELINE-" + level
                        + " [The algorithm EdDSA with SHA512 is not authorised"),
                said);
    }

    @ParameterizedTest
    @CsvSource({"rsa,LT", "rsa,LTA", "pss,LTA", "p256,LT", "p256,LTA", "ed25519,LTA"})
    void weReachTheLevelThatWasAskedFor(String kind, Level level) throws Exception {
        if (kind.equals("ed25519")) {
            assertLevelOfEddsa(level, signed(kind, level));
        } else {
            assertLevel(level, signed(kind, level));
        }
        Report report = bench.verifier().verify(signed(kind, level));
        assertEquals(ChangeLevel.LTA, signature(report).facts().changesAfter().level());
    }

    @ParameterizedTest
    @CsvSource({"B,T", "B,LT", "B,LTA", "T,LT", "LT,LTA", "LTA,LTA"})
    void weExtendWhatWeSigned(Level from, Level to) throws Exception {
        Path out = dir.resolve("ours-" + from + "-" + to + ".pdf");
        extender(to).extend(signed("p256", from), out);
        if (to == Level.T) {
            assertEquals(
                    "PAdES-BASELINE-T", signature(bench.verifier().verify(out)).level());
        } else {
            assertLevel(to, out);
        }
        byte[] before = Files.readAllBytes(signed("p256", from));
        byte[] after = Files.readAllBytes(out);
        assertTrue(after.length > before.length);
        assertEquals(-1, java.util.Arrays.mismatch(before, java.util.Arrays.copyOf(after, before.length)));
    }

    @ParameterizedTest
    @CsvSource({"B,LTA", "T,LT", "LT,LTA"})
    void weExtendWhatDssSigned(String from, Level to) throws Exception {
        Path in = dir.resolve("dss-" + from + ".pdf");
        if (!Files.exists(in)) {
            Path home = bench.box().resolve("agencies/agency-a");
            String password = Files.readString(home.resolve("password.txt")).strip();
            String anchors =
                    bench.box().resolve("anchors/root.pem") + "," + bench.box().resolve("tsa-anchors/root.pem");
            assertEquals(
                    "ok",
                    bench.dss()
                            .ask(
                                    "sign-trusting",
                                    anchors,
                                    "pades",
                                    from,
                                    unsigned,
                                    in,
                                    home.resolve("seal.p12"),
                                    password,
                                    bench.server().tsa()));
        }
        Path out = dir.resolve("dss-" + from + "-" + to + ".pdf");
        extender(to).extend(in, out);
        assertLevel(to, out);
    }

    @Test
    void withoutAnchorsItEndsAtWhateverRootThereIs() throws Exception {
        Path out = dir.resolve("no-anchors.pdf");
        Extender.to(Level.LT).extend(signed("rsa", Level.T), out);
        assertLevel(Level.LT, out);
    }

    @Test
    void anotherSignatureAfterItLeavesItValid() throws Exception {
        Path out = dir.resolve("second.pdf");
        signer(key("p256"), Level.LTA).sign(signed("rsa", Level.LT), out);
        Report report = bench.verifier().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(
                "TOTAL_PASSED/null PAdES-BASELINE-LTA [];TOTAL_PASSED/null PAdES-BASELINE-LTA []", bench.validate(out));
    }

    @Test
    void everyByteThatIsSignedCounts() throws Exception {
        byte[] bytes = Files.readAllBytes(signed("rsa", Level.LTA));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        // The page, the DSS, the time-stamp's dictionary, and the value of either signature.
        int contents = text.indexOf("/Contents <");
        int lastContents = text.lastIndexOf("/Contents <");
        for (int at : List.of(
                text.indexOf("612.0"),
                text.indexOf("/DSS") + 2,
                text.indexOf("/VRI") + 2,
                text.lastIndexOf("/DocTimeStamp") + 3,
                contents + 3000,
                lastContents + 1500)) {
            byte[] altered = bytes.clone();
            altered[at] = (byte) (altered[at] == '7' ? '8' : '7');
            Path twin = Files.write(dir.resolve("twin.pdf"), altered);
            Report report = bench.verifier().verify(twin);
            assertNotEquals(Outcome.PASSED, report.outcome(), at + ": " + report.toText(Lang.EN));
        }
    }

    @Test
    void validationDataThatWasAlteredIsNoProof() throws Exception {
        byte[] bytes = Files.readAllBytes(signed("rsa", Level.LT));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int changed = 0;
        for (int at = text.indexOf("stream\n0"); at > 0; at = text.indexOf("stream\n0", at + 10)) {
            int end = text.indexOf("\nendstream", at);
            bytes[end - 3] ^= 1;
            changed++;
        }
        assertTrue(changed > 5, "certificates and answers");
        Path twin = Files.write(dir.resolve("altered-data.pdf"), bytes);
        Report report = bench.verifier().offline().verify(twin);
        assertEquals(Outcome.INDETERMINATE, report.outcome(), report.toText(Lang.EN));
    }

    private interface Attempt {
        void to(Path out) throws Exception;
    }

    /** Refused, and nothing is written. */
    private static String assertRefused(SigningProblem problem, Attempt attempt) throws Exception {
        Path folder = Files.createTempDirectory(dir, "refused");
        Path out = folder.resolve("out.pdf");
        SigningException refusal = assertThrows(SigningException.class, () -> attempt.to(out));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
        return String.valueOf(refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LT", "LTA"})
    void aRevokedSignerSignsNothing(Level level) throws Exception {
        TestIdentity revoked = issued(KeyKind.EC_P256, Optional.empty());
        bench.sandbox()
                .revoke(
                        revoked.certificate().getSerialNumber(),
                        1,
                        Instant.now().minusSeconds(3600));
        String said = assertRefused(
                SigningProblem.CERTIFICATE_REVOKED,
                out -> signer(revoked, level).sign(unsigned, out));
        assertTrue(said.contains("SANDBOX seal of a test") && said.contains("keyCompromise"), said);
    }

    @Test
    void aResponderThatIsDownStopsTheLevelAndIsNamed() throws Exception {
        Addresses up = bench.sandbox().authority(Sandbox.AGENCIES).addresses();
        Addresses down =
                new Addresses(Optional.of(URI.create("http://127.0.0.1:9/ocsp")), up.issuer(), Optional.empty());
        TestIdentity identity = issued(KeyKind.EC_P256, Optional.of(down));
        String said = assertRefused(
                SigningProblem.REVOCATION_UNKNOWN,
                out -> signer(identity, Level.LT).sign(unsigned, out));
        assertTrue(said.contains("127.0.0.1:9: "), said);
        // At level T it is nobody's business yet; and extending it asks again.
        Path stamped = dir.resolve("down-T.pdf");
        signer(identity, Level.T).sign(unsigned, stamped);
        assertRefused(
                SigningProblem.REVOCATION_UNKNOWN, out -> extender(Level.LT).extend(stamped, out));
        // With nobody to say so at all.
        TestIdentity silent =
                issued(KeyKind.EC_P256, Optional.of(up.withoutOcsp().withoutCrl()));
        said = assertRefused(
                SigningProblem.REVOCATION_UNKNOWN,
                out -> signer(silent, Level.LT).sign(unsigned, out));
        assertTrue(said.contains("names no OCSP responder"), said);
    }

    @Test
    void aChainThatEndsNowhereIsRefused() throws Exception {
        TestIdentity whole = issued(KeyKind.EC_P256, Optional.of(Addresses.NONE));
        TestIdentity alone = whole.withChain(whole.certificate());
        assertRefused(
                SigningProblem.CHAIN_NOT_FOUND, out -> signer(alone, Level.LT).sign(unsigned, out));
        assertRefused(
                SigningProblem.CHAIN_NOT_FOUND,
                out -> signer(key("rsa"), Level.LT)
                        .trusting(TrustAnchors.of(bench.sandbox().tsaAnchor()))
                        .sign(unsigned, out));
    }

    @Test
    void extendingRefusesWhatItCannotRaise() throws Exception {
        assertRefused(SigningProblem.NOT_SIGNED, out -> extender(Level.LT).extend(unsigned, out));
        Path t = signed("rsa", Level.T);
        Path lt = signed("rsa", Level.LT);
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.T).extend(t, out));
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.LT).extend(lt, out));
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.LT).extend(signed("rsa", Level.LTA), out));
        assertRefused(
                SigningProblem.TIMESTAMP_NEEDED, out -> Extender.to(Level.LTA).extend(lt, out));
        assertRefused(
                SigningProblem.TIMESTAMP_NEEDED, out -> Extender.to(Level.LT).extend(signed("rsa", Level.B), out));
        byte[] bytes = Files.readAllBytes(t);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("612.0")] = '7';
        Path altered = Files.write(dir.resolve("altered.pdf"), bytes);
        assertRefused(SigningProblem.SIGNATURE_FAILED, out -> extender(Level.LT).extend(altered, out));
        assertRefused(
                SigningProblem.SIGNATURE_NOT_PROVEN,
                out -> extender(Level.LT)
                        .trusting(TrustAnchors.of(bench.sandbox().tsaAnchor()))
                        .extend(t, out));
        Path container = dir.resolve("file.asice");
        signer(key("rsa"), Level.T).as(SignatureForm.ASIC_E).sign(unsigned, container);
        assertRefused(SigningProblem.NOT_SUPPORTED, out -> extender(Level.LT).extend(container, out));
        assertRefused(
                SigningProblem.NOT_SUPPORTED,
                out -> signer(key("rsa"), Level.LT).as(SignatureForm.JADES).sign(unsigned, out));
    }

    @Test
    void popplerReadsEverySignature() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/pdfsig"))) {
            return;
        }
        for (Level level : List.of(Level.LT, Level.LTA)) {
            Process process = new ProcessBuilder(
                            "pdfsig", "-nocert", signed("rsa", level).toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertTrue(said.contains("Signature is Valid."), said);
            assertFalse(said.contains("Digest Mismatch"), said);
        }
    }

    @Test
    void renewedInTimeItOutlivesItsAuthorities() throws Exception {
        try (LongTerm world = LongTerm.open(Files.createDirectory(dir.resolve("long")), unsigned)) {
            Path first = dir.resolve("story-1.pdf");
            Signer.with(world.signer())
                    .level(Level.LTA)
                    .timestamps(
                            TimestampAuthority.http(world.firstTsa(), world.clock(Duration.ZERO), new SecureRandom()))
                    .clock(world.clock(Duration.ZERO))
                    .sign(unsigned, first);
            assertVerdict(Outcome.PASSED, world.verifier(Duration.ZERO).verify(first));

            Path renewed = dir.resolve("story-2.pdf");
            renew(world, Duration.ofDays(5), first, renewed);
            for (Duration later : List.of(Duration.ofDays(5), LongTerm.AFTER_THE_END)) {
                Report report = world.verifier(later).verify(renewed);
                assertVerdict(Outcome.PASSED, report);
                assertEquals("PAdES-BASELINE-LTA", signature(report).level());
            }
            assertVerdict(
                    Outcome.INDETERMINATE,
                    world.verifier(LongTerm.AFTER_THE_END).verify(first));

            // And again when signer and first authority are gone: what proves them is in the document.
            Path again = dir.resolve("story-3.pdf");
            renew(world, LongTerm.AFTER_THE_END, renewed, again);
            assertVerdict(Outcome.PASSED, world.verifier(Duration.ofDays(700)).verify(again));
            // Too late is too late.
            assertRefused(SigningProblem.SIGNATURE_NOT_PROVEN, out -> renew(world, LongTerm.AFTER_THE_END, first, out));
        }
    }

    private static void renew(LongTerm world, Duration ahead, Path in, Path out) throws SigningException, IOException {
        Extender.to(Level.LTA)
                .timestamps(TimestampAuthority.http(world.lastingTsa(), world.clock(ahead), new SecureRandom()))
                .clock(world.clock(ahead))
                .extend(in, out);
    }

    private static void assertVerdict(Outcome outcome, Report report) {
        assertEquals(outcome, report.outcome(), report.toText(Lang.EN));
    }
}
