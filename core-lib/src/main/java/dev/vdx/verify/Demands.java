package dev.vdx.verify;

import dev.vdx.model.Policy;
import dev.vdx.model.RevocationDemands;
import java.util.Set;

/** What a policy demands of one kind of signers: those of documents, or time-stamp authorities. */
record Demands(AlgorithmTable algorithms, RevocationDemands revocation, Set<String> certificatePolicies) {

    static Demands ofSigners(Policy policy) {
        return new Demands(
                new AlgorithmTable(policy.algorithms()),
                policy.revocation(),
                policy.signature().certificatePolicies());
    }

    /** Policies of certificates are those of signers. */
    static Demands ofAuthorities(Policy policy) {
        return new Demands(new AlgorithmTable(policy.algorithms()), policy.revocation(), Set.of());
    }
}
