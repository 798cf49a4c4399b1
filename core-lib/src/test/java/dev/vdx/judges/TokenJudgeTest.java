package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Prepared;
import dev.vdx.Signer;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.key.SoftHsm;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TimestampAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keys on a token sign, and what is signed in two steps, before EU DSS and before ourselves. */
class TokenJudgeTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path dir;

    private static Bench bench;
    private static SoftHsm hsm;
    private static Path pdf;
    private static Path xml;

    @BeforeAll
    static void open() throws Exception {
        hsm = SoftHsm.running();
        bench = Bench.open(dir);
        put("rsa", "01", KeyKind.RSA_2048, 41);
        put("p256", "02", KeyKind.EC_P256, 42);
        put("p384", "03", KeyKind.EC_P384, 43);
        pdf = dir.resolve("licence.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(pdf.toFile(), CompressParameters.NO_COMPRESSION);
        }
        xml = Files.writeString(dir.resolve("record.xml"), "<record>ตัวอย่าง</record>");
    }

    private static void put(String label, String id, KeyKind kind, int index) {
        hsm.put(
                SoftHsm.JUDGED,
                label,
                id,
                bench.sandbox().authority(Sandbox.AGENCIES).issue(spec(label, kind, index), RANDOM));
    }

    private static CertificateSpec spec(String label, KeyKind kind, int index) {
        Instant now = Clock.systemUTC().instant();
        return CertificateSpec.seal(
                        "CN=SANDBOX judged " + label, kind, now.minusSeconds(60), now.plus(Duration.ofDays(30)))
                .withKeys(kind.pooled(index, RANDOM));
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static SigningKey key(String label) throws Exception {
        String[] query = label.equals("pss") ? new String[] {"vdx-scheme=rsa-pss"} : new String[0];
        return SigningKeys.open(
                hsm.uri(
                        "token=" + SoftHsm.encoded(SoftHsm.JUDGED) + ";object=" + (label.equals("pss") ? "rsa" : label),
                        query),
                SoftHsm.PIN.toCharArray());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa,PADES,B,PAdES-BASELINE-B",
        "pss,PADES,T,PAdES-BASELINE-T",
        "p384,PADES,T,PAdES-BASELINE-T",
        "pss,CADES,T,CAdES-BASELINE-T",
        "p256,JADES,B,JAdES-BASELINE-B",
        "p384,XADES,T,XAdES-BASELINE-T",
        "rsa,ASIC_E,T,CAdES-BASELINE-T"
    })
    void dssAndWeAcceptWhatATokenSigns(String label, SignatureForm form, Level level, String name) throws Exception {
        Path out = dir.resolve(label + form + level);
        signer(key(label), form, level).sign(document(form), out);
        accepted(out, name);
    }

    @ParameterizedTest
    @CsvSource({
        "PADES,T,PAdES-BASELINE-T",
        "CADES,B,CAdES-BASELINE-B",
        "JADES,T,JAdES-BASELINE-T",
        "XADES,T,XAdES-BASELINE-T",
        "ASIC_E,B,CAdES-BASELINE-B"
    })
    void dssAndWeAcceptWhatIsSignedInTwoSteps(SignatureForm form, Level level, String name) throws Exception {
        TestIdentity key =
                bench.sandbox().authority(Sandbox.AGENCIES).issue(spec("elsewhere", KeyKind.EC_P256, 44), RANDOM);
        SigningKey absent = SigningKeys.elsewhere(key.chain());
        String record = signer(absent, form, level).prepare(document(form)).text();
        Prepared prepared = Prepared.parse(record);
        Signature engine = Signature.getInstance("NONEwithECDSA");
        engine.initSign(key.key());
        engine.update(prepared.digest());
        Path out = dir.resolve("two" + form + level);
        signer(absent, form, level).finish(prepared, engine.sign(), document(form), out);
        accepted(out, name);
    }

    private static Signer signer(SigningKey key, SignatureForm form, Level level) {
        Signer signer = Signer.with(key).as(form).level(level);
        return level == Level.B
                ? signer
                : signer.timestamps(TimestampAuthority.http(bench.server().tsa(), Clock.systemUTC(), RANDOM));
    }

    private static Path document(SignatureForm form) {
        return form == SignatureForm.XADES ? xml : pdf;
    }

    private static void accepted(Path out, String name) throws Exception {
        assertEquals(Outcome.PASSED, bench.verifier().verify(out).outcome());
        String said = bench.validate(out);
        assertTrue(said.startsWith("TOTAL_PASSED/null " + name), said);
    }
}
