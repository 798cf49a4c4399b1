package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.Verifier;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TrustAnchors;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages a second between two nodes, each a process of its own, with the client beside them: {@code FOLDER
 * sqlite|postgresql RSA_2048|EC_P256 MESSAGES BYTES [JVM OPTION]...}. {@code -Dvdx.trial.warm=N} says how
 * many are sent before. Says what it measured, and fails where one is lost or doubled.
 */
final class ThroughputTrial {
    private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);
    private static final List<String> ALL = List.of("send", "read");
    private static final int CLIENTS = 6;
    /** Of a process's first minutes the compiler takes up to half, and a node runs for months: so many messages are sent before. */
    private static final int WARM_UP = Integer.getInteger("vdx.trial.warm", 30_000);
    /** More than this are not put into the outbox before some are delivered, so that waiting there is not what is measured. */
    private static final int MOST_WAITING = 60;

    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final Map<String, Map<String, String>> environments;

    private ThroughputTrial(Path folder, Map<String, Map<String, String>> environments) {
        this.folder = folder;
        this.environments = environments;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        KeyKind kind = KeyKind.valueOf(args[2]);
        int messages = Integer.parseInt(args[3]);
        int size = Integer.parseInt(args[4]);
        List<String> jvm = List.of(args).subList(5, args.length);
        TwoNodes.prepare(folder, Map.of(), CLOCK, RANDOM);
        Files.writeString(folder.resolve("password"), "postgres");
        seals(folder, kind);
        if (args[1].equals("sqlite")) {
            new ThroughputTrial(folder, Map.of("agency-a", Map.of(), "agency-b", Map.of())).run(messages, size, jvm);
        } else {
            try (EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
                new ThroughputTrial(folder, Postgres.environments(postgres)).run(messages, size, jvm);
            }
        }
        System.exit(0);
    }

    /** Gives both agencies seals of one kind, and a directory that lists them. */
    private static void seals(Path folder, KeyKind kind) throws Exception {
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        Verifier authority = Verifier.trusting(
                        TrustAnchors.of(List.of(sandbox.directorySigner().certificate())), CLOCK)
                .offline();
        Path file = folder.resolve("directory.jws");
        Directory directory =
                SignedDirectory.proven(Files.readString(file), authority).directory();
        Instant now = CLOCK.instant();
        List<DirectoryParty> parties = new ArrayList<>();
        for (DirectoryParty party : directory.parties()) {
            String agency = party.id().toString().replace("sandbox:", "");
            TestIdentity seal = sandbox.authority(Sandbox.AGENCIES)
                    .issue(
                            CertificateSpec.seal(
                                    "CN=SANDBOX " + agency + ",O=SANDBOX,C=TH",
                                    kind,
                                    now.minus(Duration.ofHours(1)),
                                    now.plus(Duration.ofDays(30))),
                            RANDOM);
            Path home = folder.resolve("sandbox").resolve("agencies").resolve(agency);
            char[] password =
                    Files.readString(home.resolve("password.txt")).strip().toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("seal", seal.key(), password, seal.chain().toArray(new X509Certificate[0]));
            try (OutputStream out = Files.newOutputStream(home.resolve("seal.p12"))) {
                store.store(out, password);
            }
            parties.add(new DirectoryParty(
                    party.id(),
                    party.names(),
                    party.organizationIdentifier(),
                    party.ecmsCode(),
                    party.node(),
                    List.of(seal.certificate()),
                    party.sealIssuers(),
                    party.accepts(),
                    party.issues()));
        }
        Directory renewed = new Directory(
                directory.name(),
                directory.sequence(),
                directory.issued(),
                directory.validUntil(),
                Optional.empty(),
                parties);
        Files.writeString(file, SignedDirectory.sign(renewed, sandbox.directorySigner(), now), US_ASCII);
    }

    private Configuration configuration(String agency) throws Exception {
        return Configuration.read(TwoNodes.configuration(folder, agency), environments.get(agency));
    }

    private NodeProcess start(String agency, List<String> jvm) throws Exception {
        List<String> options = new ArrayList<>();
        for (String option : jvm) {
            options.add(option.replace("%", agency));
        }
        return NodeProcess.start(
                TwoNodes.configuration(folder, agency), new HashMap<>(environments.get(agency)), List.of(), options);
    }

    private void run(int messages, int size, List<String> jvm) throws Exception {
        try (NodeStore a = NodeStore.open(configuration("agency-a"));
                NodeStore b = NodeStore.open(configuration("agency-b"));
                NodeProcess nodeA = start("agency-a", jvm);
                NodeProcess nodeB = start("agency-b", jvm)) {
            String key = KeyMaker.make(a.database(), "trial", ALL, CLOCK.instant(), RANDOM);
            send(a, nodeA.local(), key, WARM_UP, size, "warm");
            long load = loadPercent();
            long cpuA = cpu(nodeA);
            long cpuB = cpu(nodeB);
            long cpuClient = cpu(ProcessHandle.current());
            Instant start = CLOCK.instant();
            long[] calls = send(a, nodeA.local(), key, messages, size, "trial");
            Duration taken = Duration.between(start, CLOCK.instant());
            OUT.println(messages + " messages of " + size + " bytes in " + taken.toMillis() + " ms: "
                    + Math.round(messages * 10_000.0 / taken.toMillis()) / 10.0
                    + " a second; load of the machine before "
                    + load / 100.0);
            tell("handing in and queueing, client's view", calls);
            judge(a, b, WARM_UP + messages, start);
            OUT.println("processor time, ms: sender " + (cpu(nodeA) - cpuA) + ", receiver " + (cpu(nodeB) - cpuB)
                    + ", client " + (cpu(ProcessHandle.current()) - cpuClient));
            nodeA.end();
            nodeB.end();
        }
    }

    private static long cpu(NodeProcess node) {
        return cpu(ProcessHandle.of(node.pid()).orElseThrow());
    }

    private static long cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static long loadPercent() {
        return Math.round(java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage()
                * 100);
    }

    private static long[] send(NodeStore a, int port, String key, int messages, int size, String name)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        long[] millis = new long[messages];
        AtomicLong waiting = new AtomicLong();
        ScheduledExecutorService gauge = Executors.newSingleThreadScheduledExecutor();
        Future<?> gauging = gauge.scheduleWithFixedDelay(
                () -> waiting.set(a.database().read(t -> t.outbox().count("waiting"))), 0, 20, TimeUnit.MILLISECONDS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
            running.add(clients.submit(() -> {
                byte[] document = new byte[size];
                try (LeanAgency agency = new LeanAgency(port, key)) {
                    for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
                        while (waiting.get() > MOST_WAITING) {
                            Thread.sleep(10);
                        }
                        new Random(i * 31L + name.hashCode()).nextBytes(document);
                        // Random bytes may begin as a signed file does, which would then be a broken one.
                        document[0] = 'd';
                        long start = System.nanoTime();
                        agency.send("sandbox:agency-b", document, name + i);
                        millis[i] = (System.nanoTime() - start) / 1_000_000;
                    }
                }
                return name;
            }));
        }
        for (Future<?> client : running) {
            client.get();
        }
        clients.shutdown();
        gauging.cancel(false);
        gauge.shutdown();
        while (a.database().read(t -> t.outbox().count("waiting")) > 0) {
            Thread.sleep(10);
        }
        return millis;
    }

    /** Each sent message came once, both hold its receipt; says how long from queued to receipted. */
    private static void judge(NodeStore a, NodeStore b, int wanted, Instant since) {
        List<StoredMessage> sent = all(a, Direction.OUT);
        List<StoredMessage> came = all(b, Direction.IN);
        Set<MessageId> ids = new HashSet<>();
        sent.forEach(m -> ids.add(m.envelope().id()));
        came.forEach(m -> ids.remove(m.envelope().id()));
        boolean delivered = sent.stream().allMatch(m -> m.state() == MessageState.DELIVERED);
        if (sent.size() != wanted || came.size() != wanted || !ids.isEmpty() || !delivered) {
            throw new AssertionError("sent " + sent.size() + ", came " + came.size() + " of " + wanted);
        }
        long[] millis = sent.stream()
                .filter(m -> m.created().isAfter(since))
                .mapToLong(m -> Duration.between(m.created(), receipted(a, m)).toMillis())
                .toArray();
        tell("from the draft to the receipt", millis);
        OUT.println("none lost, none doubled: " + wanted);
    }

    private static Instant receipted(NodeStore a, StoredMessage message) {
        String body = a.database()
                .read(t -> t.receipts().find(Direction.OUT, message.envelope().id(), ReceiptKind.RECEIVED))
                .orElseThrow();
        try {
            return SignedReceipt.claimed(body).time();
        } catch (ExchangeException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<StoredMessage> all(NodeStore store, Direction direction) {
        List<StoredMessage> all = new ArrayList<>();
        Optional<MessageId> before = Optional.empty();
        while (true) {
            Optional<MessageId> from = before;
            List<StoredMessage> page = store.database().read(t -> t.messages().list(direction, from, false, 1000));
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            before = Optional.of(page.get(page.size() - 1).envelope().id());
        }
    }

    private static void tell(String what, long[] millis) {
        long[] sorted = millis.clone();
        Arrays.sort(sorted);
        OUT.println(
                what + ": p50 " + sorted[sorted.length / 2] + " ms, p99 " + sorted[sorted.length * 99 / 100] + " ms");
    }
}
