package dev.vdx.trust;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS with a client certificate, or with servers trusted other than Java trusts. */
final class Tls {
    static final Tls PLAIN = new Tls(List.of(), List.of());

    private final List<KeyManager> keys;
    private final List<TrustManager> servers;
    private final HttpClient client;

    private Tls(List<KeyManager> keys, List<TrustManager> servers) {
        this.keys = keys;
        this.servers = servers;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(orUsual(keys.toArray(KeyManager[]::new)), orUsual(servers.toArray(TrustManager[]::new)), null);
            this.client = Http.client(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static <T> T @Nullable [] orUsual(T[] some) {
        return some.length == 0 ? null : some;
    }

    Tls identifiedBy(Path pkcs12, char[] password) throws SigningException {
        try (InputStream in = Files.newInputStream(pkcs12)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return new Tls(List.of(factory.getKeyManagers()), servers);
        } catch (IOException | GeneralSecurityException e) {
            throw new SigningException(
                    e,
                    SigningProblem.KEY_UNREADABLE,
                    pkcs12.toString(),
                    "client certificate of the time-stamp authority");
        }
    }

    Tls trusting(TrustAnchors anchors) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate each : anchors.certificates()) {
                store.setCertificateEntry("anchor" + number++, each);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new Tls(keys, List.of(factory.getTrustManagers()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("anchors that Java cannot trust", e);
        }
    }

    HttpClient client() {
        return client;
    }
}
