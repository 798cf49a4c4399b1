package dev.vdx.trust;

import dev.vdx.model.Chain;
import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ChainLink;
import dev.vdx.model.FindingCode;
import dev.vdx.model.RevocationDemands;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.ValidationData;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What proves the certificates of one signature, in the making: each piece once. Not shared. */
final class Proving {
    private static final String NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    private static final int MOST_RESPONDERS = 16;

    private final Gathering gathering;
    private final SignedDocument document;
    private final Set<X509Certificate> certificates = new LinkedHashSet<>();
    private final Map<String, byte[]> answers = new LinkedHashMap<>();
    private final Map<String, byte[]> lists = new LinkedHashMap<>();
    private final Set<X509Certificate> responders = new LinkedHashSet<>();
    private final Map<String, byte[]> embedded = new HashMap<>();

    private final List<String> unreached;

    /** With the addresses of issuers that did not answer before, each with its reason. */
    Proving(Gathering gathering, SignedDocument document, List<String> unreached) {
        this.gathering = gathering;
        this.document = document;
        this.unreached = unreached;
    }

    ValidationData data() {
        return new ValidationData(
                List.copyOf(certificates), List.copyOf(answers.values()), List.copyOf(lists.values()));
    }

    /** Proves a certificate by the first of its chains that can be proven. */
    void add(X509Certificate certificate, Instant needed, TrustAnchors anchors) throws SigningException {
        ChainEvidence evidence = gathering.of(certificate, needed, anchors);
        SigningException refusal = noChain(certificate);
        for (Chain chain : evidence.chains()) {
            if (chain.links().isEmpty()) {
                refusal = new SigningException(
                        SigningProblem.REVOCATION_NOWHERE,
                        name(certificate),
                        "it is its own anchor, and nobody publishes its revocation");
                continue;
            }
            try {
                prove(chain, needed);
                return;
            } catch (SigningException e) {
                refusal = e;
                if (e.problem() == SigningProblem.CERTIFICATE_REVOKED) {
                    break;
                }
            }
        }
        throw refusal;
    }

    private SigningException noChain(X509Certificate certificate) {
        String silent = Stream.concat(unreached.stream(), unanswered(gathering))
                .distinct()
                .collect(Collectors.joining("; "));
        return silent.isEmpty()
                ? new SigningException(
                        SigningProblem.CHAIN_NOT_FOUND,
                        name(certificate),
                        certificate.getIssuerX500Principal().getName())
                : new SigningException(SigningProblem.ISSUER_UNREACHABLE, name(certificate), silent);
    }

    /** Addresses that did not answer, each with its reason. */
    static Stream<String> unanswered(Gathering gathering) {
        return gathering.complaints().stream()
                .filter(finding -> finding.code() == FindingCode.FETCH_FAILED)
                .map(finding -> String.join(": ", finding.details()));
    }

    private void prove(Chain chain, Instant needed) throws SigningException {
        for (int i = 0; i < chain.links().size(); i++) {
            ChainLink link = chain.links().get(i);
            X509Certificate issuer =
                    i + 1 < chain.links().size() ? chain.links().get(i + 1).certificate() : chain.anchor();
            certificates.add(link.certificate());
            if (!gathering.isExempt(link.certificate())) {
                take(proof(link.certificate(), link.revocations(), needed), issuer, needed);
            }
        }
        certificates.add(chain.anchor());
    }

    /** What says that a certificate was good when it mattered. */
    private RevocationFacts proof(X509Certificate certificate, List<RevocationFacts> found, Instant needed)
            throws SigningException {
        List<RevocationFacts> usable =
                found.stream().filter(each -> each.findings().isEmpty()).toList();
        for (RevocationFacts facts : usable) {
            if (revoked(facts) && !facts.revokedAt().orElse(Instant.MIN).isAfter(needed)) {
                throw new SigningException(
                        SigningProblem.CERTIFICATE_REVOKED,
                        name(certificate),
                        facts.revokedAt().map(Instant::toString).orElse("?"),
                        facts.reason().orElse("unspecified"));
            }
        }
        Optional<RevocationFacts> proof = usable.stream()
                .filter(each -> each.status() != RevocationStatus.UNKNOWN)
                .filter(each -> fresh(each, needed))
                // Issuers may drop expired certificates from what they publish.
                .filter(each ->
                        !each.thisUpdate().isAfter(certificate.getNotAfter().toInstant()))
                .findFirst();
        return proof.orElseThrow(() -> unproven(certificate, found));
    }

