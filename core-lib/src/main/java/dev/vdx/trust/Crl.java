package dev.vdx.trust;

import dev.vdx.cms.SignatureValues;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * A certificate revocation list (RFC 5280, 5), read but not judged. Its entries stay encoded and are walked through when
 * one is looked for: a list of a million takes no more memory than its bytes. Immutable.
 */
final class Crl {
    private static final int LARGEST = 64 << 20;
    private static final int EXTENSIONS = 0xa0;
    private static final byte[] DELTA_INDICATOR = {0x55, 0x1d, 0x1b};
    private static final byte[] ISSUING_POINT = {0x55, 0x1d, 0x1c};
    private static final byte[] NUMBER = {0x55, 0x1d, 0x14};
    private static final byte[] AUTHORITY_KEY = {0x55, 0x1d, 0x23};
    private static final byte[] REASON = {0x55, 0x1d, 0x15};
    private static final byte[] HOLD_INSTRUCTION = {0x55, 0x1d, 0x17};
    private static final byte[] INVALIDITY_DATE = {0x55, 0x1d, 0x18};

    private final byte[] der;
    private final Fingerprint fingerprint;
    private final byte[] tbs;
    private final AlgorithmIdentifier algorithm;
    private final byte[] signature;
    private final X500Principal issuer;
    private final Instant thisUpdate;
    private final Optional<Instant> nextUpdate;
    private final boolean revokesAny;
    private final Extensions extensions;
    private final boolean criticalEntry;

    /** What its extensions say: its scope, and whether one nobody here knows must be understood. */
    private record Extensions(boolean delta, boolean criticalUnknown, Optional<IssuingDistributionPoint> scope) {
        static final Extensions NONE = new Extensions(false, false, Optional.empty());
    }

    /** A revoked certificate; reason -1 where it does not say why. */
    record Entry(Instant time, int reason) {}

    private Crl(byte[] der) throws Der.MalformedException {
        this.der = der;
        this.fingerprint = Fingerprint.of(der);
        Der list = Der.of(der).next(Der.SEQUENCE).enter();
        this.tbs = list.next(Der.SEQUENCE).encoded();
        Der fields = list.enter();
        byte[] outer = list.next(Der.SEQUENCE).encoded();
        this.signature = list.next(Der.BIT_STRING).bits();
        if (list.more()) {
            throw new Der.MalformedException("more than a list");
        }
        if (fields.peek() == Der.INTEGER) {
            fields.next();
        }
        byte[] inner = fields.next(Der.SEQUENCE).encoded();
        if (!Arrays.equals(inner, outer)) {
            throw new Der.MalformedException("signature algorithms differ");
        }
        Der.vet(inner, 16);
        this.algorithm = AlgorithmIdentifier.getInstance(inner);
        byte[] name = fields.next(Der.SEQUENCE).encoded();
        Der.vet(name, 16);
        this.issuer = new X500Principal(name);
        this.thisUpdate = fields.next().time();
        boolean hasNext = fields.peek() == Der.UTC_TIME || fields.peek() == Der.GENERALIZED_TIME;
        this.nextUpdate = hasNext ? Optional.of(fields.next().time()) : Optional.empty();
        this.revokesAny = fields.peek() == Der.SEQUENCE;
        this.criticalEntry = revokesAny && hasCriticalEntry(fields.next().enter());
        this.extensions = fields.peek() == EXTENSIONS ? extensions(fields.next().enter()) : Extensions.NONE;
        if (fields.more()) {
            throw new Der.MalformedException("more fields than a list has");
        }
    }

    /**
     * Reads a CertificateList.
     *
     * @throws Der.MalformedException with the reason, if it is none
     */
    static Crl parse(byte[] der) throws Der.MalformedException {
        if (der.length > LARGEST) {
            throw new Der.MalformedException("list larger than " + LARGEST + " bytes");
        }
        try {
            Der whole = Der.of(der);
            whole.next(Der.SEQUENCE);
            if (whole.more()) {
                throw new Der.MalformedException("more than a list");
            }
            return new Crl(der);
        } catch (RuntimeException e) {
            throw new Der.MalformedException("not a revocation list");
        }
    }

