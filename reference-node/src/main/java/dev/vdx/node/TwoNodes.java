package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.sandbox.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two agencies' nodes on loopback in one folder, with a sandbox's keys and a directory that lists both: for the demo, the
 * samples and the tests. Everything stays in the folder.
 */
public final class TwoNodes implements Closeable {
    /** The first agency. */
    public static final PartyId A = PartyId.parse("sandbox:agency-a");
    /** The second agency. */
    public static final PartyId B = PartyId.parse("sandbox:agency-b");
    /** The type of document both take. */
    public static final String TYPE = "farmer-certificate";

    /** A type of document that a person looks at before it is handed out. */
    public static final String REVIEWED = "farmer-history";

    /** The type of an answer that one agency's office gives another's. */
    public static final String DECISION = "relief-decision";

    private static final Duration LIFE = Duration.ofDays(365);

    private final Node a;
    private final Node b;

    private TwoNodes(Node a, Node b) {
        this.a = a;
        this.b = b;
    }

    /**
     * Starts both; makes what they need where the folder is new.
     *
     * @throws IOException if the folder cannot be written
     */
    public static TwoNodes start(Path folder, Clock clock, SecureRandom random)
            throws IOException, SigningException, ConfigurationException {
        prepare(folder, Map.of(), clock, random);
        Node a = start(folder, "agency-a", clock, random);
        try {
            return new TwoNodes(a, start(folder, "agency-b", clock, random));
        } catch (IOException | SigningException | ConfigurationException | RuntimeException e) {
            a.close();
            throw e;
        }
    }

    private static Node start(Path folder, String agency, Clock clock, SecureRandom random)
            throws IOException, SigningException, ConfigurationException {
        return Node.start(Configuration.read(configuration(folder, agency), Map.of()), clock, random);
    }

    /** The configuration file of {@code agency-a} or {@code agency-b}. */
    public static Path configuration(Path folder, String agency) {
        return folder.resolve(agency).resolve("node.properties");
    }

    /**
     * Makes keys, directory and configuration files; nothing where they are there.
     *
     * @param settings more lines for both configuration files
     */
    static void prepare(Path folder, Map<String, String> settings, Clock clock, SecureRandom random)
            throws IOException, SigningException {
        if (Files.exists(folder.resolve("directory.jws"))) {
            return;
        }
        Files.createDirectories(folder);
        Instant now = clock.instant();
        Path pki = folder.resolve("sandbox");
        Sandbox sandbox = Files.exists(pki) ? Sandbox.open(pki) : Sandbox.create(pki, 0, now, random);
        int portA = freePort();
        int portB = freePort();
        for (Map.Entry<String, Integer> agency :
                Map.of("agency-a", portA, "agency-b", portB).entrySet()) {
            Path file = configuration(folder, agency.getKey());
            Path issue = folder.resolve(agency.getKey()).resolve("issue");
            Files.createDirectories(issue);
            Files.writeString(issue.resolve("index.json"), "[]", UTF_8);
            StringBuilder text = new StringBuilder("""
                    # A node of the sandbox: vdx-node config tells every key.
                    party = sandbox:%1$s
                    key = ../sandbox/agencies/%1$s/seal.p12
                    key.password.file = ../sandbox/agencies/%1$s/password.txt
                    directory = ../directory.jws
                    directory.anchors = ../sandbox/pki/directory.pem
                    trust = ../sandbox/anchors
                    issue.folder = issue
                    exchange.port = %2$d
                    local.port = 0
                    """.formatted(agency.getKey(), agency.getValue()));
            settings.forEach(
                    (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
            Files.writeString(file, text, UTF_8);
        }
        String scheme = settings.containsKey(Setting.EXCHANGE_TLS_KEY.key()) ? "https" : "http";
        Directory directory = new Directory(
                "SANDBOX",
                1,
                now.minus(Duration.ofMinutes(1)),
                now.plus(LIFE),
                Optional.empty(),
                List.of(party(sandbox, "agency-a", scheme, portA), party(sandbox, "agency-b", scheme, portB)));
        Files.writeString(
                folder.resolve("directory.jws"),
                SignedDirectory.sign(directory, sandbox.directorySigner(), now),
                UTF_8);
    }

    private static DirectoryParty party(Sandbox sandbox, String agency, String scheme, int port) {
        return new DirectoryParty(
                PartyId.parse("sandbox:" + agency),
                Map.of("en", "SANDBOX " + agency, "th", "SANDBOX หน่วยงานทดลอง " + agency),
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create(scheme + "://127.0.0.1:" + port)),
                List.of(sandbox.agency(agency).certificate()),
                List.of(),
                List.of(TYPE, DECISION),
                List.of(
                        new DirectoryParty.IssuedType(
                                TYPE, List.of("farm"), List.of(), List.of("subsidy"), Optional.of("2.3"), false),
                        new DirectoryParty.IssuedType(
                                REVIEWED, List.of("farm"), List.of(), List.of(), Optional.empty(), true)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The first agency's node. */
    public Node a() {
        return a;
    }

    /** The second agency's node. */
    public Node b() {
        return b;
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
