package dev.vdx.sandbox;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * What a test certificate shall say; right by default, and wrong in any way a test needs. For tests and the sandbox
 * only.
 *
 * @param subject distinguished name, RFC 4514 order as Bouncy Castle reads it (most significant first)
 * @param kind kind of key
 * @param keys the keys, if not fresh ones
 * @param serial serial number, if not a random one
 * @param notBefore valid from
 * @param notAfter valid until
 * @param pathLength for an authority, how many authorities may follow; empty for an end entity
 * @param keyUsage bits of {@link KeyUsage}; 0 for no such extension
 * @param extendedKeyUsages dotted identifiers
 * @param extendedKeyUsageCritical whether that extension is critical
 * @param addresses where revocation is published, if not where the issuer says
 * @param extensions further extensions
 * @param signatureAlgorithm the issuer's signature algorithm by its JCA name, if not the usual one of its key
 */
public record CertificateSpec(
        String subject,
        KeyKind kind,
        Optional<KeyPair> keys,
        Optional<BigInteger> serial,
        Instant notBefore,
        Instant notAfter,
        OptionalInt pathLength,
        int keyUsage,
        List<String> extendedKeyUsages,
        boolean extendedKeyUsageCritical,
        Optional<Addresses> addresses,
        List<Extra> extensions,
        Optional<String> signatureAlgorithm) {

    /** EKU timeStamping (RFC 3161, 2.3). */
    public static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    /** EKU OCSPSigning (RFC 6960, 4.2.2.2). */
    public static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    /** Extension id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1). */
    public static final String OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    /** Extension validity-assured-short-term (EN 319 412-1, 5.2). */
    public static final String SHORT_TERM = "0.4.0.194121.2.1";

    private static final byte[] DER_NULL = {5, 0};

    /**
     * One extension as it goes into the certificate.
     *
     * @param oid dotted identifier
     * @param critical whether whoever does not know it must refuse
     * @param der DER of its value
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    public record Extra(String oid, boolean critical, byte[] der) {}

    public CertificateSpec {
        extendedKeyUsages = List.copyOf(extendedKeyUsages);
        extensions = List.copyOf(extensions);
    }

    /** A seal or signing certificate. */
    public static CertificateSpec seal(String subject, KeyKind kind, Instant notBefore, Instant notAfter) {
        return plain(subject, kind, notBefore, notAfter, KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
    }

    /** A certification authority. */
    public static CertificateSpec authority(
            String subject, KeyKind kind, Instant notBefore, Instant notAfter, int pathLength) {
        return plain(subject, kind, notBefore, notAfter, KeyUsage.keyCertSign | KeyUsage.cRLSign)
                .withPathLength(pathLength);
    }

    /** A time-stamp authority (RFC 3161, 2.3: the extended key usage critical and alone). */
    public static CertificateSpec timestamping(String subject, KeyKind kind, Instant notBefore, Instant notAfter) {
        return plain(subject, kind, notBefore, notAfter, KeyUsage.digitalSignature)
                .withExtendedKeyUsages(true, TIME_STAMPING);
    }

    /** A delegated OCSP responder with no-check (RFC 6960, 4.2.2.2). */
    public static CertificateSpec responder(String subject, KeyKind kind, Instant notBefore, Instant notAfter) {
        return plain(subject, kind, notBefore, notAfter, KeyUsage.digitalSignature)
                .withExtendedKeyUsages(false, OCSP_SIGNING)
                .withExtension(OCSP_NO_CHECK, false, DER_NULL)
                .withAddresses(Addresses.NONE);
    }

    private static CertificateSpec plain(
            String subject, KeyKind kind, Instant notBefore, Instant notAfter, int keyUsage) {
        return new CertificateSpec(
                subject,
                kind,
                Optional.empty(),
                Optional.empty(),
                notBefore,
                notAfter,
                OptionalInt.empty(),
                keyUsage,
                List.of(),
                false,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** The same with other keys. */
    public CertificateSpec withKeys(KeyPair newKeys) {
        return changed(d -> d.keys = Optional.of(newKeys));
    }

    /** The same with other serial. */
    public CertificateSpec withSerial(BigInteger newSerial) {
        return changed(d -> d.serial = Optional.of(newSerial));
    }

    /** The same with other validity. */
    public CertificateSpec withValidity(Instant from, Instant until) {
        return changed(d -> {
            d.notBefore = from;
            d.notAfter = until;
        });
    }

    /** The same with other path length. */
    public CertificateSpec withPathLength(int newPathLength) {
        return changed(d -> d.pathLength = OptionalInt.of(newPathLength));
    }

    /** The same without path length. */
    public CertificateSpec withoutPathLength() {
        return changed(d -> d.pathLength = OptionalInt.empty());
    }

    /** The same with other key usage. */
    public CertificateSpec withKeyUsage(int bits) {
        return changed(d -> d.keyUsage = bits);
    }

    /** The same with other extended key usages. */
    public CertificateSpec withExtendedKeyUsages(boolean critical, String... oids) {
        return changed(d -> {
            d.extendedKeyUsages = List.of(oids);
            d.extendedKeyUsageCritical = critical;
        });
    }

    /** The same with other addresses. */
    public CertificateSpec withAddresses(Addresses newAddresses) {
        return changed(d -> d.addresses = Optional.of(newAddresses));
    }

    /** The same with one more extension. */
    public CertificateSpec withExtension(String oid, boolean critical, byte[] der) {
        List<Extra> more = new ArrayList<>(extensions);
        more.add(new Extra(oid, critical, der));
        return changed(d -> d.extensions = more);
    }

    /** The same with other signature algorithm. */
    public CertificateSpec withSignatureAlgorithm(String jcaName) {
        return changed(d -> d.signatureAlgorithm = Optional.of(jcaName));
    }

    private CertificateSpec changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    /** A copy in the making. */
    private static final class Draft {
        private final CertificateSpec from;
        private Optional<KeyPair> keys;
        private Optional<BigInteger> serial;
        private Instant notBefore;
        private Instant notAfter;
        private OptionalInt pathLength;
        private int keyUsage;
        private List<String> extendedKeyUsages;
        private boolean extendedKeyUsageCritical;
        private Optional<Addresses> addresses;
        private List<Extra> extensions;
        private Optional<String> signatureAlgorithm;

        Draft(CertificateSpec from) {
            this.from = from;
            this.keys = from.keys;
            this.serial = from.serial;
            this.notBefore = from.notBefore;
            this.notAfter = from.notAfter;
            this.pathLength = from.pathLength;
            this.keyUsage = from.keyUsage;
            this.extendedKeyUsages = from.extendedKeyUsages;
            this.extendedKeyUsageCritical = from.extendedKeyUsageCritical;
            this.addresses = from.addresses;
            this.extensions = from.extensions;
            this.signatureAlgorithm = from.signatureAlgorithm;
        }

        CertificateSpec spec() {
            return new CertificateSpec(
                    from.subject,
                    from.kind,
                    keys,
                    serial,
                    notBefore,
                    notAfter,
                    pathLength,
                    keyUsage,
                    extendedKeyUsages,
                    extendedKeyUsageCritical,
                    addresses,
                    extensions,
                    signatureAlgorithm);
        }
    }
}
