package dev.vdx.verify;

import dev.vdx.model.Chain;
import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ChainLink;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** X.509 certificate validation (EN 319 102-1, 5.2.6): a chain to an anchor, valid and not revoked at the time asked. */
final class X509Validation {
    private final PathValidation paths = new PathValidation();

    /** What one chain came to; empty statuses where no chain was found. */
    record Result(List<ChainStatus> chain, Optional<X509Certificate> anchor, List<Finding> findings) {

        boolean passed() {
            return findings.stream().allMatch(f -> f.code().effect() == Effect.NONE);
        }

        private int badness() {
            return findings.stream()
                    .mapToInt(f -> switch (f.code().effect()) {
                        case NONE -> 0;
                        case INDETERMINATE -> 1;
                        case FAILED, UNREADABLE -> 1_000;
                    })
                    .sum();
        }
    }

    /**
     * Validates a signing certificate: the best of its candidate chains.
     *
     * @param moment the times it is judged by
     * @param demands what the policy asks for
     * @param trail keeps the steps
     */
    Result validate(X509Certificate certificate, ChainEvidence evidence, Moment moment, Demands demands, Trail trail) {
        List<Finding> gathered = evidence.findings();
        if (evidence.anchorsGiven() == 0) {
            return none(gathered, Finding.of(FindingCode.NO_TRUST_GIVEN, Names.of(certificate)), trail);
        }
        if (evidence.chains().isEmpty()) {
            return none(
                    gathered,
                    Finding.of(
                            FindingCode.CHAIN_NOT_FOUND,
                            Names.of(certificate),
                            Names.of(certificate.getIssuerX500Principal())),
                    trail);
        }
        Result best = new Result(List.of(), Optional.empty(), gathered);
        boolean first = true;
        for (Chain chain : evidence.chains()) {
            Result result = validate(certificate, chain, moment, demands, trail);
            if (result.passed()) {
                return result;
            }
            if (first || result.badness() < best.badness()) {
                List<Finding> all = new ArrayList<>(gathered);
                all.addAll(result.findings);
                best = new Result(result.chain, result.anchor, all);
                first = false;
            }
        }
        return best;
    }

    private static Result none(List<Finding> gathered, Finding why, Trail trail) {
        trail.step(Block.CHAIN, List.of(why), () -> new Object[] {});
        List<Finding> all = new ArrayList<>(gathered);
        all.add(why);
        return new Result(List.of(), Optional.empty(), all);
    }

    private Result validate(X509Certificate certificate, Chain chain, Moment moment, Demands demands, Trail trail) {
        List<Finding> findings = new ArrayList<>();
        List<ChainStatus> statuses = new ArrayList<>();
        paths.flaw(chain, demands.certificatePolicies())
                .ifPresent(flaw -> findings.add(Finding.of(
                        flaw.constraint() ? FindingCode.CHAIN_CONSTRAINTS_VIOLATED : FindingCode.CHAIN_INVALID,
                        Names.of(certificate),
                        flaw.what())));
        if (!Extensions.maySign(certificate)) {
            findings.add(Finding.of(FindingCode.CERTIFICATE_USE_NOT_ALLOWED, Names.of(certificate)));
        }
        for (int i = 0; i < chain.links().size(); i++) {
            ChainLink link = chain.links().get(i);
            findings.addAll(validity(link.certificate(), i == 0, moment));
            RevocationFreshness.Answer answer = RevocationFreshness.judge(link, i == 0, moment, demands);
            trail.step(Block.REVOCATION, answer.findings(), () -> told(link.certificate(), answer, moment));
            findings.addAll(answer.findings());
            statuses.add(new ChainStatus(link.certificate(), answer.state(), answer.by()));
        }
        chain.links()
                .forEach(link -> weakness(link, moment.control(), demands.algorithms())
                        .ifPresent(w -> findings.add(Finding.of(moment.weak(), w, Names.of(link.certificate())))));
        trail.step(Block.CHAIN, findings, () ->
                new Object[] {moment.control(), path(certificate, chain), Names.of(chain.anchor())});
        return new Result(statuses, Optional.of(chain.anchor()), findings);
    }

    private static Object[] told(X509Certificate certificate, RevocationFreshness.Answer answer, Moment moment) {
        return new Object[] {
            Names.of(certificate),
            answer.state().name(),
            answer.by().map(f -> f.kind().name()).orElse(""),
            answer.by().map(f -> f.origin().name()).orElse(""),
            answer.by().map(f -> f.thisUpdate().toString()).orElse(""),
            moment.control()
        };
    }

    private static String path(X509Certificate certificate, Chain chain) {
        return chain.links().isEmpty()
                ? Names.of(certificate)
                : chain.links().stream().map(l -> Names.of(l.certificate())).collect(Collectors.joining(" ← "));
    }

    /** What is too weak of a certificate: its key, or the algorithm it was signed with (5.2.8.4.2). */
    private static Optional<String> weakness(ChainLink link, Instant at, AlgorithmTable algorithms) {
        return algorithms
                .unacceptable(link.certificate().getPublicKey(), at)
                .or(() -> link.algorithm()
                        .map(a -> algorithms.unacceptable(a.digest(), at))
                        .orElse(Optional.of("unknown algorithm")));
    }

    private static List<Finding> validity(X509Certificate certificate, boolean leaf, Moment moment) {
        Instant control = moment.control();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (control.isBefore(from)) {
            // Another certificate of the same authority may have been valid then: no proof against the signature.
            return List.of(
                    leaf
                            ? Finding.of(FindingCode.CERTIFICATE_NOT_YET_VALID, Names.of(certificate), from, control)
                            : Finding.of(FindingCode.CHAIN_INVALID, Names.of(certificate), "not valid before " + from));
        }
        // With a proof of existence after the end, the signature may still have been made before it: not proven either
        // way.
        FindingCode code = moment.certainlyAfter(to)
                ? FindingCode.CERTIFICATE_EXPIRED_AT_SIGNING
                : FindingCode.CERTIFICATE_EXPIRED;
        return control.isAfter(to) ? List.of(Finding.of(code, Names.of(certificate), to, control)) : List.of();
    }
}
