package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One certificate of a chain with the revocation data found for it.
 *
 * @param certificate the certificate
 * @param algorithm what its issuer signed it with, if it is an algorithm we know
 * @param revocations every usable or unusable piece of revocation data about it
 */
public record ChainLink(
        X509Certificate certificate, Optional<SignatureAlgorithm> algorithm, List<RevocationFacts> revocations) {

    public ChainLink {
        revocations = List.copyOf(revocations);
    }
}
