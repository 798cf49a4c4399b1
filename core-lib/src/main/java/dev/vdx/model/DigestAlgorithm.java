package dev.vdx.model;

import java.util.Arrays;
import java.util.Optional;

/** A digest algorithm, with its JCA name, its object identifier and its output length in bytes. */
public enum DigestAlgorithm {
    MD5("MD5", "1.2.840.113549.2.5", 16),
    SHA1("SHA-1", "1.3.14.3.2.26", 20),
    SHA224("SHA-224", "2.16.840.1.101.3.4.2.4", 28),
    SHA256("SHA-256", "2.16.840.1.101.3.4.2.1", 32),
    SHA384("SHA-384", "2.16.840.1.101.3.4.2.2", 48),
    SHA512("SHA-512", "2.16.840.1.101.3.4.2.3", 64),
    SHA3_224("SHA3-224", "2.16.840.1.101.3.4.2.7", 28),
    SHA3_256("SHA3-256", "2.16.840.1.101.3.4.2.8", 32),
    SHA3_384("SHA3-384", "2.16.840.1.101.3.4.2.9", 48),
    SHA3_512("SHA3-512", "2.16.840.1.101.3.4.2.10", 64),
    /** SHAKE256 with 512 bits of output, as Ed448 uses it in CMS (RFC 8419, RFC 8702). */
    SHAKE256("SHAKE256-512", "2.16.840.1.101.3.4.2.12", 64);

    private final String jcaName;
    private final String oid;
    private final int length;

    DigestAlgorithm(String jcaName, String oid, int length) {
        this.jcaName = jcaName;
        this.oid = oid;
        this.length = length;
    }

    /** The name Java's {@code MessageDigest} knows. */
    public String jcaName() {
        return jcaName;
    }

    /** Dotted object identifier. */
    public String oid() {
        return oid;
    }

    /** Output length in bytes. */
    public int length() {
        return length;
    }

    /** The algorithm with this object identifier, if it is one we know. */
    public static Optional<DigestAlgorithm> ofOid(String oid) {
        return Arrays.stream(values()).filter(a -> a.oid.equals(oid)).findFirst();
    }
}
