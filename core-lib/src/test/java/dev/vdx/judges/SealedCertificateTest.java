package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.sandbox.OpenSsl;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.PdfaJudge;
import dev.vdx.seal.SampleCertificate;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Thai certificate, sealed at level T, before veraPDF, OpenSSL and poppler. */
class SealedCertificateTest {
    @TempDir
    static Path dir;

    private static Sandbox sandbox;
    private static SandboxServer server;

    @BeforeAll
    static void open() throws Exception {
        Clock clock = Clock.systemUTC();
        sandbox = Sandbox.create(dir.resolve("sandbox"), 0, clock.instant(), new SecureRandom());
        server = SandboxServer.start(sandbox, clock, new SecureRandom());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static byte[] sealed(String agency) throws Exception {
        return sealed(agency, Level.T);
    }

    private static byte[] sealed(String agency, Level level) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Signer.with(sandbox.agency(agency))
                .level(level)
                .timestamps(TimestampAuthority.http(server.tsa()))
                .seal(SealSpec.of("สำนักงานตัวอย่าง", Clock.systemUTC().instant(), CertificatePdf.SEAL_BOX))
                .sign(Source.bytes(CertificatePdf.write(SampleCertificate.of(3))), out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"agency-a,T", "agency-b,LTA"})
    void veraPdfFindsPdfA3uBeforeAndAfterSealing(String agency, Level level) throws Exception {
        byte[] sealed = sealed(agency, level);
        assertEquals("", PdfaJudge.broken(CertificatePdf.write(SampleCertificate.of(3))));
        assertEquals("", PdfaJudge.broken(sealed));
        assertEquals(
                Outcome.PASSED,
                Verifier.trusting(TrustAnchors.of(sandbox.anchor()))
                        .timestampsTrusting(TrustAnchors.of(sandbox.tsaAnchor()))
                        .verify(Source.bytes(sealed), "certificate.pdf")
                        .outcome());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agency-a", "agency-b"})
    void opensslVerifiesTheCmsAndItsTimestampAndRefusesThemForOtherBytes(String agency) throws Exception {
        Parts parts = Parts.of(sealed(agency));
        Path home = Files.createDirectory(dir.resolve("openssl-" + agency));
        Files.write(home.resolve("cms.der"), parts.cms);
        Files.write(home.resolve("content"), parts.content);
        Path anchors = dir.resolve("sandbox/anchors/root.pem");
        Path tsaAnchors = dir.resolve("sandbox/tsa-anchors/root.pem");
        Path cms = Path.of("cms.der");
        Path content = Path.of("content");
        OpenSsl.Result good = OpenSsl.verifyCms(home, cms, content, anchors);
        assertEquals(0, good.exit(), good.output());
        parts.content[100]++;
        Files.write(home.resolve("content"), parts.content);
        assertNotEquals(0, OpenSsl.verifyCms(home, cms, content, anchors).exit());

        SignerInformation signer =
                new CMSSignedData(parts.cms).getSignerInfos().iterator().next();
        Attribute stamp = signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        Files.write(
                home.resolve("token.der"),
                stamp.getAttributeValues()[0].toASN1Primitive().getEncoded("DER"));
        Files.write(home.resolve("value"), signer.getSignature());
        String[] ts = {
            "ts", "-verify", "-data", "value", "-in", "token.der", "-token_in", "-CAfile", tsaAnchors.toString()
        };
        OpenSsl.Result stamped = OpenSsl.run(home, ts);
        assertEquals(0, stamped.exit(), stamped.output());
        Files.write(home.resolve("value"), parts.cms);
        assertNotEquals(0, OpenSsl.run(home, ts).exit());
    }

    @Test
    void popplerFindsTheWholeDocumentSignedAndTheAlteredTwinNot() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/pdfsig")), "pdfsig is not installed");
        byte[] sealed = sealed("agency-a");
        String good = pdfsig("good.pdf", sealed);
        assertTrue(good.contains("Signature is Valid") && good.contains("Total document signed"), good);
        sealed[Parts.firstDigitOfTheStream(sealed)]++;
        String bad = pdfsig("bad.pdf", sealed);
        assertTrue(bad.contains("Digest Mismatch"), bad);
    }

    private static String pdfsig(String name, byte[] file) throws Exception {
        Path pdf = Files.write(dir.resolve(name), file);
        Process process = new ProcessBuilder("pdfsig", "-nocert", pdf.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** What a signed PDF is made of, found as simply as can be. */
    private record Parts(byte[] content, byte[] cms) {
        private static final Pattern RANGE = Pattern.compile("/ByteRange \\[0 (\\d+) (\\d+) (\\d+)");

        static Parts of(byte[] file) {
            Matcher range = RANGE.matcher(new String(file, StandardCharsets.ISO_8859_1));
            assertTrue(range.find());
            int end = Integer.parseInt(range.group(1));
            int from = Integer.parseInt(range.group(2));
            int length = Integer.parseInt(range.group(3));
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.write(file, 0, end);
            content.write(file, from, length);
            byte[] padded =
                    HexFormat.of().parseHex(new String(file, end + 1, from - end - 2, StandardCharsets.ISO_8859_1));
            int cms = 4 + ((padded[2] & 0xFF) << 8) + (padded[3] & 0xFF);
            return new Parts(content.toByteArray(), java.util.Arrays.copyOf(padded, cms));
        }

        static int firstDigitOfTheStream(byte[] file) {
            return new String(file, StandardCharsets.ISO_8859_1).indexOf("stream") + 20;
        }
    }
}