    private static boolean hasCriticalEntry(Der entries) throws Der.MalformedException {
        while (entries.more()) {
            Der entry = entries.next(Der.SEQUENCE).enter();
            entry.next(Der.INTEGER);
            entry.next();
            if (entry.more() && hasUnknownCritical(entry.next(Der.SEQUENCE).enter())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUnknownCritical(Der extensions) throws Der.MalformedException {
        boolean found = false;
        while (extensions.more()) {
            Der extension = extensions.next(Der.SEQUENCE).enter();
            extension.next(Der.OBJECT_IDENTIFIER);
            boolean known = extension.valueEquals(REASON)
                    || extension.valueEquals(HOLD_INSTRUCTION)
                    || extension.valueEquals(INVALIDITY_DATE);
            found |= isCritical(extension) && !known;
        }
        return found;
    }

    private static Extensions extensions(Der wrapper) throws Der.MalformedException {
        Der list = wrapper.next(Der.SEQUENCE).enter();
        boolean delta = false;
        boolean criticalUnknown = false;
        Optional<IssuingDistributionPoint> scope = Optional.empty();
        while (list.more()) {
            Der extension = list.next(Der.SEQUENCE).enter();
            extension.next(Der.OBJECT_IDENTIFIER);
            boolean isDelta = extension.valueEquals(DELTA_INDICATOR);
            boolean isScope = extension.valueEquals(ISSUING_POINT);
            boolean known = isDelta || isScope || extension.valueEquals(NUMBER) || extension.valueEquals(AUTHORITY_KEY);
            criticalUnknown |= isCritical(extension) && !known;
            delta |= isDelta;
            if (isScope) {
                byte[] value = extension.next(Der.OCTET_STRING).value();
                Der.vet(value, 16);
                scope = Optional.of(IssuingDistributionPoint.getInstance(value));
            }
        }
        return new Extensions(delta, criticalUnknown, scope);
    }

    /** Reads the extension's criticality, if it is there, and leaves the cursor before the value. */
    private static boolean isCritical(Der extension) throws Der.MalformedException {
        return extension.peek() == Der.BOOLEAN && extension.next().isTrue();
    }

    /** The entry for a serial number, if the list has one. */
    Optional<Entry> entry(BigInteger serial) throws Der.MalformedException {
        if (!revokesAny) {
            return Optional.empty();
        }
        byte[] wanted = serial.toByteArray();
        Der entries = entries();
        while (entries.more()) {
            Der entry = entries.next(Der.SEQUENCE).enter();
            if (entry.next(Der.INTEGER).valueEquals(wanted)) {
                Instant time = entry.next().time();
                return Optional.of(
                        new Entry(time, entry.more() ? reason(entry.next().enter()) : -1));
            }
        }
        return Optional.empty();
    }

    private Der entries() throws Der.MalformedException {
        Der fields = Der.of(tbs).next(Der.SEQUENCE).enter();
        if (fields.peek() == Der.INTEGER) {
            fields.next();
        }
        fields.next().next().next();
        if (nextUpdate.isPresent()) {
            fields.next();
        }
        return fields.next(Der.SEQUENCE).enter();
    }

    private static int reason(Der extensions) throws Der.MalformedException {
        while (extensions.more()) {
            Der extension = extensions.next(Der.SEQUENCE).enter();
            boolean isReason = extension.next(Der.OBJECT_IDENTIFIER).valueEquals(REASON);
            isCritical(extension);
            if (isReason) {
                byte[] code = extension
                        .next(Der.OCTET_STRING)
                        .enter()
                        .next(Der.ENUMERATED)
                        .value();
                return code.length == 1 ? code[0] : -1;
            }
        }
        return -1;
    }

    boolean isSignedWith(PublicKey key) {
        return SignatureValues.verify(algorithm, key, tbs, signature);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Crl crl && crl.fingerprint.equals(fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    int size() {
        return der.length;
    }

    byte[] der() {
        return der;
    }

    AlgorithmIdentifier algorithm() {
        return algorithm;
    }

    X500Principal issuer() {
        return issuer;
    }

    Instant thisUpdate() {
        return thisUpdate;
    }

    Optional<Instant> nextUpdate() {
        return nextUpdate;
    }

    boolean isDelta() {
        return extensions.delta();
    }

    /** Whether an extension of the list or of any entry must be understood, and is not (RFC 5280, 5.2 and 5.3). */
    boolean hasCriticalUnknown() {
        return extensions.criticalUnknown() || criticalEntry;
    }

    /** issuingDistributionPoint (RFC 5280, 5.2.5). */
    Optional<IssuingDistributionPoint> scope() {
        return extensions.scope();
    }
}
