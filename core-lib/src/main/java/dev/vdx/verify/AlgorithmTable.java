package dev.vdx.verify;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Until when algorithms and key sizes are acceptable, after ETSI TS 119 312 (clauses 5 to 9) and, for what was given up
 * before it, the dates at which earlier editions gave it up. What is not listed is not acceptable.
 */
final class AlgorithmTable {
    private static final Instant NEVER = Instant.MIN;
    private static final Instant OPEN = Instant.MAX;
    private static final Instant SMALL_EC = Instant.parse("2016-01-01T00:00:00Z");
    private static final Instant RSA_1024 = Instant.parse("2011-01-01T00:00:00Z");
    private static final Instant RSA_1536 = Instant.parse("2019-10-01T00:00:00Z");
    private static final Instant RSA_1900 = Instant.parse("2029-01-01T00:00:00Z");

    private static final Map<DigestAlgorithm, Instant> DIGESTS = new EnumMap<>(Map.ofEntries(
            Map.entry(DigestAlgorithm.MD5, Instant.parse("2004-08-01T00:00:00Z")),
            Map.entry(DigestAlgorithm.SHA1, Instant.parse("2012-08-01T00:00:00Z")),
            Map.entry(DigestAlgorithm.SHA224, Instant.parse("2029-01-01T00:00:00Z")),
            Map.entry(DigestAlgorithm.SHA256, OPEN),
            Map.entry(DigestAlgorithm.SHA384, OPEN),
            Map.entry(DigestAlgorithm.SHA512, OPEN),
            Map.entry(DigestAlgorithm.SHA3_224, NEVER),
            Map.entry(DigestAlgorithm.SHA3_256, OPEN),
            Map.entry(DigestAlgorithm.SHA3_384, OPEN),
            Map.entry(DigestAlgorithm.SHA3_512, OPEN),
            Map.entry(DigestAlgorithm.SHAKE256, OPEN)));

    private AlgorithmTable() {}

    /** What of this is not acceptable at that time, in words, if anything. */
    static Optional<String> unacceptable(DigestAlgorithm digest, Instant at) {
        Instant end = DIGESTS.getOrDefault(digest, NEVER);
        return at.isBefore(end) ? Optional.empty() : Optional.of(digest.jcaName() + until(end));
    }

    /** What of this is not acceptable at that time, in words, if anything. */
    static Optional<String> unacceptable(SignatureAlgorithm algorithm, PublicKey key, Instant at) {
        return unacceptable(algorithm.digest(), at).or(() -> unacceptable(key, at));
    }

    static Optional<String> unacceptable(PublicKey key, Instant at) {
        int bits = bits(key);
        Instant end = end(key, bits);
        return at.isBefore(end) ? Optional.empty() : Optional.of(key.getAlgorithm() + " " + bits + " bit" + until(end));
    }

    private static Instant end(PublicKey key, int bits) {
        if (key instanceof RSAKey) {
            return bits >= 3000
                    ? OPEN
                    : bits >= 1900 ? RSA_1900 : bits >= 1536 ? RSA_1536 : bits >= 1024 ? RSA_1024 : NEVER;
        }
        if (key instanceof ECKey) {
            return bits >= 256 ? OPEN : bits >= 224 ? SMALL_EC : NEVER;
        }
        if (key instanceof DSAKey) {
            return bits >= 2048 ? RSA_1900 : NEVER;
        }
        return switch (key.getAlgorithm()) {
            case "EdDSA", "Ed25519", "Ed448" -> OPEN;
            default -> NEVER;
        };
    }

    private static int bits(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength();
        }
        if (key instanceof ECKey ec) {
            return ec.getParams().getOrder().bitLength();
        }
        if (key instanceof DSAKey dsa && dsa.getParams() != null) {
            return dsa.getParams().getP().bitLength();
        }
        return 256;
    }

    private static String until(Instant end) {
        return end.equals(NEVER) ? "" : " (acceptable until " + end.toString().substring(0, 10) + ")";
    }
}
