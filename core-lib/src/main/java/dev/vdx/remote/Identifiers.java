package dev.vdx.remote;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;

/** Object identifiers of algorithms, as the API has them (RFC 8017, RFC 5758, RFC 5754). */
final class Identifiers {
    private static final String RSA = "1.2.840.113549.1.1.";
    private static final String ECDSA = "1.2.840.10045.4.3.";
    private static final String SHA2 = "2.16.840.1.101.3.4.2.";

    private Identifiers() {}

    static String digest(DigestAlgorithm algorithm) throws SigningException {
        return SHA2 + place(algorithm);
    }

    /** The place of a digest among SHA-256, SHA-384 and SHA-512, which every family counts alike. */
    private static int place(DigestAlgorithm algorithm) throws SigningException {
        return switch (algorithm) {
            case SHA256 -> 1;
            case SHA384 -> 2;
            case SHA512 -> 3;
            default -> throw new SigningException(SigningProblem.NOT_SUPPORTED, algorithm + " in a signing service");
        };
    }

    static String signature(SignatureAlgorithm algorithm) throws SigningException {
        int place = place(algorithm.digest());
        return switch (algorithm.scheme()) {
            case RSA_PKCS1 -> RSA + (10 + place);
            case RSA_PSS -> RSA + 10;
            case ECDSA -> ECDSA + (1 + place);
            case EDDSA, ECDSA_PLAIN, DSA ->
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED, algorithm.label() + " in a signing service, where digests go");
        };
    }

    /** Whether a service that lists these does it; some list what a key is, others what it signs with. */
    static boolean among(Set<String> listed, SignatureAlgorithm algorithm) throws SigningException {
        boolean ec = algorithm.scheme() == SignatureScheme.ECDSA;
        return listed.isEmpty()
                || listed.contains(signature(algorithm))
                || listed.contains(ec ? "1.2.840.10045.2.1" : RSA + 1);
    }

    /** RSASSA-PSS-params (RFC 4055, 3.1) in DER. */
    static byte[] pssParameters(DigestAlgorithm digest) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(Providers.pss(digest));
            return parameters.getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is listed, for people. */
    static String text(Set<String> listed) {
        return String.join(", ", List.copyOf(listed));
    }
}
