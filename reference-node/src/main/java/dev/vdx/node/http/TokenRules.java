package dev.vdx.node.http;

import java.net.URL;
import java.time.Duration;
import java.util.Set;

/**
 * Which access tokens (RFC 9068) the local listener takes.
 *
 * @param keys where the issuer's public keys are (RFC 7517): an https address or a file
 * @param issuer the claim {@code iss}
 * @param audience one of the claim {@code aud}
 * @param algorithms names of signature algorithms (RFC 7518), none of them symmetric
 * @param prefix what stands before our scopes in the claim {@code scope}
 * @param skew how far the issuer's clock may be off
 */
public record TokenRules(
        URL keys, String issuer, String audience, Set<String> algorithms, String prefix, Duration skew) {
    /** Algorithms that may be allowed. */
    public static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    public TokenRules {
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException("algorithms are some of " + new java.util.TreeSet<>(ALGORITHMS));
        }
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw new IllegalArgumentException("tokens need an issuer and an audience");
        }
    }
}
