package dev.vdx.node;

import dev.vdx.Verifier;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.audit.AuditChain;
import dev.vdx.node.http.ExchangeListener;
import dev.vdx.node.http.Listener;
import dev.vdx.node.http.LocalListener;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.pull.Asker;
import dev.vdx.node.pull.DocumentSource;
import dev.vdx.node.pull.FolderSource;
import dev.vdx.node.pull.Issuer;
import dev.vdx.node.push.Dispatch;
import dev.vdx.node.push.DocumentPolicy;
import dev.vdx.node.push.EvidenceFile;
import dev.vdx.node.push.Fetcher;
import dev.vdx.node.push.Lender;
import dev.vdx.node.push.ReceiptTaker;
import dev.vdx.node.push.Receiver;
import dev.vdx.node.push.ReceiverRules;
import dev.vdx.node.push.Retries;
import dev.vdx.node.push.Sender;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Steps;
import dev.vdx.trust.TrustAnchors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A running node. Closing it finishes what is under way. */
public final class Node implements Closeable {
    private static final int SENDERS = 4;
    private static final long REFRESH_MILLIS = 5_000;

    private final NodeStore store;
    private final Peers peers;
    private final Listener exchange;
    private final Listener local;
    private final Workers workers;

    private Node(NodeStore store, Peers peers, Listener exchange, Listener local, Workers workers) {
        this.store = store;
        this.peers = peers;
        this.exchange = exchange;
        this.local = local;
        this.workers = workers;
    }

    /**
     * Starts a node.
     *
     * @throws ConfigurationException if the configuration is not sound
     * @throws SigningException if the key cannot be opened
     * @throws IOException if a file it names cannot be read
     */
    public static Node start(Configuration configuration, Clock clock, SecureRandom random)
            throws ConfigurationException, SigningException, IOException {
        return start(configuration, Steps.UNSEEN, clock, random);
    }

    /** As the other, and tells each step of a push or a pull as it is passed. */
    static Node start(Configuration configuration, Steps steps, Clock clock, SecureRandom random)
            throws ConfigurationException, SigningException, IOException {
        PartyId self = party(configuration);
        SigningKey key = SigningKey.pkcs12(
                configuration.path(Setting.KEY),
                configuration.password(Setting.KEY_PASSWORD_FILE).toCharArray());
        TrustAnchors directoryAnchors = TrustAnchors.pem(configuration.path(Setting.DIRECTORY_ANCHORS));
        Optional<Path> trust = configuration.optionalPath(Setting.TRUST);
        TrustAnchors documentAnchors = trust.isPresent() ? TrustAnchors.pem(trust.get()) : TrustAnchors.none();
        long largest = configuration.number(Setting.LARGEST, 1L << 40);
        long byReferenceAbove = configuration.number(Setting.BY_REFERENCE_ABOVE, Long.MAX_VALUE);
        ReceiverRules rules = new ReceiverRules(
                largest,
                configuration.duration(Setting.SKEW),
                configuration.duration(Setting.OLDEST),
                policy(configuration));
        Retries retries = new Retries(
                configuration.duration(Setting.SEND_FIRST),
                configuration.duration(Setting.SEND_LONGEST),
                configuration.duration(Setting.SEND_GIVE_UP),
                configuration.duration(Setting.SEND_LEASE));
        String exchangeHost = loopback(configuration, Setting.EXCHANGE_HOST);
        String localHost = loopback(configuration, Setting.LOCAL_HOST);
        int exchangePort = (int) configuration.number(Setting.EXCHANGE_PORT, 65_535);
        int localPort = (int) configuration.number(Setting.LOCAL_PORT, 65_535);
        PeerClient client = new PeerClient(configuration.duration(Setting.SEND_PATIENCE));

        NodeStore store = NodeStore.openAlone(configuration, clock.instant());
        Database database = store.database();
        Blobs blobs = store.blobs();
        Verifier directoryVerifier = Verifier.trusting(directoryAnchors, clock);
        Peers peers = new Peers(
                configuration.path(Setting.DIRECTORY),
                Boolean.parseBoolean(configuration.text(Setting.DIRECTORY_OFFLINE))
                        ? directoryVerifier.offline()
                        : directoryVerifier,
                database,
                clock);
        peers.start();
        ReceiptTaker receipts = new ReceiptTaker(peers, database, steps, clock);
        Receiver receiver = new Receiver(
                self, key, peers, database, blobs, Verifier.trusting(documentAnchors, clock), rules, steps, clock);
        MessageWriter writer = MessageWriter.with(key, Optional.empty());
        DocumentSource source = configuration
                .optionalPath(Setting.ISSUE_FOLDER)
                .<DocumentSource>map(FolderSource::new)
                .orElseGet(DocumentSource::nothing);
        Issuer issuer = new Issuer(self, writer, peers, database, blobs, rules, source, steps, clock, random);
        Dispatch dispatch =
                new Dispatch(self, key, writer, peers, database, blobs, byReferenceAbove, steps, clock, random);
        Sender sender = new Sender(
                UUID.randomUUID().toString(),
                peers,
                client,
                database,
                blobs,
                receipts,
                new Asker(client, blobs, receiver),
                new Fetcher(self, key, client, blobs, receiver, steps, clock),
                retries,
                steps,
                clock,
                random);
        AuditChain audit = new AuditChain(database);

        Listener exchange = ExchangeListener.start(
                exchangeHost,
                exchangePort,
                receiver,
                issuer,
                receipts,
                new Lender(self, peers, database, blobs, rules, clock));
        PrometheusMeterRegistry metrics = metrics(database);
        Listener local = LocalListener.start(
                localHost,
                localPort,
                dispatch,
                new EvidenceFile(key, peers, database, blobs, clock),
                database,
                blobs,
                largest,
                () -> troubles(peers, database),
                metrics::scrape,
                clock);
        Workers workers = new Workers();
        for (int i = 0; i < SENDERS; i++) {
            workers.add("sender-" + i, 100, sender::send);
        }
        workers.add("leases", retries.lease().toMillis() / 3, sender::renew);
        workers.add("audit", 200, audit::link);
        workers.add("directory", REFRESH_MILLIS, () -> peers.refresh() ? 1 : 0);
        return new Node(store, peers, exchange, local, workers);
    }

