package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.http.Endpoint;
import dev.vdx.node.http.Tls;
import dev.vdx.node.peers.PeerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.Optional;

/** What the configuration says of the wire: where the node listens, and how it calls others. */
final class Transport {
    private static final int MOST_PORT = 65_535;

    private static final int MOST_RATE = 1_000_000;

    private final Configuration configuration;
    private final TlsFiles files;

    Transport(Configuration configuration) {
        this.configuration = configuration;
        this.files = new TlsFiles(configuration);
    }

    /** Where other nodes call. */
    Endpoint exchange() throws ConfigurationException, IOException {
        Tls.Clients clients = configuration.word(Setting.EXCHANGE_TLS_CLIENTS, Tls.Clients.values());
        Optional<KeyStore> anchors = clients == Tls.Clients.NONE
                ? Optional.empty()
                : Optional.of(files.anchors(Setting.EXCHANGE_TLS_CLIENTS_TRUST));
        Optional<Tls> tls = tls(Setting.EXCHANGE_TLS_KEY, Setting.EXCHANGE_TLS_KEY_PASSWORD_FILE, clients, anchors);
        if (tls.isEmpty() && clients != Tls.Clients.NONE) {
            throw new ConfigurationException(Setting.EXCHANGE_TLS_CLIENTS.key() + ": client certificates need "
                    + Setting.EXCHANGE_TLS_KEY.key());
        }
        return endpoint(Setting.EXCHANGE_HOST, Setting.EXCHANGE_PORT, Setting.EXCHANGE_RATE, tls);
    }

    /** Where the agency's own systems call. */
    Endpoint local() throws ConfigurationException, IOException {
        return endpoint(
                Setting.LOCAL_HOST,
                Setting.LOCAL_PORT,
                Setting.LOCAL_RATE,
                tls(Setting.LOCAL_TLS_KEY, Setting.LOCAL_TLS_KEY_PASSWORD_FILE, Tls.Clients.NONE, Optional.empty()));
    }

    /** How it calls other nodes. */
    PeerClient peers() throws ConfigurationException, IOException {
        return new PeerClient(
                configuration.duration(Setting.SEND_PATIENCE),
                files.caller(Setting.PEERS_TRUST, Setting.PEERS_KEY, Setting.PEERS_KEY_PASSWORD_FILE));
    }

    private Optional<Tls> tls(Setting key, Setting password, Tls.Clients clients, Optional<KeyStore> anchors)
            throws ConfigurationException, IOException {
        Optional<KeyStore> keys = files.keys(key, password);
        return keys.isPresent()
                ? Optional.of(new Tls(keys.get(), configuration.password(password), clients, anchors))
                : Optional.empty();
    }

    private Endpoint endpoint(Setting hostSetting, Setting port, Setting rate, Optional<Tls> tls)
            throws ConfigurationException, IOException {
        String host = configuration.text(hostSetting);
        if (tls.isEmpty() && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new ConfigurationException(
                    hostSetting.key() + ": plain HTTP listens on loopback only, not on " + host);
        }
        return new Endpoint(
                host,
                (int) configuration.number(port, MOST_PORT),
                tls,
                configuration.number(Setting.LARGEST, 1L << 40),
                configuration.duration(Setting.IDLE),
                configuration.number(Setting.SLOWEST, 1L << 30),
                (int) configuration.number(rate, MOST_RATE));
    }
}
