package dev.vdx.key;

import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Opens signing keys by where they live. */
public final class SigningKeys {
    private static final int LARGEST_FILE = 4 << 20;

    private SigningKeys() {}

    /**
     * Opens the key a URI names: {@code file:agency.p12} (relative or absolute) is a PKCS#12 file, {@code pkcs11:…} a key on a token.
     *
     * @throws SigningException NOT_SUPPORTED for any other scheme ({@code dev.vdx.Keys} knows {@code remote:} too); else as {@link SigningKey#pkcs12} and
     *     {@link SigningKey#pkcs11}
     */
    public static SigningKey open(URI uri, char[] password) throws SigningException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals(TokenAddress.SCHEME)) {
            return pkcs11(uri, password);
        }
        if (!scheme.equals("file")) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "key " + scheme + ":");
        }
        return pkcs12(path(uri), password);
    }

    /** As {@link SigningKey#pkcs12}. */
    public static SigningKey pkcs12(Path file, char[] password) throws SigningException {
        Entry entry = read(file, password);
        return of(entry.key(), entry.chain());
    }

    /**
     * As {@link SigningKey#pkcs12}, with the algorithm to sign with, such as RSA_PSS with SHA-512.
     *
     * @throws SigningException NOT_SUPPORTED also where the key cannot sign with it, or nobody should (MD5, SHA-1)
     */
    public static SigningKey pkcs12(Path file, char[] password, SignatureAlgorithm algorithm) throws SigningException {
        Entry entry = read(file, password);
        return of(entry.key(), entry.chain(), algorithm);
    }

    /** As {@link SigningKey#pkcs11}. */
    public static SigningKey pkcs11(URI uri, char[] pin) throws SigningException {
        return TokenKey.open(TokenAddress.parse(uri), pin);
    }

    /**
     * A private key at hand, with its certificate and those that issued it; signs with the algorithm
     * {@link SigningKey#pkcs12} would choose.
     *
     * @throws SigningException KEY_NOT_FOUND without a certificate, KEY_MISMATCH if they do not belong together,
     *     NOT_SUPPORTED for a kind of key we do not sign with
     */
    public static SigningKey of(PrivateKey key, List<X509Certificate> chain) throws SigningException {
        return of(key, chain, LocalKey.usualAlgorithm(first(chain).getPublicKey()));
    }

    /** As {@link #of(PrivateKey, List)}, with the algorithm to sign with. */
    public static SigningKey of(PrivateKey key, List<X509Certificate> chain, SignatureAlgorithm algorithm)
            throws SigningException {
        return LocalKey.probed(key, first(chain), chain, algorithm);
    }

    /**
     * A key that is elsewhere, where only digests go: for {@code Signer.prepare} and {@code finish}. Signs with the algorithm
     * {@link SigningKey#pkcs12} would choose.
     *
     * @param chain its certificate, then those that issued it
     * @throws SigningException KEY_NOT_FOUND without a certificate, NOT_SUPPORTED for a kind of key we do not sign with
     */
    public static SigningKey elsewhere(List<X509Certificate> chain) throws SigningException {
        return elsewhere(chain, LocalKey.usualAlgorithm(first(chain).getPublicKey()));
    }

    /** As the other, with the algorithm to sign with. */
    public static SigningKey elsewhere(List<X509Certificate> chain, SignatureAlgorithm algorithm)
            throws SigningException {
        LocalKey.requireFit(first(chain).getPublicKey(), algorithm);
        return new AbsentKey(chain, algorithm);
    }

    private static X509Certificate first(List<X509Certificate> chain) throws SigningException {
        if (chain.isEmpty()) {
            throw new SigningException(SigningProblem.KEY_NOT_FOUND, "no certificate");
        }
        return chain.get(0);
    }

    private static Path path(URI uri) throws SigningException {
        try {
            return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
        } catch (IllegalArgumentException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, uri.toString(), "not a path");
        }
    }

    private record Entry(PrivateKey key, List<X509Certificate> chain) {}

    private static Entry read(Path file, char[] password) throws SigningException {
        String name = String.valueOf(file.getFileName());
        try {
            KeyStore store = storeFor(password);
            store.load(new ByteArrayInputStream(contents(file)), password);
            String alias = onlyKey(store, name);
            Key key = store.getKey(alias, password);
            if (!(key instanceof PrivateKey privateKey)) {
                throw new SigningException(SigningProblem.KEY_NOT_FOUND, name, "no private key");
            }
            return new Entry(privateKey, chain(store, alias));
        } catch (NoSuchFileException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, name, "no such file");
        } catch (UnrecoverableKeyException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, name, "wrong password");
        } catch (IOException e) {
            boolean wrong = e.getCause() instanceof UnrecoverableKeyException
                    || String.valueOf(e.getMessage()).contains("wrong password");
            throw new SigningException(
                    e, SigningProblem.KEY_UNREADABLE, name, wrong ? "wrong password" : "not a readable PKCS#12 file");
        } catch (GeneralSecurityException | InvalidPathException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, name, String.valueOf(e.getMessage()));
        }
    }

    /** Java's own store takes ASCII passwords only (its PBES2 does); a Thai one opens with Bouncy Castle. */
    private static KeyStore storeFor(char[] password) throws GeneralSecurityException {
        for (char c : password) {
            if (c < 0x20 || c > 0x7e) {
                return Providers.pkcs12();
            }
        }
        return KeyStore.getInstance("PKCS12");
    }

    private static byte[] contents(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("larger than any PKCS#12 file");
        }
        return Files.readAllBytes(file);
    }

    private static String onlyKey(KeyStore store, String name) throws GeneralSecurityException, SigningException {
        List<String> aliases = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                aliases.add(alias);
            }
        }
        if (aliases.isEmpty()) {
            throw new SigningException(SigningProblem.KEY_NOT_FOUND, name, "no private key");
        }
        if (aliases.size() > 1) {
            Collections.sort(aliases);
            throw new SigningException(
                    SigningProblem.KEY_NOT_FOUND, name, "several keys: " + String.join(", ", aliases));
        }
        return aliases.get(0);
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate[] found = store.getCertificateChain(alias);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        if (found != null) {
            for (Certificate certificate : found) {
                ByteArrayInputStream encoded = new ByteArrayInputStream(certificate.getEncoded());
                chain.add((X509Certificate) factory.generateCertificate(encoded));
            }
        }
        return chain;
    }
}