    private static PartyId party(Configuration configuration) throws ConfigurationException {
        try {
            return PartyId.parse(configuration.required(Setting.PARTY));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("party: " + e.getMessage());
        }
    }

    private static DocumentPolicy policy(Configuration configuration) throws ConfigurationException {
        String word = configuration.text(Setting.DOCUMENTS);
        return Stream.of(DocumentPolicy.values())
                .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("documents is note, refuse or strict, not " + word));
    }

    /** There is no TLS in this node yet, so it listens to the machine itself only. */
    private static String loopback(Configuration configuration, Setting setting)
            throws ConfigurationException, IOException {
        String host = configuration.text(setting);
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new ConfigurationException(setting.key() + ": plain HTTP listens on loopback only, not on " + host);
        }
        return host;
    }

    private static List<String> troubles(Peers peers, Database database) {
        try {
            database.read(t -> t.outbox().count("waiting"));
        } catch (RuntimeException e) {
            return List.of("the database does not answer");
        }
        try {
            peers.directory();
            return List.of();
        } catch (dev.vdx.exchange.ExchangeException e) {
            return List.of(e.detail());
        }
    }

    private static PrometheusMeterRegistry metrics(Database database) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (String state : List.of("waiting", "dead")) {
            Gauge.builder("vdx_outbox", database, d -> d.read(t -> t.outbox().count(state)))
                    .tag("state", state)
                    .register(registry);
        }
        for (Direction direction : Direction.values()) {
            for (MessageState state : MessageState.values()) {
                Gauge.builder(
                                "vdx_messages",
                                database,
                                d -> d.read(t -> t.messages().count(direction, state)))
                        .tag("direction", direction.label())
                        .tag("state", state.label())
                        .register(registry);
            }
        }
        return registry;
    }

    /** The port other nodes call. */
    public int exchangePort() {
        return exchange.port();
    }

    /** The port the agency's own systems call. */
    public int localPort() {
        return local.port();
    }

    /** Its database and documents. */
    NodeStore store() {
        return store;
    }

    /** Makes an API key of these scopes for the agency's own systems; it is shown this once. */
    public String makeKey(String name, List<String> scopes, Clock clock, SecureRandom random) {
        return KeyMaker.make(store.database(), name, scopes, clock.instant(), random);
    }

    /** Reads the directory again now. */
    public void refreshDirectory() {
        peers.refresh();
    }

    @Override
    public void close() {
        exchange.close();
        local.close();
        workers.close();
        store.close();
    }
}
