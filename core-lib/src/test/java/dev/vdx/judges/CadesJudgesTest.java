package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CAdES and ASiC-E by the front door before EU DSS, and its CAdES before us. */
class CadesJudgesTest {
    @TempDir
    static Path dir;

    private static Bench bench;
    private static Path box;
    private static Sandbox sandbox;
    private static SandboxServer server;
    private static Dss dss;
    private static Verifier verifier;
    private static Path letter;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        box = bench.box();
        sandbox = bench.sandbox();
        server = bench.server();
        verifier = bench.verifier();
        dss = bench.dss();
        letter = Files.write(dir.resolve("หนังสือ.txt"), "หนังสือราชการ".getBytes(UTF_8));
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"CADES,agency-a,B", "CADES,agency-a,T", "CADES,agency-b,T", "ASIC_E,agency-a,B", "ASIC_E,agency-b,T"})
    void dssAcceptsWhatWeWrite(SignatureForm form, String agency, Level level) throws Exception {
        Path signed = dir.resolve(form + agency + level);
        Signer signer = Signer.with(sandbox.agency(agency)).as(form).level(level);
        (level == Level.B ? signer : signer.timestamps(TimestampAuthority.http(server.tsa()))).sign(letter, signed);
        assertEquals("TOTAL_PASSED/null CAdES-BASELINE-" + level + " []", validate(signed));
        assertPasses(signed, level.name(), List.of());
    }

    @ParameterizedTest
    @CsvSource({"agency-a", "agency-b"})
    void dssAcceptsWhatWeWriteBesideTheContent(String agency) throws Exception {
        CadesSigner signer = CadesSigner.with(sandbox.agency(agency))
                .withSigningTime(Clock.systemUTC().instant());
        byte[] cms = signer.sign(Providers.digest(signer.digestAlgorithm(), Files.readAllBytes(letter)));
        Path signed = Files.write(dir.resolve(agency + ".p7s"), cms);
        assertEquals("TOTAL_PASSED/null CAdES-BASELINE-B []", validate(signed, letter));
        assertPasses(signed, "B", List.of(letter));
    }

    @ParameterizedTest
    @CsvSource({"cades,agency-a,B", "cades,agency-b,T", "cades-detached,agency-a,T", "cades-detached,agency-b,B"})
    void weAcceptWhatDssWritesAndNotItsAlteredTwin(String kind, String agency, String level) throws Exception {
        Path home = box.resolve("agencies").resolve(agency);
        String password = Files.readString(home.resolve("password.txt"), UTF_8).strip();
        Path signed = dir.resolve("dss-" + kind + agency + level + ".p7s");
        assertEquals(
                "ok", dss.ask("sign", kind, level, letter, signed, home.resolve("seal.p12"), password, server.tsa()));
        List<Path> content = kind.equals("cades") ? List.of() : List.of(letter);
        assertPasses(signed, level, content);
        byte[] bytes = Files.readAllBytes(signed);
        for (int at = bytes.length / 10; at < bytes.length; at += bytes.length / 10) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            Path twin = Files.write(dir.resolve("twin.p7s"), altered);
            Report report = verifier.verify(twin, content);
            // Certificates beside the chain, and what only helps to validate, may differ.
            if (report.outcome() == Outcome.PASSED) {
                assertPasses(twin, report.verdict().signatures().get(0).level().replaceAll(".*-", ""), content);
            }
        }
        assertNotEquals(
                Outcome.PASSED,
                verifier.verify(signed, List.of(box.resolve("README.txt"))).outcome());
    }

    private static String validate(Path... files) {
        List<Object> words = new ArrayList<>(List.of("validate", files[0]));
        words.add(box.resolve("anchors/root.pem") + "," + box.resolve("tsa-anchors/root.pem"));
        if (files.length > 1) {
            words.add(files[1]);
        }
        return dss.ask(words.toArray());
    }

    private static void assertPasses(Path signed, String level, List<Path> content) throws Exception {
        Report report = verifier.verify(signed, content);
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(Lang.EN));
        assertEquals(
                "CAdES-BASELINE-" + level, report.verdict().signatures().get(0).level());
    }
}
