package dev.vdx.json;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Map;
import java.util.Optional;

/** Between the names of RFC 7518, 3.1, RFC 8037 and RFC 9864 and our words. */
final class JoseAlgorithms {
    private static final SignatureAlgorithm ED25519 =
            new SignatureAlgorithm(SignatureScheme.EDDSA, DigestAlgorithm.SHA512);
    private static final SignatureAlgorithm ED448 =
            new SignatureAlgorithm(SignatureScheme.EDDSA, DigestAlgorithm.SHAKE256);
    private static final Map<String, SignatureAlgorithm> BY_NAME = Map.ofEntries(
            entry("RS256", SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256),
            entry("RS384", SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA384),
            entry("RS512", SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA512),
            entry("PS256", SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256),
            entry("PS384", SignatureScheme.RSA_PSS, DigestAlgorithm.SHA384),
            entry("PS512", SignatureScheme.RSA_PSS, DigestAlgorithm.SHA512),
            entry("ES256", SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA256),
            entry("ES384", SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA384),
            entry("ES512", SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA512),
            Map.entry("Ed25519", ED25519),
            Map.entry("Ed448", ED448));
    private static final Map<DigestAlgorithm, Integer> CURVE_BITS =
            Map.of(DigestAlgorithm.SHA256, 256, DigestAlgorithm.SHA384, 384, DigestAlgorithm.SHA512, 521);
    private static final Map<String, DigestAlgorithm> DIGESTS = Map.of(
            "S256", DigestAlgorithm.SHA256,
            "S384", DigestAlgorithm.SHA384,
            "S512", DigestAlgorithm.SHA512,
            "S3-256", DigestAlgorithm.SHA3_256,
            "S3-384", DigestAlgorithm.SHA3_384,
            "S3-512", DigestAlgorithm.SHA3_512);

    private JoseAlgorithms() {}

    private static Map.Entry<String, SignatureAlgorithm> entry(
            String name, SignatureScheme scheme, DigestAlgorithm digest) {
        return Map.entry(name, new SignatureAlgorithm(scheme, digest));
    }

    /** The algorithm of that name; {@code EdDSA} is the one of the key. */
    static Optional<SignatureAlgorithm> named(String name, Optional<PublicKey> key) {
        if (name.equals("EdDSA")) {
            boolean ed448 = key.filter(k -> k instanceof EdECPublicKey ed && isEd448(ed))
                    .isPresent();
            return Optional.of(ed448 ? ED448 : ED25519);
        }
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether a name stands for no signature at all, or for one that whoever verifies could have made. */
    static boolean provesNothing(String name) {
        return name.equalsIgnoreCase("none") || name.startsWith("HS");
    }

    /** Whether the algorithm goes with the key: the curve is part of the name (RFC 7518, 3.4). */
    static boolean fits(SignatureAlgorithm algorithm, PublicKey key) {
        return switch (algorithm.scheme()) {
            case ECDSA_PLAIN ->
                key instanceof ECPublicKey ec
                        && Integer.valueOf(ec.getParams().getOrder().bitLength())
                                .equals(CURVE_BITS.get(algorithm.digest()));
            case EDDSA -> key instanceof EdECPublicKey ed && isEd448(ed) == algorithm.equals(ED448);
            default -> true;
        };
    }

    private static boolean isEd448(EdECPublicKey key) {
        return key.getParams().getName().equals("Ed448");
    }

    /** The name of what a key signs with; empty where JOSE has none. */
    static Optional<String> name(SignatureAlgorithm algorithm, PublicKey key) {
        SignatureAlgorithm plain = algorithm.scheme() == SignatureScheme.ECDSA
                ? new SignatureAlgorithm(SignatureScheme.ECDSA_PLAIN, algorithm.digest())
                : algorithm;
        if (plain.scheme() == SignatureScheme.EDDSA) {
            return Optional.of("EdDSA");
        }
        return BY_NAME.entrySet().stream()
                .filter(known -> known.getValue().equals(plain) && fits(plain, key))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The digest algorithm of {@code digAlg} and {@code hashM} (TS 119 182-1, 5.2.2 and 5.2.8). */
    static Optional<DigestAlgorithm> digest(String name) {
        return Optional.ofNullable(DIGESTS.get(name));
    }
}
