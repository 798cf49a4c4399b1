package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One certificate of a chain with the revocation data found for it.
 *
 * @param certificate the certificate
 * @param revocations every usable or unusable piece of revocation data about it
 */
public record ChainLink(X509Certificate certificate, List<RevocationFacts> revocations) {

    public ChainLink {
        revocations = List.copyOf(revocations);
    }
}
