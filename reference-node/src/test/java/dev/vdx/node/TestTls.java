package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** An authority for TLS certificates of tests. */
final class TestTls {
    static final String PASSWORD = "sandbox";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int DIGITAL_SIGNATURE = 128;

    private final TestAuthority authority;
    private final SecureRandom random;
    private final Instant from;

    TestTls(String name, Instant now, SecureRandom random) {
        this.random = random;
        this.from = now.minus(Duration.ofDays(1));
        this.authority = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX TLS " + name, KeyKind.EC_P256, from, until(), 0),
                Addresses.NONE,
                random);
    }

    private Instant until() {
        return from.plus(Duration.ofDays(30));
    }

    /** Its certificate as PEM. */
    void anchor(Path file) throws IOException, GeneralSecurityException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(authority.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n",
                UTF_8);
    }

    /** A key for this host name and, if told so, 127.0.0.1, with its password beside it in {@code tls.txt}. */
    void key(Path file, String host, boolean loopback) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0x82);
        names.write(host.length());
        names.writeBytes(host.getBytes(UTF_8));
        if (loopback) {
            names.writeBytes(new byte[] {(byte) 0x87, 4, 127, 0, 0, 1});
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(0x30);
        der.write(names.size());
        der.writeBytes(names.toByteArray());
        TestIdentity identity = authority.issue(
                CertificateSpec.seal("CN=SANDBOX " + host, KeyKind.EC_P256, from, until())
                        .withKeyUsage(DIGITAL_SIGNATURE)
                        .withExtendedKeyUsages(false, SERVER, CLIENT)
                        .withAddresses(Addresses.NONE)
                        .withExtension(ALTERNATIVE_NAMES, false, der.toByteArray()),
                random);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("tls", identity.key(), PASSWORD.toCharArray(), new Certificate[] {
            identity.certificate(), authority.certificate()
        });
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        Files.writeString(file.resolveSibling("tls.txt"), PASSWORD, UTF_8);
    }
}
