package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.json.DetachedContent;
import dev.vdx.json.JsonSigner;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EU DSS 6.4 judges the JAdES we sign, and we judge what it signs. */
class JadesJudgeTest {
    @TempDir
    static Path dir;

    private static Path content;
    private static Path altered;
    private static Bench bench;
    private static Path box;
    private static Sandbox sandbox;
    private static SandboxServer server;
    private static Verifier verifier;
    private static Dss dss;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        box = bench.box();
        sandbox = bench.sandbox();
        server = bench.server();
        verifier = bench.verifier();
        dss = bench.dss();
        content = Files.writeString(dir.resolve("content.txt"), "ใบอนุญาต เลขที่ 1\n");
        altered = Files.writeString(dir.resolve("altered.txt"), "ใบอนุญาต เลขที่ 2\n");
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-a,T", "agency-b,B", "agency-b,T"})
    void theyAcceptWhatWeSign(String agency, Level level) throws Exception {
        Path signed = dir.resolve(agency + "-" + level + ".json");
        Signer signer =
                Signer.with(sandbox.agency(agency)).as(SignatureForm.JADES).level(level);
        (level == Level.B ? signer : signer.timestamps(TimestampAuthority.http(server.tsa()))).sign(content, signed);
        assertEquals("TOTAL_PASSED/null JAdES-BASELINE-" + level + " []", dss.ask("validate", signed, anchors()));
        assertEquals(Outcome.PASSED, verifier.verify(signed).outcome());
        Path twin = twin(signed);
        assertNotEquals(Outcome.PASSED, verifier.verify(twin).outcome());
        assertTrue(dss.ask("validate", twin, anchors()).startsWith("TOTAL_FAILED"));
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-b,T"})
    void theyAcceptWhatWeSignDetached(String agency, Level level) throws Exception {
        Path signed = dir.resolve(agency + "-detached-" + level + ".json");
        JsonSigner signer = JsonSigner.with(sandbox.agency(agency));
        try (Source source = Source.file(content)) {
            Files.write(
                    signed,
                    (level == Level.B ? signer : signer.withTimestamps(TimestampAuthority.http(server.tsa())))
                            .signDetached(
                                    List.of(new DetachedContent("content.txt", source)),
                                    Clock.systemUTC().instant()));
        }
        assertEquals(
                "TOTAL_PASSED/null JAdES-BASELINE-" + level + " []", dss.ask("validate", signed, anchors(), content));
        judge(signed, level.name());
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-a,T", "agency-b,B", "agency-b,T"})
    void weAcceptWhatDssSigns(String agency, String level) throws Exception {
        Path signed = dssSigned("jades", agency, level);
        Report report = verifier.verify(signed);
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(Lang.EN));
        assertEquals(
                "JAdES-BASELINE-" + level, report.verdict().signatures().get(0).level());
        assertEquals(Outcome.FAILED, verifier.verify(twin(signed)).outcome());
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-b,T"})
    void weAcceptWhatDssSignsDetached(String agency, String level) throws Exception {
        judge(dssSigned("jades-detached", agency, level), level);
    }

    /** Passes with the content, is open without it, fails with other content. */
    private static void judge(Path signed, String level) throws Exception {
        Report report = verifier.verify(signed, List.of(content));
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(Lang.EN));
        assertEquals(
                "JAdES-BASELINE-" + level, report.verdict().signatures().get(0).level());
        assertEquals(Outcome.INDETERMINATE, verifier.verify(signed).outcome());
        assertEquals(Outcome.FAILED, verifier.verify(signed, List.of(altered)).outcome());
        assertEquals(
                Outcome.FAILED,
                verifier.verify(signed, List.of(content, altered)).outcome());
    }

    /** One character of the payload is another. */
    private static Path twin(Path signed) throws Exception {
        String text = Files.readString(signed, StandardCharsets.US_ASCII);
        String payload = encoded();
        String other = payload.substring(0, 4) + (payload.charAt(4) == 'A' ? 'B' : 'A') + payload.substring(5);
        assertTrue(text.contains(payload), text);
        return Files.writeString(dir.resolve("twin-" + signed.getFileName()), text.replace(payload, other));
    }

    private static String encoded() throws Exception {
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(Files.readAllBytes(content));
    }

    private static String anchors() {
        return box.resolve("anchors/root.pem") + "," + box.resolve("tsa-anchors/root.pem");
    }

    private static Path dssSigned(String kind, String agency, String level) throws Exception {
        Path signed = dir.resolve("dss-" + kind + agency + level + ".json");
        Path home = box.resolve("agencies").resolve(agency);
        String password = Files.readString(home.resolve("password.txt")).strip();
        assertEquals(
                "ok", dss.ask("sign", kind, level, content, signed, home.resolve("seal.p12"), password, server.tsa()));
        return signed;
    }
}
