package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels LT and LTA of CMS files, signed and extended by us, judged by EU DSS and ourselves; and what is refused. */
class CadesLevelsTest {
    @TempDir
    static Path dir;

    private static Bench bench;
    private static Path content;
    private static Path large;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        content = Files.writeString(dir.resolve("content.txt"), "ใบอนุญาต เลขที่ 1");
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        large = Files.write(dir.resolve("large.bin"), bytes);
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static Signer signer(TestIdentity key, Level level) {
        Signer signer = Signer.with(key).as(SignatureForm.CADES).level(level);
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

    private static Path signed(String agency, Level level) throws Exception {
        Path out = dir.resolve(agency + "-" + level + ".p7m");
        if (!Files.exists(out)) {
            signer(bench.sandbox().agency(agency), level).sign(content, out);
        }
        return out;
    }

    private static void assertLevel(Level level, Path file, Path of) throws Exception {
        List<Verifier> verifiers = level == Level.T
                ? List.of(bench.verifier())
                : List.of(bench.verifier(), bench.verifier().offline());
        for (Verifier verifier : verifiers) {
            Report report = verifier.verify(file);
            assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
            assertEquals(
                    "CAdES-BASELINE-" + level,
                    report.verdict().signatures().get(0).level());
        }
        assertEquals("TOTAL_PASSED/null CAdES-BASELINE-" + level + " []", bench.validate(file));
        assertArrayEquals(Files.readAllBytes(of), (byte[])
                new CMSSignedData(Files.readAllBytes(file)).getSignedContent().getContent());
    }

    @ParameterizedTest
    @CsvSource({"agency-a,LT", "agency-a,LTA", "agency-b,LTA"})
    void weReachTheLevelThatWasAskedFor(String agency, Level level) throws Exception {
        assertLevel(level, signed(agency, level), content);
    }

    @ParameterizedTest
    @CsvSource({"B,T", "B,LTA", "T,LT", "LT,LTA", "LTA,LTA"})
    void weExtendWhatWeSigned(Level from, Level to) throws Exception {
        Path out = dir.resolve("ours-" + from + "-" + to);
        extender(to).extend(signed("agency-b", from), out);
        assertLevel(to, out, content);
    }

    @ParameterizedTest
    @CsvSource({"B,LTA", "LT,LTA"})
    void weExtendWhatDssSigned(String from, Level to) throws Exception {
        Path home = bench.box().resolve("agencies/agency-a");
        String password = Files.readString(home.resolve("password.txt")).strip();
        String anchors =
                bench.box().resolve("anchors/root.pem") + "," + bench.box().resolve("tsa-anchors/root.pem");
        Path in = dir.resolve("dss-" + from);
        assertEquals(
                "ok",
                bench.dss()
                        .ask(
                                "sign-trusting",
                                anchors,
                                "cades",
                                from,
                                content,
                                in,
                                home.resolve("seal.p12"),
                                password,
                                bench.server().tsa()));
        Path out = dir.resolve("dss-" + from + "-" + to);
        extender(to).extend(in, out);
        assertLevel(to, out, content);
    }

    @Test
    void contentIsStreamed() throws Exception {
        Path out = dir.resolve("large.p7m");
        signer(bench.sandbox().agency("agency-b"), Level.T).sign(large, out);
        Path extended = dir.resolve("large-lta.p7m");
        extender(Level.LTA).extend(out, extended);
        assertLevel(Level.LTA, extended, large);
    }

    @Test
    void whateverTheArchiveTimestampCoversCounts() throws Exception {
        byte[] bytes = Files.readAllBytes(signed("agency-a", Level.LTA));
        // Its attribute is the last; what is within the token is the authority's own.
        byte[] type = {6, 6, 4, 0, (byte) 0x8d, 0x45, 2, 4};
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(type, StandardCharsets.ISO_8859_1));
        assertTrue(end > bytes.length / 3, "the archive time-stamp");
        // Content, certificates, answers, attributes, values.
        for (int at = 60; at < end; at += 199) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            Report report = bench.verifier().offline().verify(Files.write(dir.resolve("twin"), altered));
            boolean same = report.outcome() == Outcome.PASSED
                    && report.verdict().signatures().get(0).level().endsWith("-LTA");
            assertFalse(same, at + " of " + end);
        }
    }

    private interface Attempt {
        void to(Path out) throws SigningException, IOException;
    }

    private static void assertRefused(SigningProblem problem, Attempt attempt) {
        Path out = dir.resolve("refused");
        SigningException refusal = assertThrows(SigningException.class, () -> attempt.to(out));
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertFalse(Files.exists(out));
    }

    @Test
    void refusals() throws Exception {
        TestIdentity revoked = bench.sandbox()
                .authority(Sandbox.AGENCIES)
                .issue(
                        CertificateSpec.seal(
                                "CN=SANDBOX seal of a test",
                                KeyKind.EC_P256,
                                Instant.now().minus(Duration.ofDays(1)),
                                Instant.now().plus(Duration.ofDays(30))),
                        new SecureRandom());
        Path before = dir.resolve("before-revocation");
        signer(revoked, Level.T).sign(content, before);
        bench.sandbox()
                .revoke(
                        revoked.certificate().getSerialNumber(),
                        1,
                        Instant.now().minusSeconds(3600));
        assertRefused(
                SigningProblem.CERTIFICATE_REVOKED,
                out -> signer(revoked, Level.LT).sign(content, out));
        assertRefused(
                SigningProblem.SIGNATURE_NOT_PROVEN, out -> extender(Level.LT).extend(before, out));
        Path lt = signed("agency-a", Level.LT);
        assertRefused(SigningProblem.LEVEL_REACHED, out -> extender(Level.LT).extend(lt, out));
        byte[] bytes = Files.readAllBytes(signed("agency-a", Level.T));
        bytes[80] ^= 1;
        Path altered = Files.write(dir.resolve("altered"), bytes);
        assertRefused(SigningProblem.SIGNATURE_FAILED, out -> extender(Level.LT).extend(altered, out));
        Path token = Files.write(dir.resolve("token"), tsa().timestamp(DigestAlgorithm.SHA256, new byte[32]));
        assertRefused(SigningProblem.NOT_SUPPORTED, out -> extender(Level.LTA).extend(token, out));
        Path pem = Files.writeString(
                dir.resolve("pem"),
                "-----BEGIN CMS-----\n" + Base64.getMimeEncoder().encodeToString(Files.readAllBytes(lt))
                        + "\n-----END CMS-----\n");
        assertRefused(SigningProblem.NOT_SUPPORTED, out -> extender(Level.LTA).extend(pem, out));
    }

    @Test
    void renewedInTimeItOutlivesItsAuthorities() throws Exception {
        try (LongTerm world = LongTerm.open(Files.createDirectory(dir.resolve("long")), content)) {
            Path first = dir.resolve("story-1");
            Signer.with(world.signer())
                    .as(SignatureForm.CADES)
                    .level(Level.LTA)
                    .timestamps(
                            TimestampAuthority.http(world.firstTsa(), world.clock(Duration.ZERO), new SecureRandom()))
                    .clock(world.clock(Duration.ZERO))
                    .sign(content, first);
            Path renewed = dir.resolve("story-2");
            Extender.to(Level.LTA)
                    .timestamps(TimestampAuthority.http(
                            world.lastingTsa(), world.clock(Duration.ofDays(5)), new SecureRandom()))
                    .clock(world.clock(Duration.ofDays(5)))
                    .extend(first, renewed);
            Report after = world.verifier(LongTerm.AFTER_THE_END).verify(renewed);
            assertEquals(Outcome.PASSED, after.outcome(), after.toText(Lang.EN));
            assertTrue(after.verdict().signatures().get(0).level().endsWith("-LTA"));
            assertNotEquals(
                    Outcome.PASSED,
                    world.verifier(LongTerm.AFTER_THE_END).verify(first).outcome());
        }
    }
}
