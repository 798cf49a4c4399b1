package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.Verifier;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.trust.TrustAnchors;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sandbox whose clock can be moved, with a signer and a first time-stamp authority whose certificates end in ten days; the sandbox's
 * own authority lasts. What DSS signs with the first and then extends with the second needs its archive time-stamp after that.
 */
final class LongTerm implements AutoCloseable {
    static final Duration AFTER_THE_END = Duration.ofDays(20);

    private static final char[] PASSWORD = "sandbox".toCharArray();

    private volatile Duration ahead = Duration.ZERO;
    private final Clock clock = ((InstantSource) () -> Instant.now().plus(ahead)).withZone(ZoneOffset.UTC);
    private final SandboxServer server;
    private final TestServer firstTsa;
    private final TestServer lastTsa;
    private final Dss dss;
    private final Path dir;
    private final Path content;
    private final Map<String, Path> lasting = new HashMap<>();
    private final Map<String, Path> archived = new HashMap<>();
    private final Path p12;
    private final String anchors;
    private final Sandbox sandbox;
    private final TestIdentity signer;

    private LongTerm(Sandbox sandbox, Path dir, Path content, KeyKind stamps) throws Exception {
        this.dir = dir;
        this.content = content;
        this.sandbox = sandbox;
        this.p12 = dir.resolve("ending.p12");
        this.anchors = dir.resolve("sandbox/anchors/root.pem") + "," + dir.resolve("sandbox/tsa-anchors/root.pem");
        SecureRandom random = new SecureRandom();
        this.server = SandboxServer.start(sandbox, clock, random);
        Instant from = Instant.now().minus(Duration.ofDays(1));
        Instant until = Instant.now().plus(Duration.ofDays(10));
        this.signer = sandbox.authority(Sandbox.AGENCIES)
                .issue(CertificateSpec.seal("CN=SANDBOX seal that ends soon", KeyKind.RSA_2048, from, until), random);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("seal", signer.key(), PASSWORD, signer.chain().toArray(Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(p12)) {
            store.store(out, PASSWORD);
        }
        this.firstTsa = authority("CN=SANDBOX TSA that ends soon", stamps, from, until, random);
        this.lastTsa = authority(
                "CN=SANDBOX TSA that lasts", stamps, from, Instant.now().plus(Duration.ofDays(3000)), random);
        this.dss = Dss.running();
    }

    private TestServer authority(String name, KeyKind kind, Instant from, Instant until, SecureRandom random)
            throws Exception {
        TestIdentity identity = sandbox.authority(Sandbox.TSA_ROOT)
                .issue(CertificateSpec.timestamping(name, kind, from, until), random);
        TestTsa tsa = new TestTsa(identity, clock, random);
        return TestServer.start(0)
                .on("/tsa", r -> TestServer.body(200, "application/timestamp-reply", tsa.answer(r.body())));
    }

    static LongTerm open(Path dir, Path content) throws Exception {
        return open(dir, content, KeyKind.EC_P256);
    }

    /** As the other, with time-stamps of such keys. */
    static LongTerm open(Path dir, Path content, KeyKind stamps) throws Exception {
        assumeTrue(Dss.built(), "module core-lib/dss-judge is not built: build the whole project");
        Sandbox sandbox = Sandbox.create(dir.resolve("sandbox"), 0, Instant.now(), new SecureRandom());
        return new LongTerm(sandbox, dir, content, stamps);
    }

    /** The content signed at LT with the time of the authority that ends; made once. */
    Path lasting(String kind) {
        return lasting.computeIfAbsent(kind, k -> {
            ahead = Duration.ZERO;
            Path out = dir.resolve(kind + "-lt");
            String said =
                    dss.ask("sign-trusting", anchors, kind, "LT", content, out, p12, new String(PASSWORD), firstTsa());
            assertEquals("ok", said);
            return out;
        });
    }

    /** The same at LTA with an archive time-stamp of the authority that lasts; made once. */
    Path archived(String kind) {
        Path in = lasting(kind);
        return archived.computeIfAbsent(kind, k -> {
            ahead = Duration.ZERO;
            Path out = dir.resolve(kind + "-lta");
            List<Object> words = new ArrayList<>(List.of(
                    "extend-trusting",
                    anchors,
                    kind,
                    "LTA",
                    in,
                    out,
                    lastTsa.base().resolve("/tsa")));
            if (kind.endsWith("detached")) {
                words.add(content);
            }
            assertEquals("ok", dss.ask(words.toArray()));
            return out;
        });
    }

    /** At the present time, or after the signer and the first authority ended. */
    Verifier verifier(Duration later) {
        ahead = later;
        return Verifier.trusting(TrustAnchors.of(sandbox.anchor()), clock)
                .timestampsTrusting(TrustAnchors.of(sandbox.tsaAnchor()));
    }

    /** What DSS says of a file then. */
    String validate(Duration later, Path file) {
        ahead = later;
        return dss.ask("validate-at", clock.instant(), file, anchors);
    }

    /** The same from the present time on, or later. */
    Clock clock(Duration later) {
        ahead = later;
        return clock;
    }

    /** Whose certificate ends soon. */
    TestIdentity signer() {
        return signer;
    }

    /** The authority whose certificate ends soon. */
    URI firstTsa() {
        return firstTsa.base().resolve("/tsa");
    }

    /** The authority that lasts. */
    URI lastingTsa() {
        return server.tsa();
    }

    /** The authority above the signer; also fetched where the file lacks it. */
    X509Certificate issuer() {
        return sandbox.authority(Sandbox.AGENCIES).certificate();
    }

    @Override
    public void close() {
        firstTsa.close();
        lastTsa.close();
        server.close();
    }
}
