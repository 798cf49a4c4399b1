package dev.vdx.sandbox;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A test certification authority: issues, revokes and remembers. Safe for several threads. For tests and the sandbox
 * only.
 */
public final class TestAuthority {
    private static final int SERIAL_BITS = 119;

    private final TestIdentity identity;
    private final X509Certificate root;
    private final Addresses addresses;
    private final Set<BigInteger> issued = ConcurrentHashMap.newKeySet();
    private final Map<BigInteger, Revocation> revoked = new ConcurrentHashMap<>();

    TestAuthority(TestIdentity identity, X509Certificate root, Addresses addresses) {
        this.identity = identity;
        this.root = root;
        this.addresses = addresses;
    }

    /** A certificate's revocation: since when, and the CRLReason code (RFC 5280, 5.3.1). */
    public record Revocation(Instant time, int reason) {}

    /**
     * A self-signed authority.
     *
     * @param addresses what it writes into the certificates it issues
     */
    public static TestAuthority root(CertificateSpec spec, Addresses addresses, SecureRandom random) {
        KeyPair keys = spec.keys().orElseGet(() -> spec.kind().generate(random));
        X509Certificate certificate = CertificateMaker.make(
                spec,
                keys.getPublic(),
                spec.serial().orElseGet(() -> serial(random)),
                new X500Name(spec.subject()),
                keys.getPublic(),
                keys.getPrivate(),
                spec.signatureAlgorithm().orElse(spec.kind().jcaSignature()),
                Addresses.NONE);
        return new TestAuthority(
                new TestIdentity(spec.kind(), keys.getPrivate(), List.of(certificate)), certificate, addresses);
    }

    /** An authority below this one. */
    public TestAuthority intermediate(CertificateSpec spec, Addresses itsAddresses, SecureRandom random) {
        return new TestAuthority(issue(spec, random), root, itsAddresses);
    }

    /** A key and a certificate from this authority. */
    public TestIdentity issue(CertificateSpec spec, SecureRandom random) {
        KeyPair keys = spec.keys().orElseGet(() -> spec.kind().generate(random));
        BigInteger serial = spec.serial().orElseGet(() -> serial(random));
        X509Certificate certificate = CertificateMaker.make(
                spec,
                keys.getPublic(),
                serial,
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                certificate().getPublicKey(),
                identity.key(),
                spec.signatureAlgorithm().orElse(identity.kind().jcaSignature()),
                spec.addresses().orElse(addresses));
        issued.add(serial);
        List<X509Certificate> above = isRoot() ? List.of() : identity.chain();
        return new TestIdentity(
                spec.kind(),
                keys.getPrivate(),
                Stream.concat(Stream.of(certificate), above.stream()).toList());
    }

    /**
     * Revokes a certificate, also one that it does not remember having issued.
     *
     * @param reason CRLReason; 6 puts it on hold
     */
    public void revoke(BigInteger serial, int reason, Instant time) {
        issued.add(serial);
        revoked.put(serial, new Revocation(time, reason));
    }

    /** Takes a hold back. */
    public void release(BigInteger serial) {
        revoked.remove(serial);
    }

    /** Remembers a certificate that this authority issued in an earlier life. */
    void remember(X509Certificate certificate) {
        issued.add(certificate.getSerialNumber());
    }

    /** Whether it issued this serial number. */
    public boolean knows(BigInteger serial) {
        return issued.contains(serial);
    }

    /** The revocation of this serial number, if it is revoked. */
    public Optional<Revocation> revocation(BigInteger serial) {
        return Optional.ofNullable(revoked.get(serial));
    }

    /** All revocations by serial number. */
    public SortedMap<BigInteger, Revocation> revocations() {
        return new TreeMap<>(revoked);
    }

    /** Its own certificate. */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /** The root above it, or itself. */
    public X509Certificate rootCertificate() {
        return root;
    }

    /** Its own key: signs certificates, and CRLs and OCSP answers where nothing else is asked for. */
    public TestIdentity identity() {
        return identity;
    }

    /** What it writes into the certificates it issues. */
    public Addresses addresses() {
        return addresses;
    }

    private boolean isRoot() {
        return root.equals(identity.certificate());
    }

    private static BigInteger serial(SecureRandom random) {
        // The top bit set: always of one length, so that sizes do not vary from run to run.
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    }
}
