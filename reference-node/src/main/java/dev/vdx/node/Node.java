package dev.vdx.node;

import dev.vdx.Verifier;
import dev.vdx.asic.AsicWriter;
import dev.vdx.cms.TimestampSource;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.audit.AuditChain;
import dev.vdx.node.http.Allowance;
import dev.vdx.node.http.Endpoint;
import dev.vdx.node.http.ExchangeListener;
import dev.vdx.node.http.Listener;
import dev.vdx.node.http.LocalListener;
import dev.vdx.node.http.PageRoutes;
import dev.vdx.node.http.TokenCheck;
import dev.vdx.node.http.VerifyRoutes;
import dev.vdx.node.page.Examiner;
import dev.vdx.node.page.FileTrust;
import dev.vdx.node.page.Pages;
import dev.vdx.node.page.Sessions;
import dev.vdx.node.peers.DirectorySource;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.pull.Asker;
import dev.vdx.node.pull.DocumentSource;
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
import dev.vdx.node.push.UnsentDocuments;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A running node. Closing it finishes what is under way. */
public final class Node implements Closeable {
    /** Threads that send, each one message at a time. */
    static final int SENDERS = 8;

    private static final Duration CLEARED_EVERY = Duration.ofMinutes(10);

    private final NodeStore store;
    private final Peers peers;
    private final DocumentSource source;
    private final Listener exchange;
    private final Listener local;
    private final Examiner examiner;
    private final Workers workers;

    private Node(
            NodeStore store,
            Peers peers,
            DocumentSource source,
            Listener exchange,
            Listener local,
            Examiner examiner,
            Workers workers) {
        this.store = store;
        this.peers = peers;
        this.source = source;
        this.exchange = exchange;
        this.local = local;
        this.examiner = examiner;
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
        SigningKey key = SealKey.open(configuration, clock);
        Directories directories = new Directories(configuration);
        DirectorySource directorySource = directories.source();
        Verifier directoryVerifier = directories.verifier(clock);
        Duration directoryEvery = directories.every();
        Optional<Path> trust = configuration.optionalPath(Setting.TRUST);
        TrustAnchors documentAnchors = trust.isPresent() ? TrustAnchors.pem(trust.get()) : TrustAnchors.none();
        long largest = configuration.number(Setting.LARGEST, 1L << 40);
        long byReferenceAbove = configuration.number(Setting.BY_REFERENCE_ABOVE, Long.MAX_VALUE);
        ReceiverRules rules = new ReceiverRules(
                largest,
                configuration.duration(Setting.SKEW),
                configuration.duration(Setting.OLDEST),
                configuration.word(Setting.DOCUMENTS, DocumentPolicy.values()));
        Retries retries = new Retries(
                configuration.duration(Setting.SEND_FIRST),
                configuration.duration(Setting.SEND_LONGEST),
                configuration.duration(Setting.SEND_GIVE_UP),
                configuration.duration(Setting.SEND_LEASE));
        Optional<TimestampSource> timestamps =
                Stamps.of(configuration, clock, random).map(TimestampSource.class::cast);
        Optional<PendingDocuments> pending = PendingDocuments.of(configuration, timestamps, clock);
        AsicWriter evidenceWriter =
                timestamps.map(AsicWriter.with(key)::withTimestamps).orElse(AsicWriter.with(key));
        Transport transport = new Transport(configuration);
        Endpoint exchangeEndpoint = transport.exchange();
        Endpoint localEndpoint = transport.local();
        PeerClient client = transport.peers();
        Optional<TokenCheck> tokens = Tokens.of(configuration, clock);
        ZoneId zone = zone(configuration);
        int perMinute = (int) configuration.number(Setting.VERIFY_PER_MINUTE, 1_000_000);
        Duration pendingEvery = configuration.duration(Setting.PENDING_EVERY);

        NodeStore store = NodeStore.openAlone(configuration, clock.instant());
        Database database = store.database();
        Blobs blobs = store.blobs();
        Peers peers = new Peers(directorySource, directoryVerifier, database, clock);
        peers.start();
        ReceiptTaker receipts = new ReceiptTaker(peers, database, steps, clock);
        Verifier documentVerifier = Verifier.trusting(documentAnchors, clock);
        Receiver receiver = new Receiver(self, key, peers, database, blobs, documentVerifier, rules, steps, clock);
        MessageWriter writer = MessageWriter.with(key, timestamps);
        DocumentSource source = new Sources(configuration).open();
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

        Pages pages = new Pages(self, peers, database, zone);
        Examiner examiner = Examiner.open(
                configuration.path(Setting.DATA).resolve("verify"),
                new FileTrust(documentAnchors, peers, clock),
                configuration.number(Setting.VERIFY_LARGEST, 1L << 32));
        VerifyRoutes verify = new VerifyRoutes(pages, examiner, new Allowance(perMinute, clock));

        Listener exchange = ExchangeListener.start(
                exchangeEndpoint,
                receiver,
                issuer,
                receipts,
                new Lender(self, peers, database, blobs, rules, clock),
                Boolean.parseBoolean(configuration.text(Setting.VERIFY_PUBLIC))
                        ? Optional.of(verify)
                        : Optional.empty());
        Health health = new Health(peers, database, clock);
        PrometheusMeterRegistry metrics = metrics(database);
        health.meters(metrics);
        pending.ifPresent(p -> p.meters(metrics));
        Listener local = LocalListener.start(
                localEndpoint,
                dispatch,
                new EvidenceFile(evidenceWriter, peers, database, blobs, clock),
                database,
                blobs,
                tokens,
                health::readiness,
                metrics::scrape,
                new PageRoutes(pages, new Sessions(clock, random), verify, dispatch, database, clock),
                clock);
        Workers workers = new Workers();
        for (int i = 0; i < SENDERS; i++) {
            workers.add("sender-" + i, 100, sender::send);
        }
        UnsentDocuments old =
                new UnsentDocuments(database, blobs, configuration.duration(Setting.HANDED_IN_KEEP), clock);
        workers.add("handed-in", CLEARED_EVERY.toMillis(), old::clear);
        workers.add("leases", retries.lease().toMillis() / 3, sender::renew);
        pending.ifPresent(p -> workers.add("pending", pendingEvery.toMillis(), () -> p.raise(database)));
        // Where events come all the time, many are linked at once.
        workers.add("audit", 200, () -> audit.link() / AuditChain.BATCH);
        workers.add("directory", directoryEvery.toMillis(), () -> peers.refresh() ? 1 : 0);
        return new Node(store, peers, source, exchange, local, examiner, workers);
    }

    private static PartyId party(Configuration configuration) throws ConfigurationException {
        try {
            return PartyId.parse(configuration.required(Setting.PARTY));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("party: " + e.getMessage());
        }
    }

    private static ZoneId zone(Configuration configuration) throws ConfigurationException {
        try {
            return ZoneId.of(configuration.text(Setting.ZONE));
        } catch (DateTimeException e) {
            throw new ConfigurationException("zone is no time zone, such as Asia/Bangkok");
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
        examiner.close();
        workers.close();
        source.close();
        store.close();
    }
}
