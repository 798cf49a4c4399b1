package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.key.SigningKey;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Levels T, LT and LTA of one form, signed and extended by us, judged by EU DSS and ourselves; and what is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LevelsFrame {
    private final SignatureForm form;
    private final String profile;
    private Path dir;
    private Bench bench;
    private Path content;

    /**
     * Of a form.
     *
     * @param profile what levels of it are called
     */
    LevelsFrame(SignatureForm form, String profile) {
        this.form = form;
        this.profile = profile;
    }

    /** What is signed. */
    abstract Path content(Path folder) throws Exception;

    /** What stays when a file is extended. */
    abstract void assertKept(Path before, Path after) throws Exception;

    /** The same file with one signed byte of another value. */
    abstract byte[] altered(byte[] signed) throws Exception;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        dir = folder;
        bench = Bench.open(dir);
        content = content(dir);
    }

    @AfterAll
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    final Path dir() {
        return dir;
    }

    final Bench bench() {
        return bench;
    }

    final Path content() {
        return content;
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

    final SigningKey key(String kind) {
        return switch (kind) {
            case "rsa" -> bench.sandbox().agency("agency-a");
            case "pss" -> new PssKey(bench.sandbox().agency("agency-a"));
            case "p256" -> bench.sandbox().agency("agency-b");
            default -> issued(KeyKind.ED25519, Optional.empty());
        };
    }

    final TestIdentity issued(KeyKind kind, Optional<Addresses> addresses) {
        CertificateSpec spec = CertificateSpec.seal(
                "CN=SANDBOX seal of a test",
                kind,
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(30)));
        return bench.sandbox()
                .authority(Sandbox.AGENCIES)
                .issue(addresses.map(spec::withAddresses).orElse(spec), new SecureRandom());
    }

    final Signer signer(SigningKey key, Level level) {
        Signer signer = Signer.with(key).as(form).level(level);
        return level == Level.B ? signer : signer.timestamps(tsa());
    }

    final TimestampAuthority tsa() {
        return TimestampAuthority.http(bench.server().tsa());
    }

    final Extender extender(Level level) {
        return Extender.to(level)
                .timestamps(tsa())
                .trusting(TrustAnchors.of(bench.sandbox().anchor()))
                .timestampsTrusting(TrustAnchors.of(bench.sandbox().tsaAnchor()));
    }

    /** The content signed; made once. */
    final Path signed(String kind, Level level) throws SigningException, IOException {
        Path out = dir.resolve(kind + "-" + level);
        if (!Files.exists(out)) {
            signer(key(kind), level).sign(content, out);
        }
        return out;
    }

    /** The content signed by DSS; made once. */
    final Path signedByDss(String kind, String level) throws IOException {
        return signedByDss(kind, level, content, dir.resolve(kind + "-" + level + "-by-dss"));
    }

    final Path signedByDss(String kind, String level, Path in, Path out) throws IOException {
        if (!Files.exists(out)) {
            Path home = bench.box().resolve("agencies/agency-a");
            String password = Files.readString(home.resolve("password.txt")).strip();
            Path p12 = home.resolve("seal.p12");
            String said = bench.dss()
                    .ask(
                            "sign-trusting",
                            bench.anchors(),
                            kind,
                            level,
                            in,
                            out,
                            p12,
                            password,
                            bench.server().tsa());
            assertEquals("ok", said);
        }
        return out;
    }

    static SignatureVerdict signature(Report report) {
        return report.verdict().signatures().stream()
                .filter(each -> each.facts().kind() == SignatureKind.SIGNATURE)
                .findFirst()
                .orElseThrow();
    }

    /** By us, from LT on also without a network, and by DSS: passed, at exactly this level. */
    final void assertLevel(Level level, Path file) throws Exception {
        List<Verifier> verifiers = level == Level.T
                ? List.of(bench.verifier())
                : List.of(bench.verifier(), bench.verifier().offline());
        for (Verifier verifier : verifiers) {
            Report report = verifier.verify(file);
            assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
            for (SignatureVerdict each : report.verdict().signatures()) {
                assertEquals(Indication.TOTAL_PASSED, each.indication(), report.toText(Lang.EN));
            }
            assertEquals(profile + "-" + level, signature(report).level(), report.toText(Lang.EN));
        }
        assertEquals("TOTAL_PASSED/null " + profile + "-" + level + " []", bench.validate(file));
    }

    /** By us alone; of DSS only the level, for its default policy allows no EdDSA. */
    private void assertLevelOfEddsa(Level level, Path file) throws Exception {
        Report report = bench.verifier().offline().verify(file);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(profile + "-" + level, signature(report).level());
        String said = bench.validate(file);
        assertTrue(
                said.startsWith("INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE " + profile + "-" + level
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
    }

    @ParameterizedTest
    @CsvSource({"B,T", "B,LT", "B,LTA", "T,LT", "LT,LTA", "LTA,LTA"})
    void weExtendWhatWeSigned(Level from, Level to) throws Exception {
        Path out = dir.resolve("ours-" + from + "-" + to);
        extender(to).extend(signed("p256", from), out);
        assertLevel(to, out);
        assertKept(signed("p256", from), out);
    }

    @ParameterizedTest
    @CsvSource({"B,LTA", "T,LT", "LT,LTA"})
    void weExtendWhatDssSigned(String from, Level to) throws Exception {
        Path in = signedByDss(form.label(), from);
        Path out = dir.resolve("dss-" + from + "-" + to);
        extender(to).extend(in, out);
        assertLevel(to, out);
        assertKept(in, out);
    }

    /** What is attempted. */
    interface Attempt {
        void to(Path out) throws Exception;
    }

    /** Refused, and nothing is written. */
    final String assertRefused(SigningProblem problem, Attempt attempt) throws Exception {
        Path folder = Files.createTempDirectory(dir, "refused");
        Path out = folder.resolve("out");
        SigningException refusal = assertThrows(SigningException.class, () -> attempt.to(out));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
        return String.valueOf(refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"LT", "LTA"})
    void aRevokedSignerSignsAndExtendsNothing(Level level) throws Exception {
        TestIdentity revoked = issued(KeyKind.EC_P256, Optional.empty());
        Path before = dir.resolve("before-revocation-" + level);
        signer(revoked, Level.T).sign(content, before);
        bench.sandbox()
                .revoke(
                        revoked.certificate().getSerialNumber(),
                        1,
                        Instant.now().minusSeconds(3600));
        String said = assertRefused(
                SigningProblem.CERTIFICATE_REVOKED,
                out -> signer(revoked, level).sign(content, out));
        assertTrue(said.contains("SANDBOX seal of a test") && said.contains("keyCompromise"), said);
        assertRefused(
                SigningProblem.SIGNATURE_NOT_PROVEN, out -> extender(level).extend(before, out));
    }

    @Test
    void extendingRefusesWhatItCannotRaise() throws Exception {
        Path t = signed("rsa", Level.T);
        Path lt = signed("rsa", Level.LT);
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.T).extend(t, out));
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.LT).extend(lt, out));
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.LT).extend(signed("rsa", Level.LTA), out));
        assertRefused(
                SigningProblem.TIMESTAMP_NEEDED, out -> Extender.to(Level.LTA).extend(lt, out));
        assertRefused(
                SigningProblem.TIMESTAMP_NEEDED, out -> Extender.to(Level.LT).extend(signed("rsa", Level.B), out));
        Path twin = Files.write(dir.resolve("altered"), altered(Files.readAllBytes(t)));
        assertRefused(SigningProblem.SIGNATURE_FAILED, out -> extender(Level.LT).extend(twin, out));
        assertRefused(
                SigningProblem.SIGNATURE_NOT_PROVEN,
                out -> extender(Level.LT)
                        .trusting(TrustAnchors.of(bench.sandbox().tsaAnchor()))
                        .extend(t, out));
    }

    @Test
    void renewedInTimeItOutlivesItsAuthorities() throws Exception {
        try (LongTerm world = LongTerm.open(Files.createDirectory(dir.resolve("long")), content)) {
            Path first = dir.resolve("story-1");
            Signer.with(world.signer())
                    .as(form)
                    .level(Level.LTA)
                    .timestamps(
                            TimestampAuthority.http(world.firstTsa(), world.clock(Duration.ZERO), new SecureRandom()))
                    .clock(world.clock(Duration.ZERO))
                    .sign(content, first);
            assertVerdict(Outcome.PASSED, world.verifier(Duration.ZERO).verify(first));

            Path renewed = dir.resolve("story-2");
            renew(world, Duration.ofDays(5), first, renewed);
            for (Duration later : List.of(Duration.ofDays(5), LongTerm.AFTER_THE_END)) {
                Report report = world.verifier(later).verify(renewed);
                assertVerdict(Outcome.PASSED, report);
                assertEquals(profile + "-LTA", signature(report).level());
                assertEquals("TOTAL_PASSED/null " + profile + "-LTA []", world.validate(later, renewed));
            }
            assertVerdict(
                    Outcome.INDETERMINATE,
                    world.verifier(LongTerm.AFTER_THE_END).verify(first));

            // And again when signer and first authority are gone: what proves them is in the document.
            Path again = dir.resolve("story-3");
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
