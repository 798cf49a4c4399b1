package dev.vdx.verify;

import dev.vdx.model.ChainLink;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
    /** Data without nextUpdate is good for this long: newer is available at any time (RFC 6960, 4.2.2.1). */
    private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofDays(1);

    /** How far the clock of a responder may run ahead of ours. */
    static final Duration SKEW = Duration.ofMinutes(5);

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
     */
    static Answer judge(ChainLink link, boolean leaf, Moment moment) {
        Instant control = moment.control();
        List<Finding> findings = new ArrayList<>();
        link.revocations().forEach(f -> findings.addAll(f.findings()));
        List<RevocationFacts> usable = link.revocations().stream()
                .filter(f -> f.findings().isEmpty())
                .filter(f -> signedAcceptably(f, control, findings))
                .filter(f -> !f.thisUpdate().isAfter(moment.now().plus(SKEW)))
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
                .filter(f -> fresh(f, link.certificate(), control))
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

    private static boolean fresh(RevocationFacts facts, X509Certificate certificate, Instant control) {
        // Issuers may drop expired certificates from what they publish.
        if (facts.thisUpdate().isAfter(certificate.getNotAfter().toInstant())) {
            return false;
        }
        Instant until = facts.nextUpdate().orElse(facts.thisUpdate().plus(WITHOUT_NEXT_UPDATE));
        return !control.isAfter(until.plus(SKEW)) || !facts.thisUpdate().isBefore(control);
    }

    private static boolean signedAcceptably(RevocationFacts facts, Instant control, List<Finding> findings) {
        Optional<String> weak = facts.algorithm().isEmpty()
                ? Optional.of("unknown algorithm")
                : AlgorithmTable.unacceptable(facts.algorithm().get().digest(), control);
        weak.ifPresent(w -> findings.add(Finding.of(FindingCode.REVOCATION_UNUSABLE, facts.kind(), w)));
        return weak.isEmpty();
    }
}
