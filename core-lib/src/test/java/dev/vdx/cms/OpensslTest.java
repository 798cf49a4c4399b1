package dev.vdx.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.Source;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.sandbox.OpenSsl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL as the other party: it signs and we verify, we sign and it verifies. */
class OpensslTest {
    private static final byte[] CONTENT = "line one\nline two\n".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @BeforeEach
    void needsOpenssl() throws Exception {
        Assumptions.assumeTrue(run("version") == 0, "skipped: openssl is not on the PATH");
        Files.write(folder.resolve("content"), CONTENT);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, ''",
        "RSA-2048, -md sha512",
        "RSA-2048, -keyopt rsa_padding_mode:pss",
        "RSA-2048, -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20 -md sha384",
        "RSA-2048, -keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha512",
        "RSA-2048, -md sha1",
        "RSA-2048, -keyid",
        "RSA-2048, -noattr",
        "RSA-2048, -cades",
        "P-256, ''",
        "P-256, -noattr",
        "P-384, -md sha384 -cades",
        "P-521, -md sha512",
        "P-256, -md sha3-256",
        "Ed25519, -md sha512",
        "Ed448, -md shake256"
    })
    void whatOpensslSignsVerifies(String kind, String options) throws Exception {
        writeKey(kind);
        List<String> command = new ArrayList<>(List.of("cms", "-sign", "-binary", "-outform", "DER"));
        command.addAll(List.of("-in", "content", "-signer", "signer.pem", "-inkey", "key.pem", "-out", "cms"));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ")));
        }
        boolean made = run(command.toArray(new String[0])) == 0;
        Assumptions.assumeTrue(made, "skipped: this openssl does not sign " + kind + " " + options);

        CmsSignature signature = CmsSignature.parse(Files.readAllBytes(folder.resolve("cms")));
        DigestAlgorithm digest = signature.digestAlgorithm().orElseThrow();
        SignerFacts facts = signature.verify(Providers.digest(digest, CONTENT));
        assertTrue(facts.digestMatches() && facts.signatureMatches(), facts.toString());
        assertEquals(List.of(), facts.findings());
        byte[] altered = CONTENT.clone();
        altered[0] ^= 1;
        assertFalse(signature.verify(Providers.digest(digest, altered)).digestMatches());
    }

    @Test
    void attachedAndStreamedInIndefiniteLengthsVerifies() throws Exception {
        writeKey("RSA-2048");
        assertEquals(
                0,
                run(
                        "cms",
                        "-sign",
                        "-binary",
                        "-nodetach",
                        "-stream",
                        "-outform",
                        "DER",
                        "-in",
                        "content",
                        "-signer",
                        "signer.pem",
                        "-inkey",
                        "key.pem",
                        "-out",
                        "cms"));
        byte[] cms = Files.readAllBytes(folder.resolve("cms"));
        assertEquals((byte) 0x80, cms[1], "indefinite");
        SignerFacts facts = CmsSignature.parse(cms).verifyEncapsulated();
        assertTrue(facts.digestMatches() && facts.signatureMatches());
        org.junit.jupiter.api.Assertions.assertArrayEquals(
                CONTENT, CmsSignature.parse(cms).encapsulatedContent().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "RSA-PSS", "P-256", "P-384", "P-521"})
    void opensslVerifiesWhatWeSign(String kind) throws Exception {
        boolean pss = kind.equals("RSA-PSS");
        SigningKey key = pss
                ? TestPki.key("RSA-2048", new SignatureAlgorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA512))
                : TestPki.key(kind);
        writePem("root.pem", List.of(key.chain().get(1)));
        CadesSigner signer = CadesSigner.with(key);
        Files.write(folder.resolve("cms"), signer.sign(Providers.digest(signer.digestAlgorithm(), CONTENT)));
        OpenSsl.Result good = verified();
        assertEquals(0, good.exit(), good.output());
        Files.write(folder.resolve("content"), new byte[] {1});
        assertTrue(verified().exit() != 0, "altered content");
    }

    private OpenSsl.Result verified() throws Exception {
        return OpenSsl.verifyCms(folder, Path.of("cms"), Path.of("content"), Path.of("root.pem"), "-cades");
    }

    @Test
    void opensslVerifiesWhatWeSignAttachedWithTimeAndToken() throws Exception {
        SigningKey key = TestPki.key("P-256");
        writePem("root.pem", List.of(key.chain().get(1)));
        try (OutputStream out = Files.newOutputStream(folder.resolve("cms"))) {
            CadesSigner.with(key)
                    .withSigningTime(Instant.parse("2026-11-24T00:00:00Z"))
                    .withTimestamps(TestTsa.sound()::token)
                    .signAttached(Source.bytes(CONTENT), out);
        }
        assertEquals(
                0,
                run(
                        "cms",
                        "-verify",
                        "-binary",
                        "-inform",
                        "DER",
                        "-in",
                        "cms",
                        "-CAfile",
                        "root.pem",
                        "-purpose",
                        "any",
                        "-out",
                        "out"),
                log());
        org.junit.jupiter.api.Assertions.assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("out")));
    }

    @Test
    void opensslAnswersOurRequestAndItsTokenIsSound() throws Exception {
        writeKey("RSA-2048/tsa");
        X509Certificate certificate = TestPki.authority(TestPki.pair("RSA-2048/tsa"));
        writePem("signer.pem", List.of(certificate));
        writePem("root.pem", List.of(TestPki.root()));
        Files.writeString(folder.resolve("serial"), "01\n");
        Files.writeString(folder.resolve("ts.cnf"), """
                [tsa]
                default_tsa = t
                [t]
                serial = serial
                signer_cert = signer.pem
                signer_key = key.pem
                signer_digest = sha256
                default_policy = 1.2.3.4.5
                digests = sha256, sha512
                ess_cert_id_alg = sha256
                """);
        byte[] digest = Providers.digest(DigestAlgorithm.SHA512, CONTENT);
        TimestampRequest request = new TimestampRequest(
                DigestAlgorithm.SHA512,
                digest,
                Optional.of(java.math.BigInteger.valueOf(77)),
                Optional.of("1.2.3.4.5"));
        Files.write(folder.resolve("query"), request.encoded());
        assertEquals(0, run("ts", "-reply", "-config", "ts.cnf", "-queryfile", "query", "-out", "reply"), log());
        byte[] token = TimestampResponse.token(Files.readAllBytes(folder.resolve("reply")), request);
        TimestampFacts facts = TimestampToken.parse(token)
                .facts(TimestampKind.SIGNATURE, algorithm -> Optional.of(Providers.digest(algorithm, CONTENT)));
        assertTrue(facts.imprintMatches() && facts.signer().signatureMatches());
        assertEquals(List.of(), facts.findings());
    }

    @Test
    void opensslVerifiesTheTokenThatCameOutOfOurSignature() throws Exception {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        byte[] token = TestTsa.sound().token(DigestAlgorithm.SHA256, digest);
        Files.write(folder.resolve("token"), token);
        writePem("root.pem", List.of(TestPki.root()));
        String[] verify = {"ts", "-verify", "-in", "token", "-token_in", "-data", "content", "-CAfile", "root.pem"};
        assertEquals(0, run(verify), log());
        TimestampToken.requireSound(token, DigestAlgorithm.SHA256, digest, Optional.empty());
    }

    private void writeKey(String kind) throws IOException {
        writePem("signer.pem", List.of(TestPki.chain(kind).get(0)));
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(TestPki.pair(kind).getPrivate().getEncoded());
        Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    private void writePem(String name, Collection<X509Certificate> certificates) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate each : certificates) {
            try {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(each.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (java.security.cert.CertificateEncodingException e) {
                throw new IOException(e);
            }
        }
        Files.writeString(folder.resolve(name), pem);
    }

    private int run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
