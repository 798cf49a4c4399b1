package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.xml.XmlProfile;
import dev.vdx.xml.XmlSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XAdES that we sign, before EU DSS and before Java's own validator of XML signatures. */
class XmlSignerJudgeTest {
    private static final String RECORD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <record xmlns="urn:sandbox:record"><name>นายตัวอย่าง ไม่มีจริง</name></record>
            """;

    @TempDir
    static Path dir;

    private static Bench bench;
    private static Path record;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        record = Files.writeString(dir.resolve("record.xml"), RECORD);
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static SigningKey key(String agency) throws Exception {
        Path home = bench.box().resolve("agencies").resolve(agency);
        return SigningKey.pkcs12(
                home.resolve("seal.p12"),
                Files.readString(home.resolve("password.txt")).strip().toCharArray());
    }

    @ParameterizedTest
    @CsvSource({
        "agency-a,XADES,B,XAdES-BASELINE-B",
        "agency-b,XADES,B,XAdES-BASELINE-B",
        "agency-a,XADES,T,XAdES-BASELINE-T",
        "agency-b,XADES,T,XAdES-BASELINE-T",
        "agency-a,XADES_E_TAX,B,XAdES-BASELINE-B",
        "agency-a,XADES_E_TAX,T,XAdES-BASELINE-T"
    })
    void dssAndJavaAcceptWhatWeSignAndNoAlteredTwin(String agency, SignatureForm form, Level level, String name)
            throws Exception {
        Path out = dir.resolve(agency + form + level + ".xml");
        Signer signer = Signer.with(key(agency)).as(form).level(level);
        if (level == Level.T) {
            signer = signer.timestamps(
                    TimestampAuthority.http(bench.server().tsa(), Clock.systemUTC(), new SecureRandom()));
        }
        signer.sign(record, out);
        assertEquals(Outcome.PASSED, bench.verifier().verify(out).outcome());
        String said = bench.validate(out);
        assertTrue(said.startsWith("TOTAL_PASSED/null " + name), said);
        assertTrue(JavaXml.accepts(Files.readAllBytes(out), Optional.empty()));
        String twin = Files.readString(out).replace("ไม่มีจริง", "มีจริง");
        Path altered = Files.writeString(dir.resolve("twin.xml"), twin);
        assertFalse(bench.validate(altered).contains("TOTAL_PASSED"));
        assertFalse(JavaXml.accepts(twin.getBytes(UTF_8), Optional.empty()));
    }

    @Test
    void dssAcceptsASignatureThatHoldsTheDocument() throws Exception {
        byte[] signed = XmlSigner.with(key("agency-a"))
                .profile(XmlProfile.BASELINE)
                .signEnveloping(RECORD.getBytes(UTF_8), Instant.now());
        Path out = Files.write(dir.resolve("enveloping.xml"), signed);
        String said = bench.validate(out);
        assertTrue(said.startsWith("TOTAL_PASSED/null XAdES-BASELINE-B"), said);
        assertEquals(
                Optional.empty(),
                bench.verifier().verify(out).verdict().findings().stream().findFirst());
    }
}
