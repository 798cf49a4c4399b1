package dev.vdx.model;

import java.security.cert.X509Certificate;
import java.util.Map;

/**
 * Everything verification may rely on beside the document: chains with revocation data, as found, with where from.
 *
 * @param signers by signing certificate, leading to the anchors for signers
 * @param authorities by time-stamp authority certificate, leading to the anchors for time-stamp authorities
 */
public record Evidence(Map<X509Certificate, ChainEvidence> signers, Map<X509Certificate, ChainEvidence> authorities) {

    public Evidence {
        signers = Map.copyOf(signers);
        authorities = Map.copyOf(authorities);
    }
}
