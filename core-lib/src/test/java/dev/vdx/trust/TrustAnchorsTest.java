package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustAnchorsTest {
    private final Pki pki = Pki.unpublished();
    private final X509Certificate one = pki.root.certificate();
    private final X509Certificate two = pki.issuing.certificate();

    @TempDir
    private Path dir;

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private Path store(String type, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("one", one);
        Path path = dir.resolve("store." + type);
        try (OutputStream out = Files.newOutputStream(path)) {
            store.store(out, password);
        }
        return path;
    }

    private void says(Path path, String what) {
        IOException refused = assertThrows(IOException.class, () -> TrustAnchors.load(path));
        assertTrue(String.valueOf(refused.getMessage()).contains(what), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains(String.valueOf(path.getFileName())));
    }

    @Test
    void pemDerAndSeveralInOneFileAreRead() throws Exception {
        assertEquals(
                List.of(one), TrustAnchors.load(file("a.der", one.getEncoded())).certificates());
        Path both = file("b.pem", ("ข้อความ before\n" + pem(one) + "between\r\n" + pem(two)).getBytes(UTF_8));
        assertEquals(List.of(one, two), TrustAnchors.load(both).certificates());
        assertEquals(List.of(one, two), TrustAnchors.pem(both).certificates());
    }

    @Test
    void aFolderIsReadInTheOrderOfNames() throws Exception {
        file("2.pem", pem(two).getBytes(UTF_8));
        file("1.cer", one.getEncoded());
        file(".hidden", new byte[] {1});
        assertEquals(List.of(one, two), TrustAnchors.load(dir).certificates());
    }

    @Test
    void aFolderWithSomethingElseInItIsRefusedRatherThanHalfRead() throws Exception {
        file("1.cer", one.getEncoded());
        file("notes.txt", "hello".getBytes(UTF_8));
        IOException refused = assertThrows(IOException.class, () -> TrustAnchors.load(dir));
        assertTrue(refused.getMessage().contains("notes.txt"), refused.getMessage());
    }

    @Test
    void storesAreRead() throws Exception {
        assertEquals(
                List.of(one),
                TrustAnchors.keyStore(store("JKS", "changeit".toCharArray()), null)
                        .certificates());
        assertEquals(
                List.of(one),
                TrustAnchors.keyStore(store("PKCS12", "changeit".toCharArray()), "changeit".toCharArray())
                        .certificates());
        assertEquals(List.of(one), TrustAnchors.load(dir.resolve("store.JKS")).certificates());
    }

    @Test
    void aStoreNeedsItsPassword() throws Exception {
        Path path = store("PKCS12", "changeit".toCharArray());
        says(path, "trust store");
        assertThrows(IOException.class, () -> TrustAnchors.keyStore(path, "wrong".toCharArray()));
    }

    @Test
    void whatIsMissingEmptyOrNoCertificateIsSaid(@TempDir Path empty) throws Exception {
        Path missing = dir.resolve("missing.pem");
        assertThrows(NoSuchFileException.class, () -> TrustAnchors.load(missing));
        says(missing, "no such file");
        says(empty, "no certificate files");
        says(file("x.txt", "hello".getBytes(UTF_8)), "not a certificate");
        says(
                file("y.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".getBytes(UTF_8)),
                "PEM block");
        says(file("z.pem", "-----BEGIN CERTIFICATE-----\nAAAA".getBytes(UTF_8)), "does not end");
        says(
                file("k.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".getBytes(UTF_8)),
                "not a cert");
        says(file("e.pem", new byte[0]), "not a certificate");
    }

    @Test
    void certificatesCountOnce() {
        assertEquals(
                List.of(one, two),
                TrustAnchors.of(one, two).and(TrustAnchors.of(one)).certificates());
        assertEquals(List.of(), TrustAnchors.none().certificates());
    }
}
