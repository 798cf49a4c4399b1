package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A candidate certification path (RFC 5280, 6): from the signing certificate up to, but without, a trust anchor.
 *
 * @param links signing certificate first; empty only if the signing certificate is itself the anchor
 * @param anchor the trust anchor
 */
public record Chain(List<ChainLink> links, X509Certificate anchor) {

    public Chain {
        links = List.copyOf(links);
    }
}
