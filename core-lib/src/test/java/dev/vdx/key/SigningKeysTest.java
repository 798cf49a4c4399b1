package dev.vdx.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
    private static final char[] PASSWORD = "a-password-1".toCharArray();
    private static final byte[] DATA = {1, 2, 3};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA256withRSA, RSA_PKCS1, SHA256",
        "EC, secp256r1, SHA256withECDSA, ECDSA, SHA256",
        "EC, secp384r1, SHA384withECDSA, ECDSA, SHA384",
        "EC, secp521r1, SHA512withECDSA, ECDSA, SHA512",
        "Ed25519, , Ed25519, EDDSA, SHA512",
        "Ed448, , Ed448, EDDSA, SHAKE256"
    })
    void eachKindOfKeySignsAsItsKindDoes(
            String type, String size, String jca, SignatureScheme scheme, DigestAlgorithm digest) throws Exception {
        KeyPair pair = pair(type, size);
        X509Certificate certificate = certificate(pair, jca);
        SigningKey key = SigningKey.pkcs12(store("key.p12", entry("agency", pair.getPrivate(), certificate)), PASSWORD);
        assertEquals(new SignatureAlgorithm(scheme, digest), key.algorithm());
        assertEquals(List.of(certificate), key.chain());
        byte[] signature = key.sign(DATA);
        assertTrue(Providers.verify(key.algorithm(), certificate.getPublicKey(), DATA, signature));
        java.security.Signature peer = java.security.Signature.getInstance(jca);
        peer.initVerify(certificate);
        peer.update(DATA);
        assertTrue(peer.verify(signature), "Java's own provider agrees");
    }

    @Test
    void rsaSignsAsPssWithAnotherDigestWhenAsked() throws Exception {
        KeyPair pair = pair("RSA", "2048");
        Path file = store("key.p12", entry("agency", pair.getPrivate(), certificate(pair, "SHA256withRSA")));
        SignatureAlgorithm pss = new SignatureAlgorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA512);
        SigningKey key = SigningKeys.pkcs12(file, PASSWORD, pss);
        assertTrue(Providers.verify(pss, pair.getPublic(), DATA, key.sign(DATA)));
        SignatureAlgorithm sha1 = new SignatureAlgorithm(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA1);
        assertProblem(SigningProblem.NOT_SUPPORTED, () -> SigningKeys.pkcs12(file, PASSWORD, sha1));
        SignatureAlgorithm other = new SignatureAlgorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256);
        assertProblem(SigningProblem.NOT_SUPPORTED, () -> SigningKeys.pkcs12(file, PASSWORD, other));
    }

    @Test
    void theFileOfAUriIsOpened() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        Path file = store("key.p12", entry("agency", pair.getPrivate(), certificate(pair, "SHA256withECDSA")));
        assertEquals(1, SigningKeys.open(file.toUri(), PASSWORD).chain().size());
        assertEquals(
                1,
                SigningKeys.open(URI.create("file:" + file), PASSWORD).chain().size());
        assertEquals(
                1,
                SigningKeys.open(new URI("FILE", file.toString(), null), PASSWORD)
                        .chain()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote:https://example.invalid", "agency.p12", "http://x/y"})
    void otherSchemesAreRefusedByName(String uri) {
        SigningException e =
                assertProblem(SigningProblem.NOT_SUPPORTED, () -> SigningKeys.open(URI.create(uri), PASSWORD));
        assertFalse(e.details().isEmpty());
    }

    @Test
    void aFileUriThatIsNoPathIsUnreadable() {
        assertProblem(
                SigningProblem.KEY_UNREADABLE, () -> SigningKeys.open(URI.create("file://host/agency.p12"), PASSWORD));
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        Path file = store("key.p12", entry("agency", pair.getPrivate(), certificate(pair, "SHA256withECDSA")));
        SigningException e =
                assertProblem(SigningProblem.KEY_UNREADABLE, () -> SigningKey.pkcs12(file, "wrong".toCharArray()));
        assertEquals(List.of("key.p12", "wrong password"), e.details());
    }

    @Test
    void aThaiPasswordOpensWhatOpensslWrote() throws Exception {
        Assumptions.assumeTrue(run("openssl", "version"), "openssl is not on the PATH");
        String password = "รหัสผ่าน";
        Path pass = Files.writeString(folder.resolve("pass"), password + "\n");
        Path pem = folder.resolve("key.pem");
        Path file = folder.resolve("thai.p12");
        String[] request = {
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=SANDBOX",
            "-keyout",
            pem.toString(),
            "-out",
            folder.resolve("c.pem").toString()
        };
        assertTrue(run(request));
        assertTrue(run(
                "openssl",
                "pkcs12",
                "-export",
                "-inkey",
                pem.toString(),
                "-in",
                folder.resolve("c.pem").toString(),
                "-name",
                "agency",
                "-passout",
                "file:" + pass,
                "-out",
                file.toString()));
        SigningKey key = SigningKey.pkcs12(file, password.toCharArray());
        assertTrue(Providers.verify(key.algorithm(), key.chain().get(0).getPublicKey(), DATA, key.sign(DATA)));
        SigningException e =
                assertProblem(SigningProblem.KEY_UNREADABLE, () -> SigningKey.pkcs12(file, "รหัสผิด".toCharArray()));
        assertEquals("wrong password", e.details().get(1));
    }

    private boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return process.waitFor() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Test
    void whatIsNoPkcs12FileIsUnreadable() throws Exception {
        Path junk = Files.write(folder.resolve("junk.p12"), new byte[] {0x30, 0x03, 1, 2, 3});
        Path large = Files.write(folder.resolve("large.p12"), new byte[5 << 20]);
        Path empty = Files.write(folder.resolve("empty.p12"), new byte[0]);
        for (Path file : List.of(junk, large, empty, folder, folder.resolve("missing.p12"))) {
            assertProblem(SigningProblem.KEY_UNREADABLE, () -> SigningKey.pkcs12(file, PASSWORD));
        }
    }

    @Test
    void noKeyAndSeveralKeysAreNotFoundWithTheirNames() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        X509Certificate certificate = certificate(pair, "SHA256withECDSA");
        Path none = store("none.p12", store -> store.setCertificateEntry("only", certificate));
        assertProblem(SigningProblem.KEY_NOT_FOUND, () -> SigningKey.pkcs12(none, PASSWORD));
        Path two = store("two.p12", store -> {
            entry("seal-b", pair.getPrivate(), certificate).into(store);
            entry("seal-a", pair.getPrivate(), certificate).into(store);
        });
        SigningException e = assertProblem(SigningProblem.KEY_NOT_FOUND, () -> SigningKey.pkcs12(two, PASSWORD));
        assertTrue(e.details().get(1).contains("seal-a, seal-b"), e.details().toString());
    }

    @Test
    void aKeyOfAnotherCertificateIsAMismatch() throws Exception {
        for (String[] kind :
                new String[][] {{"RSA", "2048", "SHA256withRSA"}, {"EC", "secp256r1", "SHA256withECDSA"}}) {
            KeyPair mine = pair(kind[0], kind[1]);
            X509Certificate others = certificate(pair(kind[0], kind[1]), kind[2]);
            Path file = store("mixed.p12", entry("agency", mine.getPrivate(), others));
            assertProblem(SigningProblem.KEY_MISMATCH, () -> SigningKey.pkcs12(file, PASSWORD));
        }
        X509Certificate rsa = certificate(pair("RSA", "2048"), "SHA256withRSA");
        PrivateKey ec = pair("EC", "secp256r1").getPrivate();
        assertProblem(SigningProblem.KEY_MISMATCH, () -> SigningKeys.of(ec, List.of(rsa)));
    }

    @Test
    void shortRsaKeysAndOtherKindsDoNotSign() throws Exception {
        KeyPair weak = pair("RSA", "1024");
        X509Certificate certificate = certificate(weak, "SHA256withRSA");
        assertProblem(SigningProblem.NOT_SUPPORTED, () -> SigningKeys.of(weak.getPrivate(), List.of(certificate)));
        KeyPair dsa = pair("DSA", "2048");
        X509Certificate old = certificate(dsa, "SHA256withDSA");
        assertProblem(SigningProblem.NOT_SUPPORTED, () -> SigningKeys.of(dsa.getPrivate(), List.of(old)));
        assertProblem(SigningProblem.KEY_NOT_FOUND, () -> SigningKeys.of(dsa.getPrivate(), List.of()));
    }

    private interface Fill {
        void into(KeyStore store) throws Exception;
    }

    private static Fill entry(String alias, PrivateKey key, X509Certificate certificate) {
        return store -> store.setKeyEntry(alias, key, PASSWORD, new Certificate[] {certificate});
    }

    private Path store(String name, Fill fill) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        fill.into(store);
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static KeyPair pair(String type, String size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (type.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(size));
        } else if (size != null) {
            generator.initialize(Integer.parseInt(size));
        }
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(KeyPair pair, String jca) throws Exception {
        X500Name name = new X500Name("CN=SANDBOX Agency");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                name,
                pair.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(jca).build(pair.getPrivate())));
    }

    private static SigningException assertProblem(
            SigningProblem problem, org.junit.jupiter.api.function.Executable executable) {
        SigningException e = assertThrows(SigningException.class, executable);
        assertEquals(problem, e.problem(), e.getMessage());
        return e;
    }
}
