package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.vectors.Pdfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Twelve years of one document on a clock that is moved: sealed with RSA-2048 at LTA in 2026; renewed before the seal's and the
 * authority's certificates end in 2028; the agency's CA goes out of business; RSA-2048 is retired in 2029 (TS 119 312); renewed again
 * before the second authority's certificate ends; and read in 2038, when nobody of 2026 is there any more.
 */
class TenYearsTest {
    private static final Instant SIGNED = Instant.parse("2026-11-01T03:00:00Z");
    private static final Instant RENEWED = Instant.parse("2028-09-01T03:00:00Z");
    private static final Instant GONE = Instant.parse("2030-01-01T03:00:00Z");
    private static final Instant RENEWED_AGAIN = Instant.parse("2032-09-01T03:00:00Z");
    private static final Instant READ = Instant.parse("2038-11-01T03:00:00Z");
    private static final byte[] DER_NULL = {5, 0};
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path dir;

    /** A clock that stands where it is put. */
    private static final class MovedClock extends Clock {
        private volatile Instant now = SIGNED;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A time-stamp authority of its own root, whose certificate needs no word about its revocation (EN 319 412-1, 5.2). */
    private record Later(TestTsa tsa, TrustAnchors anchor) {
        static Later of(String name, String from, String until, Clock clock) {
            Instant start = Instant.parse(from);
            Instant end = Instant.parse(until);
            TestAuthority root = TestAuthority.root(
                    CertificateSpec.authority("CN=SANDBOX root of " + name, KeyKind.EC_P384, start, end, 0),
                    Addresses.NONE,
                    RANDOM);
            TestIdentity identity = root.issue(
                    CertificateSpec.timestamping("CN=SANDBOX " + name, KeyKind.EC_P384, start, end)
                            .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                    RANDOM);
            return new Later(new TestTsa(identity, clock, RANDOM), TrustAnchors.of(root.certificate()));
        }
    }

    @ParameterizedTest
    @EnumSource(value = SignatureForm.class)
    void whatWasSealedIsBelievedLongAfterAllWhoVouchedAreGone(SignatureForm form) throws Exception {
        MovedClock clock = new MovedClock();
        Sandbox sandbox = Sandbox.create(dir.resolve("box"), 0, SIGNED, RANDOM);
        TrustAnchors seals = TrustAnchors.of(sandbox.anchor());
        TrustAnchors times = TrustAnchors.of(sandbox.tsaAnchor());
        Later second = Later.of("second authority", "2028-01-01T00:00:00Z", "2033-01-01T00:00:00Z", clock);
        Later third = Later.of("third authority", "2032-01-01T00:00:00Z", "2041-01-01T00:00:00Z", clock);

        boolean xml = form == SignatureForm.XADES || form == SignatureForm.XADES_E_TAX;
        Path content = xml
                ? Files.writeString(dir.resolve("content.xml"), "<record><name>SANDBOX</name></record>")
                : Files.write(dir.resolve("content.pdf"), Pdfs.page());
        List<Path> beside = form.detached() ? List.of(content) : List.of();
        Path sealed = dir.resolve("sealed");
        Path renewed = dir.resolve("renewed");
        Path again = dir.resolve("renewed-again");
        Extender extender = Extender.to(Level.LTA).trusting(seals).clock(clock);
        try (SandboxServer server = SandboxServer.start(sandbox, clock, RANDOM)) {
            Signer.with(sandbox.agency("agency-a"))
                    .as(form)
                    .level(Level.LTA)
                    .timestamps(new TestTsa(sandbox.timestamping(), clock, RANDOM))
                    .trusting(seals)
                    .timestampsTrusting(times)
                    .clock(clock)
                    .sign(content, sealed);
            clock.now = RENEWED;
            extender.timestamps(second.tsa())
                    .timestampsTrusting(times.and(second.anchor()))
                    .extend(sealed, beside, renewed);
            assertTrue(server.ocsp().getPort() > 0);
        }
        clock.now = GONE;
        Extender last = extender.timestamps(third.tsa())
                .timestampsTrusting(times.and(second.anchor()).and(third.anchor()));
        assertThrows(
                SigningException.class,
                () -> last.extend(sealed, beside, dir.resolve("too-late")),
                "what nobody renewed in time cannot be saved");
        clock.now = RENEWED_AGAIN;
        last.extend(renewed, beside, again);

        clock.now = READ;
        Verifier verifier = Verifier.trusting(seals, clock)
                .timestampsTrusting(times.and(second.anchor()).and(third.anchor()))
                .offline()
                .explaining();
        Report report = verifier.verify(again, beside);
        String told = report.toText(Lang.EN) + report.explanation(Lang.EN, ZoneOffset.UTC);
        assertEquals(
                Indication.TOTAL_PASSED, report.verdict().signatures().get(0).indication(), told);
        assertEquals(Outcome.PASSED, report.outcome(), told);
        assertEquals(SIGNED, report.verdict().signatures().get(0).bestSignatureTime(), "proven of then");
        for (Instant when : new Instant[] {SIGNED, RENEWED, RENEWED_AGAIN}) {
            assertTrue(told.contains(when.toString().substring(0, 4)), when + " is told: " + told);
        }

        for (Path lacking : new Path[] {sealed, renewed}) {
            assertEquals(
                    Outcome.INDETERMINATE,
                    verifier.verify(lacking, beside).outcome(),
                    lacking + " was not renewed until now");
        }
        byte[] altered = Files.readAllBytes(again);
        altered[altered.length / 2] ^= 1;
        assertNotEquals(
                Outcome.PASSED,
                verifier.verify(Files.write(dir.resolve("altered"), altered), beside)
                        .outcome());
        assertNotEquals(
                Outcome.PASSED,
                verifier.timestampsTrusting(times.and(second.anchor()))
                        .verify(again, beside)
                        .outcome(),
                "whoever does not trust the last authority has no proof");
    }
}
