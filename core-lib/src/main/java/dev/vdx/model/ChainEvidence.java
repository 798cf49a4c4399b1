package dev.vdx.model;

import java.util.List;

/**
 * What the trust room found about one signing certificate.
 *
 * @param anchorsGiven how many anchors it could lead to; 0 where nothing is trusted
 * @param chains candidate chains, shortest first; empty where none leads to an anchor
 * @param findings what went wrong on the way, such as an address that did not answer
 */
public record ChainEvidence(int anchorsGiven, List<Chain> chains, List<Finding> findings) {

    public ChainEvidence {
        chains = List.copyOf(chains);
        findings = List.copyOf(findings);
    }
}
