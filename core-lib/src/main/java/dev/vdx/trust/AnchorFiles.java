package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vdx.cms.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads anchors from disk; every complaint names the file and says what was expected of it. */
final class AnchorFiles {
    private static final long LARGEST = 16L << 20;
    private static final int MOST_FILES = 10_000;
    private static final int JKS_MAGIC = 0xfeedfeed;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private AnchorFiles() {}

    static List<X509Certificate> load(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        byte[] bytes = bytes(path);
        Optional<List<X509Certificate>> certificates = parse(bytes, path);
        if (certificates.isPresent()) {
            return certificates.get();
        }
        if (isJks(bytes) || (bytes.length > 0 && bytes[0] == 0x30)) {
            return keyStore(path, bytes, null);
        }
        throw notCertificates(path);
    }

    static List<X509Certificate> certificates(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        return parse(bytes(path), path).orElseThrow(() -> notCertificates(path));
    }

    static List<X509Certificate> keyStore(Path path, char @Nullable [] password) throws IOException {
        return keyStore(path, bytes(path), password);
    }

    private static List<X509Certificate> folder(Path path) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException(path + ": the folder holds no certificate files");
        }
        if (files.size() > MOST_FILES) {
            throw new IOException(path + ": the folder holds more than " + MOST_FILES + " files");
        }
        List<X509Certificate> all = new ArrayList<>();
        for (Path file : files) {
            all.addAll(parse(bytes(file), file).orElseThrow(() -> notCertificates(file)));
        }
        return all;
    }

    private static byte[] bytes(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "no such file or folder");
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException(path + ": larger than " + LARGEST + " bytes, too large for trust anchors");
        }
        return Files.readAllBytes(path);
    }

    /** Empty if the bytes are neither DER nor PEM at all; a broken certificate among PEM blocks is an error, not skipped. */
    private static Optional<List<X509Certificate>> parse(byte[] bytes, Path path) throws IOException {
        Optional<X509Certificate> der = Certificates.parse(bytes);
        if (der.isPresent()) {
            return der.map(List::of);
        }
        String text = new String(bytes, ISO_8859_1);
        List<X509Certificate> found = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf("-----", at + BEGIN.length());
            int end = labelEnd < 0 ? -1 : text.indexOf(END, labelEnd);
            if (end < 0) {
                throw new IOException(path + ": a PEM block does not end");
            }
            String label = text.substring(at + BEGIN.length(), labelEnd);
            if (label.equals("CERTIFICATE")
                    || label.equals("TRUSTED CERTIFICATE")
                    || label.equals("X509 CERTIFICATE")) {
                found.add(certificate(text.substring(labelEnd + 5, end), path));
            }
            at = text.indexOf(BEGIN, end + END.length());
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static X509Certificate certificate(String base64, Path path) throws IOException {
        try {
            return Certificates.parse(Base64.getMimeDecoder().decode(base64))
                    .orElseThrow(() -> new IOException(path + ": a PEM block in it is not a certificate"));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": a PEM block in it is not base64", e);
        }
    }

    private static List<X509Certificate> keyStore(Path path, byte[] bytes, char @Nullable [] password)
            throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(isJks(bytes) ? "JKS" : "PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            List<X509Certificate> found = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
            if (found.isEmpty()) {
                throw new IOException(
                        path
                                + (password == null
                                        ? ": not a certificate, nor a trust store that opens without a password"
                                        : ": the store holds no trusted certificate (certificates of private keys do not count)"));
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(path + ": not a trust store (PKCS#12 or JKS) that can be opened", e);
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().startsWith(path.toString())) {
                throw e;
            }
            throw new IOException(
                    path + ": not a certificate (PEM or DER), nor a trust store (PKCS#12 or JKS) this password opens",
                    e);
        }
    }

    private static boolean isJks(byte[] bytes) {
        return bytes.length > 4 && java.nio.ByteBuffer.wrap(bytes).getInt() == JKS_MAGIC;
    }

    private static IOException notCertificates(Path path) {
        return new IOException(path + ": not a certificate (PEM or DER)");
    }
}
