package dev.vdx.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test PKI with two agencies and a time-stamp authority. Every name says SANDBOX, so that nothing in it can be
 * mistaken for a real agency. Safe for several threads. Never for production.
 */
public final class Sandbox {
    /** The root above the agencies. */
    public static final String ROOT = "root";
    /** The authority that issues the agencies' certificates. */
    public static final String AGENCIES = "agencies";
    /** The root above the time-stamp authority: another one, as in real life. */
    public static final String TSA_ROOT = "tsa-root";

    static final List<String> AUTHORITIES = List.of(ROOT, AGENCIES, TSA_ROOT);
    static final List<String> AGENCY_NAMES = List.of("agency-a", "agency-b");
    static final String TSA = "tsa";
    static final String DIRECTORY = "directory";
    private static final Duration AUTHORITY_AGE = Duration.ofDays(30);
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_AGE = Duration.ofDays(1);
    private static final Duration LEAF_LIFE = Duration.ofDays(730);

    private final int port;
    private final Map<String, TestAuthority> authorities;
    private final Map<String, TestIdentity> identities;

    Sandbox(int port, Map<String, TestAuthority> authorities, Map<String, TestIdentity> identities) {
        this.port = port;
        this.authorities = Map.copyOf(authorities);
        this.identities = Map.copyOf(identities);
    }

    /**
     * Makes a sandbox in a new or empty folder; never overwrites. Which files: {@code README.txt} in it says.
     *
     * @param port where it will be served on loopback, as its certificates say; 0 for any free one
     * @param now certificates are valid from a day before
     * @throws java.nio.file.FileAlreadyExistsException if the folder holds anything
     * @throws IOException if it cannot be written
     */
    public static Sandbox create(Path dir, int port, Instant now, SecureRandom random) throws IOException {
        NewFiles.requireEmpty(dir);
        Sandbox sandbox = inMemory(port, now, random);
        SandboxFiles.write(sandbox, dir, now, random);
        return sandbox;
    }

    /**
     * Opens a sandbox that was made before.
     *
     * @throws IOException if there is none, or it is damaged
     */
    public static Sandbox open(Path dir) throws IOException {
        return SandboxFiles.read(dir);
    }

    /**
     * A sandbox that is nowhere on disk.
     *
     * @param port as for {@link #create}
     */
    public static Sandbox inMemory(int port, Instant now, SecureRandom random) throws IOException {
        int fixed = port == 0 ? freePort() : port;
        URI base = URI.create("http://127.0.0.1:" + fixed);
        Instant from = now.truncatedTo(ChronoUnit.SECONDS).minus(AUTHORITY_AGE);
        Instant until = from.plus(AUTHORITY_LIFE);

        Map<String, TestAuthority> authorities = new LinkedHashMap<>();
        TestAuthority root = TestAuthority.root(
                CertificateSpec.authority(Names.ROOT, KeyKind.RSA_2048, from, until, 1),
                Addresses.at(base, ROOT),
                random);
        authorities.put(ROOT, root);
        authorities.put(
                AGENCIES,
                root.intermediate(
                        CertificateSpec.authority(Names.AGENCIES, KeyKind.EC_P256, from, until, 0),
                        Addresses.at(base, AGENCIES),
                        random));
        authorities.put(
                TSA_ROOT,
                TestAuthority.root(
                        CertificateSpec.authority(Names.TSA_ROOT, KeyKind.EC_P256, from, until, 0),
                        Addresses.at(base, TSA_ROOT),
                        random));
        return new Sandbox(fixed, authorities, identities(authorities, now, random));
    }

    private static Map<String, TestIdentity> identities(
            Map<String, TestAuthority> authorities, Instant now, SecureRandom random) {
        Instant from = now.truncatedTo(ChronoUnit.SECONDS).minus(LEAF_AGE);
        Instant until = from.plus(LEAF_LIFE);
        Map<String, TestIdentity> identities = new LinkedHashMap<>();
        authorities.forEach((name, authority) -> identities.put(
                "ocsp-" + name,
                authority.issue(
                        CertificateSpec.responder(Names.responder(name), KeyKind.EC_P256, from, until), random)));
        TestAuthority agencies = of(authorities, AGENCIES);
        identities.put(
                "agency-a",
                agencies.issue(CertificateSpec.seal(Names.AGENCY_A, KeyKind.RSA_2048, from, until), random));
        identities.put(
                "agency-b", agencies.issue(CertificateSpec.seal(Names.AGENCY_B, KeyKind.EC_P256, from, until), random));
        identities.put(
                DIRECTORY, agencies.issue(CertificateSpec.seal(Names.DIRECTORY, KeyKind.EC_P256, from, until), random));
        identities.put(
                TSA,
                of(authorities, TSA_ROOT)
                        .issue(CertificateSpec.timestamping(Names.TSA, KeyKind.EC_P256, from, until), random));
        return identities;
    }

    /** The port its certificates name. */
    public int port() {
        return port;
    }

    /** Where it is served. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The agency's seal key: {@code agency-a} (RSA) or {@code agency-b} (P-256). */
    public TestIdentity agency(String name) {
        if (!AGENCY_NAMES.contains(name)) {
            throw new IllegalArgumentException("no such agency in the sandbox: " + name);
        }
        return identity(name);
    }

    /** An authority: {@link #ROOT}, {@link #AGENCIES} or {@link #TSA_ROOT}. */
    public TestAuthority authority(String name) {
        return of(authorities, name);
    }

    /** The anchor for signers. */
    public X509Certificate anchor() {
        return authority(ROOT).certificate();
    }

    /** The anchor for time-stamp authorities. */
    public X509Certificate tsaAnchor() {
        return authority(TSA_ROOT).certificate();
    }

    /** Key and certificate of the time-stamp authority. */
    public TestIdentity timestamping() {
        return identity(TSA);
    }

    /** Key and certificate of whoever signs the directory of parties. */
    public TestIdentity directorySigner() {
        return identity(DIRECTORY);
    }

    /** Key and certificate of the authority's OCSP responder. */
    public TestIdentity responder(String authority) {
        return identity("ocsp-" + authority);
    }

    /**
     * Revokes a certificate of any of its authorities, while it is served.
     *
     * @param reason CRLReason (RFC 5280, 5.3.1); 6 puts it on hold
     */
    public void revoke(BigInteger serial, int reason, Instant time) {
        authorities.values().stream()
                .filter(authority -> authority.knows(serial))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not issued in this sandbox: " + serial))
                .revoke(serial, reason, time);
    }

    TestIdentity identity(String name) {
        return of(identities, name);
    }

    Map<String, TestIdentity> identities() {
        return identities;
    }

    private static <T> T of(Map<String, T> map, String name) {
        return Optional.ofNullable(map.get(name))
                .orElseThrow(() -> new IllegalArgumentException("not in the sandbox: " + name));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
