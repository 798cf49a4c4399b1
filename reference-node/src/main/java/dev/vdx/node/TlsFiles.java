package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Keys and anchors for TLS, as the configuration names them. */
final class TlsFiles {
    private final Configuration configuration;

    TlsFiles(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The PKCS#12 file a setting names, whose password the other does; absent where none is named. */
    Optional<KeyStore> keys(Setting setting, Setting password) throws ConfigurationException, IOException {
        Optional<Path> file = configuration.optionalPath(setting);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        char[] secret = configuration.password(password).toCharArray();
        try (InputStream in = Files.newInputStream(file.get())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, secret);
            if (keys.size() != 1 || !keys.isKeyEntry(keys.aliases().nextElement())) {
                throw new ConfigurationException(setting.key() + " holds not exactly one key");
            }
            return Optional.of(keys);
        } catch (GeneralSecurityException | IOException e) {
            if (e instanceof java.nio.file.FileSystemException) {
                throw new ConfigurationException(setting.key() + ": " + file.get() + " cannot be read");
            }
            throw new ConfigurationException(
                    setting.key() + " or " + password.key() + " is no good: " + e.getMessage());
        }
    }

    /** The certificates a setting names, as anchors. */
    KeyStore anchors(Setting setting) throws ConfigurationException, IOException {
        TrustAnchors anchors = TrustAnchors.pem(configuration.path(setting));
        if (anchors.certificates().isEmpty()) {
            throw new ConfigurationException(setting.key() + " holds no certificate");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int n = 0;
            for (X509Certificate certificate : anchors.certificates()) {
                store.setCertificateEntry("anchor-" + n++, certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(setting.key() + " is no good: " + e.getMessage());
        }
    }

    /** A caller's side that trusts the anchors a setting names, or those of the Java runtime, and shows no certificate. */
    SSLContext caller(Setting trust) throws ConfigurationException, IOException {
        return context(trust, new KeyManager[0]);
    }

    /** The same, with a certificate of its own where one is named. */
    SSLContext caller(Setting trust, Setting key, Setting password) throws ConfigurationException, IOException {
        Optional<KeyStore> keys = keys(key, password);
        if (keys.isEmpty()) {
            return caller(trust);
        }
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys.get(), configuration.password(password).toCharArray());
            return context(trust, managers.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(key.key() + " is no good: " + e.getMessage());
        }
    }

    private SSLContext context(Setting trust, KeyManager[] keys) throws ConfigurationException, IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] managers = null;
            if (configuration.optionalPath(trust).isPresent()) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(anchors(trust));
                managers = factory.getTrustManagers();
            }
            context.init(keys, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(trust.key() + ": TLS cannot be set up: " + e.getMessage());
        }
    }
}