    /** As the usual demands have it (EN 319 102-1, 5.2.5.4); the verdict on the finished document is by the same. */
    private static boolean fresh(RevocationFacts facts, Instant needed) {
        RevocationDemands demands = RevocationDemands.USUAL;
        Instant until = facts.nextUpdate().orElse(facts.thisUpdate().plus(demands.withoutNextUpdate()));
        return !needed.isAfter(until.plus(demands.clockSkew()))
                || !facts.thisUpdate().isBefore(needed);
    }

    private static boolean revoked(RevocationFacts facts) {
        return facts.status() == RevocationStatus.REVOKED || facts.status() == RevocationStatus.ON_HOLD;
    }

    private SigningException unproven(X509Certificate certificate, List<RevocationFacts> found) {
        Published published = Published.of(certificate);
        return published.ocsp().isEmpty() && published.crls().isEmpty()
                ? new SigningException(
                        SigningProblem.REVOCATION_NOWHERE,
                        name(certificate),
                        "it names no OCSP responder and no revocation list")
                : new SigningException(SigningProblem.REVOCATION_UNKNOWN, name(certificate), why(found));
    }

    private String why(List<RevocationFacts> found) {
        Stream<String> unusable = found.stream()
                .flatMap(each -> each.findings().stream())
                .map(finding -> finding.details().get(finding.details().size() - 1));
        Stream<String> unhelpful = found.stream()
                .filter(each -> each.findings().isEmpty())
                .map(each -> each.status() == RevocationStatus.UNKNOWN
                        ? "the responder does not know it"
                        : "what there is was made " + each.thisUpdate() + " and is no longer fresh");
        return Stream.of(unanswered(gathering), unusable, unhelpful)
                .flatMap(each -> each)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private void take(RevocationFacts proof, X509Certificate issuer, Instant needed) throws SigningException {
        byte[] der = gathering
                .fetched(proof.sha256())
                .or(() -> Optional.ofNullable(embedded().get(proof.sha256())))
                .orElseThrow(() -> new IllegalStateException("revocation data from nowhere"));
        (proof.kind() == RevocationFacts.Kind.OCSP ? answers : lists).put(proof.sha256(), der);
        Optional<X509Certificate> responder = proof.responder().filter(responders::add);
        if (responder.isPresent()) {
            responder(responder.get(), issuer, needed);
        }
    }

    /** The responder's own status, where its issuer does not say that nobody need look (RFC 6960, 4.2.2.2.1). */
    private void responder(X509Certificate responder, X509Certificate issuer, Instant needed) throws SigningException {
        certificates.add(responder);
        Published published = Published.of(responder);
        boolean told = !published.ocsp().isEmpty() || !published.crls().isEmpty();
        if (responder.getExtensionValue(NO_CHECK) == null && told && responders.size() <= MOST_RESPONDERS) {
            take(proof(responder, gathering.revocations(responder, issuer, needed), needed), issuer, needed);
        }
    }

    /** What the document brings along, by SHA-256 in hexadecimal. */
    private Map<String, byte[]> embedded() {
        if (embedded.isEmpty()) {
            for (SignatureFacts signature : document.signatures()) {
                embed(signature.validationData());
                Material.tokens(signature).map(TimestampFacts::validationData).forEach(this::embed);
            }
        }
        return embedded;
    }

    private void embed(ValidationData data) {
        Stream.concat(data.ocspResponses().stream(), data.crls().stream())
                .forEach(der -> embedded.putIfAbsent(Fingerprint.of(der).hex(), der));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
