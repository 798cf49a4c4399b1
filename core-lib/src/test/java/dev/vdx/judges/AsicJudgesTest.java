package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.vdx.Verifier;
import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ASiC-E of ours before EU DSS, and its before us. */
class AsicJudgesTest {
    @TempDir
    static Path dir;

    private static Bench bench;
    private static Path box;
    private static SandboxServer server;
    private static Dss dss;
    private static Verifier verifier;
    private static Path letter;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        box = bench.box();
        server = bench.server();
        verifier = bench.verifier();
        dss = bench.dss();
        letter = Files.write(dir.resolve("letter.txt"), "หนังสือราชการ".getBytes(UTF_8));
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-a,T", "agency-b,B", "agency-b,T"})
    void dssAcceptsWhatWeWrite(String agency, String level) throws Exception {
        Path home = box.resolve("agencies").resolve(agency);
        Path signed = dir.resolve(agency + level + ".asice");
        AsicWriter writer = AsicWriter.with(
                SigningKeys.pkcs12(home.resolve("seal.p12"), password(home).toCharArray()));
        if (level.equals("T")) {
            writer = writer.withTimestamps(TimestampAuthority.http(server.tsa()));
        }
        try (Source content = Source.file(letter);
                OutputStream out = Files.newOutputStream(signed)) {
            writer.write(
                    List.of(
                            new AsicEntry("message.json", "application/json", Source.bytes("{}".getBytes(UTF_8))),
                            new AsicEntry("แนบ/หนังสือ 1.txt", "text/plain", content)),
                    Clock.systemUTC().instant(),
                    out);
        }
        assertEquals(
                "TOTAL_PASSED/null CAdES-BASELINE-" + level + " []",
                dss.ask(
                        "validate",
                        signed,
                        box.resolve("anchors/root.pem") + "," + box.resolve("tsa-anchors/root.pem")));
        assertPasses(signed, level);
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-a,T", "agency-b,B", "agency-b,T"})
    void weAcceptWhatDssWritesAndNotItsTwinCutOff(String agency, String level) throws Exception {
        Path home = box.resolve("agencies").resolve(agency);
        Path signed = dir.resolve("dss" + agency + level + ".asice");
        assertEquals(
                "ok",
                dss.ask(
                        "sign",
                        "asic-e",
                        level,
                        letter,
                        signed,
                        home.resolve("seal.p12"),
                        password(home),
                        server.tsa()));
        assertPasses(signed, level);
        byte[] bytes = Files.readAllBytes(signed);
        bytes[bytes.length / 3] ^= 1;
        Path twin = Files.write(dir.resolve("twin.asice"), bytes);
        assertNotEquals(Outcome.PASSED, verifier.verify(twin).outcome());
    }

    private static String password(Path home) throws Exception {
        return Files.readString(home.resolve("password.txt"), UTF_8).strip();
    }

    private static void assertPasses(Path signed, String level) throws Exception {
        Report report = verifier.verify(signed);
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(Lang.EN));
        assertEquals(
                "CAdES-BASELINE-" + level, report.verdict().signatures().get(0).level());
    }
}
