package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureForm;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.vectors.Pdfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive time-stamp is another authority's than the signature's, so that what proves it comes behind it; EU DSS judges. */
class OtherAuthorityTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"PADES,PAdES-BASELINE-LTA", "ASIC_E,CAdES-BASELINE-LTA", "XADES,XAdES-BASELINE-LTA"})
    void isLtaForOthersToo(SignatureForm form, String level) throws Exception {
        assumeTrue(Dss.built(), "module core-lib/dss-judge is not built: build the whole project");
        Sandbox first = Sandbox.create(dir.resolve("first"), 0, Instant.now(), RANDOM);
        Sandbox then = Sandbox.create(dir.resolve("then"), 0, Instant.now(), RANDOM);
        Path in = form == SignatureForm.XADES
                ? Files.writeString(dir.resolve("in"), "<a/>")
                : Files.write(dir.resolve("in"), Pdfs.page());
        Path lt = dir.resolve("lt");
        Path lta = dir.resolve("lta");
        try (SandboxServer before = SandboxServer.start(first, CLOCK, RANDOM);
                SandboxServer after = SandboxServer.start(then, CLOCK, RANDOM)) {
            Signer.with(first.agency("agency-a"))
                    .as(form)
                    .level(Level.LT)
                    .timestamps(TimestampAuthority.http(before.tsa()))
                    .sign(in, lt);
            Extender.to(Level.LTA)
                    .timestamps(TimestampAuthority.http(after.tsa()))
                    .extend(lt, lta);
        }
        String anchors = dir.resolve("first/anchors/root.pem") + "," + dir.resolve("first/tsa-anchors/root.pem") + ","
                + dir.resolve("then/tsa-anchors/root.pem");
        assertEquals(
                "TOTAL_PASSED/null " + level + " []", Dss.running().ask("validate-at", CLOCK.instant(), lta, anchors));
    }
}
