package dev.vdx.verify;

import dev.vdx.model.AlgorithmDates;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.KeyFamily;
import dev.vdx.model.SignatureAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Optional;

/** What of an algorithm or key is not acceptable at a time, by the dates of a policy (EN 319 102-1, 5.2.8.4.2). */
record AlgorithmTable(AlgorithmDates dates) {

    /** What of this is not acceptable at that time, in words, if anything. */
    Optional<String> unacceptable(DigestAlgorithm digest, Instant at) {
        Instant end = dates.end(digest);
        return at.isBefore(end) ? Optional.empty() : Optional.of(digest.jcaName() + until(end));
    }

    /** What of this is not acceptable at that time, in words, if anything. */
    Optional<String> unacceptable(SignatureAlgorithm algorithm, PublicKey key, Instant at) {
        return unacceptable(algorithm.digest(), at).or(() -> unacceptable(key, at));
    }

    Optional<String> unacceptable(PublicKey key, Instant at) {
        int bits = bits(key);
        Instant end = family(key).map(f -> dates.end(f, bits)).orElse(AlgorithmDates.NEVER);
        return at.isBefore(end) ? Optional.empty() : Optional.of(key.getAlgorithm() + " " + bits + " bit" + until(end));
    }

    private static Optional<KeyFamily> family(PublicKey key) {
        if (key instanceof RSAKey) {
            return Optional.of(KeyFamily.RSA);
        }
        if (key instanceof ECKey) {
            return Optional.of(KeyFamily.EC);
        }
        if (key instanceof DSAKey) {
            return Optional.of(KeyFamily.DSA);
        }
        return switch (key.getAlgorithm()) {
            case "EdDSA", "Ed25519", "Ed448" -> Optional.of(KeyFamily.EDDSA);
            default -> Optional.empty();
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
        boolean large = key instanceof EdECKey edwards
                ? edwards.getParams().getName().equals("Ed448")
                : key.getAlgorithm().equals("Ed448");
        return large ? 448 : 256;
    }

    private static String until(Instant end) {
        return end.equals(AlgorithmDates.NEVER)
                ? ""
                : " (acceptable until " + end.toString().substring(0, 10) + ")";
    }
}
