package dev.vdx.verify;

import dev.vdx.model.ChainLink;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.RevocationDemands;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What revocation data says of one certificate at one time (EN 319 102-1, 5.2.5 and 5.2.6.4): data is fresh where newer
 * was not due at that time, or where it was made after it.
 */
final class RevocationFreshness {
    private RevocationFreshness() {}

    /** The answer for one link of a chain. */
    record Answer(RevokedOrNot state, Optional<RevocationFacts> by, List<Finding> findings) {}

    /** Short words, as reports give them. */
    enum RevokedOrNot {
        GOOD,
        REVOKED,
        ON_HOLD,
        UNKNOWN,
        NOT_NEEDED
    }

    /**
     * Judges the revocation data of one certificate.
     *
     * @param moment the times it is judged by
     * @param demands what the policy asks for
     */
    static Answer judge(ChainLink link, boolean leaf, Moment moment, Demands demands) {
        Instant control = moment.control();
        List<Finding> findings = new ArrayList<>();
        link.revocations().forEach(f -> findings.addAll(f.findings()));
        List<RevocationFacts> usable = link.revocations().stream()
                .filter(f -> f.findings().isEmpty())
                .filter(f -> signedAcceptably(f, control, demands.algorithms(), findings))
                .filter(f -> !f.thisUpdate()
                        .isAfter(moment.now().plus(demands.revocation().clockSkew())))
                .sorted(Comparator.comparing(RevocationFacts::thisUpdate).reversed())
                .toList();
        String subject = Names.of(link.certificate());
        Optional<RevocationFacts> revoked = usable.stream()
                .filter(f -> f.status() == RevocationStatus.REVOKED)
                .filter(f -> !f.revokedAt().orElse(Instant.MIN).isAfter(control))
                .findFirst();
        if (revoked.isPresent()) {
            boolean before = moment.certainlyAfter(revoked.get().revokedAt().orElse(Instant.MAX));
            FindingCode ofLeaf = before ? FindingCode.CERTIFICATE_REVOKED_AT_SIGNING : FindingCode.CERTIFICATE_REVOKED;
            findings.add(Finding.of(
                    leaf ? ofLeaf : FindingCode.CA_REVOKED,
                    subject,
                    revoked.get().revokedAt().map(Instant::toString).orElse("?"),
                    revoked.get().reason().orElse("unspecified")));
            return new Answer(RevokedOrNot.REVOKED, revoked, findings);
        }
        List<RevocationFacts> fresh = usable.stream()
                .filter(f -> fresh(f, link.certificate(), control, demands.revocation()))
                .toList();
        Optional<RevocationFacts> hold = fresh.stream()
                .filter(f -> f.status() == RevocationStatus.ON_HOLD)
                .filter(f -> !f.revokedAt().orElse(Instant.MIN).isAfter(control))
                .findFirst();
        if (hold.isPresent()) {
            findings.add(Finding.of(FindingCode.CERTIFICATE_ON_HOLD, subject));
            return new Answer(RevokedOrNot.ON_HOLD, hold, findings);
        }
        Optional<RevocationFacts> good = fresh.stream()
                .filter(f -> f.status() != RevocationStatus.UNKNOWN)
                .findFirst();
        if (good.isPresent()) {
            return new Answer(RevokedOrNot.GOOD, good, findings);
        }
        if (Extensions.needsNoRevocation(link.certificate())) {
            return new Answer(RevokedOrNot.NOT_NEEDED, Optional.empty(), findings);
        }
        Optional<RevocationFacts> stale = usable.stream()
                .filter(f -> f.status() != RevocationStatus.UNKNOWN)
                .findFirst();
        findings.add(
                stale.isPresent()
                        ? Finding.of(
                                FindingCode.REVOCATION_NOT_FRESH,
                                subject,
                                stale.get().thisUpdate(),
                                control)
                        : Finding.of(FindingCode.REVOCATION_UNKNOWN, subject));
        return new Answer(RevokedOrNot.UNKNOWN, stale, findings);
    }

    private static boolean fresh(
            RevocationFacts facts, X509Certificate certificate, Instant control, RevocationDemands demands) {
        // Issuers may drop expired certificates from what they publish.
        if (facts.thisUpdate().isAfter(certificate.getNotAfter().toInstant())) {
            return false;
        }
        Instant until = demands.maximumAge()
                .map(facts.thisUpdate()::plus)
                .or(facts::nextUpdate)
                .orElse(facts.thisUpdate().plus(demands.withoutNextUpdate()));
        return !control.isAfter(until.plus(demands.clockSkew()))
                || !facts.thisUpdate().isBefore(control);
    }

    private static boolean signedAcceptably(
            RevocationFacts facts, Instant control, AlgorithmTable algorithms, List<Finding> findings) {
        // The key of an issuer is judged with the chain it stands in.
        Optional<String> weak = facts.algorithm().isEmpty()
                ? Optional.of("unknown algorithm")
                : algorithms
                        .unacceptable(facts.algorithm().get().digest(), control)
                        .or(() -> facts.responder().flatMap(r -> algorithms.unacceptable(r.getPublicKey(), control)));
        weak.ifPresent(w -> findings.add(Finding.of(FindingCode.REVOCATION_UNUSABLE, facts.kind(), w)));
        return weak.isEmpty();
    }
}
