package dev.vdx.trust;

import dev.vdx.model.Chain;
import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ChainLink;
import dev.vdx.model.Finding;
import dev.vdx.model.RevocationFacts;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The evidence of one document in the making; not shared. */
final class Gathering {
    private static final int MOST_ROUNDS = 6;
    private static final int MOST_TRIED = 10_000;

    private final Material material;
    private final CertificateChecks checks;
    private final Revocations revocations;
    private final Network.Visit visit;
    private final Set<URI> asked = new HashSet<>();
    private final Map<Question, List<RevocationFacts>> answered = new HashMap<>();
    private final AtomicInteger allowance = new AtomicInteger(MOST_TRIED);
    private List<Finding> findings = new ArrayList<>();

    private record Question(X509Certificate certificate, X509Certificate issuer, Instant needed) {}

    Gathering(Material material, CertificateChecks checks, Revocations revocations, Network network, boolean offline) {
        this.material = material;
        this.checks = checks;
        this.revocations = revocations;
        this.visit = network.visit(offline, finding -> findings.add(finding));
    }

    /** By certificate, the time at which its status matters. */
    Map<X509Certificate, ChainEvidence> all(Map<X509Certificate, Instant> subjects, TrustAnchors anchors) {
        Map<X509Certificate, ChainEvidence> evidence = new HashMap<>();
        subjects.forEach((certificate, needed) -> evidence.put(certificate, of(certificate, needed, anchors)));
        return evidence;
    }

    /** The evidence for one certificate, whose status matters at this time. */
    ChainEvidence of(X509Certificate certificate, Instant needed, TrustAnchors anchors) {
        findings = new ArrayList<>(material.complaints());
        List<Chain> chains = new ArrayList<>();
        for (ChainBuilder.Path path : paths(certificate, anchors)) {
            List<ChainLink> links = new ArrayList<>();
            for (int i = 0; i < path.certificates().size(); i++) {
                X509Certificate link = path.certificates().get(i);
                links.add(new ChainLink(
                        link, checks.algorithm(link), revocations(new Question(link, path.issuer(i), needed))));
            }
            chains.add(new Chain(links, path.anchor()));
        }
        return new ChainEvidence(
                anchors.certificates().size(),
                chains,
                findings.stream().distinct().toList());
    }

    /** What is found about a certificate beside a chain, as about that of an OCSP responder. */
    List<RevocationFacts> revocations(X509Certificate certificate, X509Certificate issuer, Instant needed) {
        return revocations(new Question(certificate, issuer, needed));
    }

    /** What went wrong on the way since the last chain was asked for. */
    List<Finding> complaints() {
        return List.copyOf(findings);
    }

    /** Whether nothing need be found about a certificate. */
    boolean isExempt(X509Certificate certificate) {
        return revocations.isExempt(certificate);
    }

    /** An answer or list that was fetched, by its SHA-256 in hexadecimal. */
    Optional<byte[]> fetched(String sha256) {
        return visit.taken(sha256);
    }

    /** The self-signed certificates that these lead to, fetched where certificates say where they are. */
    TrustAnchors roots(Set<X509Certificate> leaves) {
        Set<X509Certificate> roots = new LinkedHashSet<>();
        for (X509Certificate leaf : leaves) {
            boolean more = true;
            for (int round = 0; more && round < MOST_ROUNDS; round++) {
                ChainBuilder builder = new ChainBuilder(material.pool(), TrustAnchors.none(), checks, allowance);
                builder.build(leaf);
                Set<X509Certificate> open = new LinkedHashSet<>(builder.deadEnds());
                open.stream().filter(each -> checks.isIssuedBy(each, each)).forEach(roots::add);
                open.removeAll(roots);
                more = !open.isEmpty() && fetchIssuers(open);
            }
        }
        return TrustAnchors.of(roots);
    }

    private List<RevocationFacts> revocations(Question question) {
        List<RevocationFacts> known = answered.get(question);
        if (known != null) {
            return known;
        }
        List<RevocationFacts> found =
                revocations.about(question.certificate(), question.issuer(), material, question.needed(), visit);
        answered.put(question, found);
        return found;
    }

    /** With what is at hand; else with the issuers that certificates say where to fetch (RFC 5280, 4.2.2.1). */
    private List<ChainBuilder.Path> paths(X509Certificate certificate, TrustAnchors anchors) {
        for (int round = 0; ; round++) {
            ChainBuilder builder = new ChainBuilder(material.pool(), anchors, checks, allowance);
            List<ChainBuilder.Path> paths = builder.build(certificate);
            // Without an anchor no chain can be complete, and nobody's address is visited on a stranger's word.
            if (!paths.isEmpty() || anchors.certificates().isEmpty() || round == MOST_ROUNDS) {
                return paths;
            }
            if (!fetchIssuers(builder.deadEnds())) {
                return paths;
            }
        }
    }

    private boolean fetchIssuers(Set<X509Certificate> deadEnds) {
        boolean any = false;
        for (X509Certificate certificate : deadEnds) {
            for (URI address : Published.of(certificate).issuers()) {
                if (asked.add(address)) {
                    any |= fetchIssuer(address);
                }
            }
        }
        return any;
    }

    private boolean fetchIssuer(URI address) {
        Optional<Network.Answer> answer = visit.certificates(address);
        if (answer.isEmpty()) {
            return false;
        }
        List<X509Certificate> read = IssuerFile.certificates(answer.get().bytes());
        if (read.isEmpty()) {
            visit.reject(address, Optional.empty(), "no certificate in the answer");
            return false;
        }
        visit.keepCertificates(address, answer.get().bytes());
        boolean any = false;
        for (X509Certificate certificate : read) {
            any |= material.pool().add(certificate);
        }
        return any;
    }
}
