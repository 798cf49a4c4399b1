package dev.vdx.trust;

import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationFacts.Origin;
import dev.vdx.model.RevocationStatus;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds revocation data for a certificate: in the document, then remembered or fetched OCSP answers, then CRLs; no more
 * than the verdict needs. Safe for several threads.
 */
final class Revocations {
    /** Validity-assured-short-term (EN 319 412-1, 5.2): nothing to look for. */
    private static final String NOT_CHECKED = "0.4.0.194121.2.1";

    /** Of what a document brings for one certificate, the latest so many are looked at. */
    private static final int MOST_OF_A_KIND = 16;

    private final Readings readings;
    private final OcspCheck ocspCheck;
    private final CrlCheck crlCheck = new CrlCheck();
    private final Memory<About, RevocationFacts> sound = new Memory<>(4_000);

    private final Memory<X509Certificate, Boolean> exempt = new Memory<>(4_000);

    private record About(Fingerprint answer, X509Certificate certificate, X509Certificate issuer) {}

    Revocations(Readings readings, CertificateChecks checks) {
        this.readings = readings;
        this.ocspCheck = new OcspCheck(checks);
    }

    /**
     * Everything found about one certificate.
     *
     * @param needed the time at which its status matters
     */
    List<RevocationFacts> about(
            X509Certificate certificate,
            X509Certificate issuer,
            Material material,
            Instant needed,
            Network.Visit visit) {
        List<RevocationFacts> found = new ArrayList<>();
        if (isExempt(certificate)) {
            return found;
        }
        material.ocsp().stream()
                .flatMap(answer -> ocsp(answer, certificate, issuer, material, Origin.EMBEDDED).stream())
                .limit(MOST_OF_A_KIND)
                .forEach(found::add);
        material.crls().stream()
                .flatMap(list -> crlCheck.facts(list, certificate, issuer, Origin.EMBEDDED).stream())
                .limit(MOST_OF_A_KIND)
                .forEach(found::add);
        if (suffices(found, needed)) {
            return found;
        }
        Published published = Published.of(certificate);
        byte[] request = CertId.request(certificate, issuer);
        for (URI address : knownFirst(published.ocsp(), Optional.of(request), visit)) {
            online(address, certificate, issuer, material, visit).ifPresent(found::add);
            if (suffices(found, needed)) {
                return found;
            }
        }
        for (URI address : knownFirst(published.crls(), Optional.empty(), visit)) {
            online(address, certificate, issuer, visit).ifPresent(found::add);
            if (suffices(found, needed)) {
                return found;
            }
        }
        return found;
    }

    /** In the order of the certificate, but whoever gave a good answer that is still remembered before the others. */
    private static List<URI> knownFirst(List<URI> addresses, Optional<byte[]> body, Network.Visit visit) {
        return addresses.size() < 2
                ? addresses
                : addresses.stream()
                        .sorted(Comparator.comparing(address -> !visit.knows(address, body)))
                        .toList();
    }

    /** Whether a certificate's issuer says that there is nothing to look for. */
    boolean isExempt(X509Certificate certificate) {
        return exempt.get(certificate).orElseGet(() -> {
            boolean is = certificate.getExtensionValue(NOT_CHECKED) != null;
            exempt.put(certificate, is, 1);
            return is;
        });
    }

    private Optional<RevocationFacts> ocsp(
            OcspResponse answer,
            X509Certificate certificate,
            X509Certificate issuer,
            Material material,
            Origin origin) {
        About about = new About(answer.fingerprint(), certificate, issuer);
        Optional<RevocationFacts> known = sound.get(about);
        if (known.isPresent()) {
            return known.map(facts -> byOneNotRevoked(from(facts, origin), certificate, issuer, material));
        }
        Optional<RevocationFacts> facts =
                ocspCheck.facts(answer, certificate, issuer, material.pool().all(), origin);
        // An unsound one may be so only for want of a certificate that another document brings along.
        facts.filter(each -> each.findings().isEmpty()).ifPresent(each -> sound.put(about, each, 1));
        return facts.map(each -> byOneNotRevoked(each, certificate, issuer, material));
    }

    /** The same, unusable if what came with the document says that the responder's own certificate was revoked (RFC 6960, 4.2.2.2.1). */
    private RevocationFacts byOneNotRevoked(
            RevocationFacts facts, X509Certificate certificate, X509Certificate issuer, Material material) {
        boolean revoked = facts.responder()
                .filter(responder -> Stream.concat(
                                material.crls().stream()
                                        .flatMap(list ->
                                                crlCheck.facts(list, responder, issuer, Origin.EMBEDDED).stream())
                                        .limit(MOST_OF_A_KIND),
                                material.ocsp().stream()
                                        .flatMap(answer ->
                                                ocspCheck
                                                        .facts(answer, responder, issuer, List.of(), Origin.EMBEDDED)
                                                        .stream())
                                        .limit(MOST_OF_A_KIND))
                        .filter(each -> each.findings().isEmpty())
                        .anyMatch(each ->
                                each.status() == RevocationStatus.REVOKED || each.status() == RevocationStatus.ON_HOLD))
                .isPresent();
        return revoked
                ? facts.and(Unusable.revocation(certificate, "OCSP: certificate of the responder is revoked"))
                : facts;
    }

    private Optional<RevocationFacts> online(
            URI address, X509Certificate certificate, X509Certificate issuer, Material material, Network.Visit visit) {
        byte[] request = CertId.request(certificate, issuer);
        Optional<Network.Answer> answer = visit.ocsp(address, request);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = answer.get().bytes();
        try {
            Optional<RevocationFacts> facts =
                    ocsp(readings.ocsp(bytes), certificate, issuer, material, origin(answer.get()));
            if (facts.isEmpty()) {
                visit.reject(address, Optional.of(request), "OCSP answer about another certificate");
            } else {
                facts.filter(each -> each.findings().isEmpty()).ifPresent(each -> {
                    visit.take(each.sha256(), bytes);
                    visit.keep(address, Optional.of(request), bytes, each.nextUpdate());
                });
            }
            return facts;
        } catch (Der.MalformedException e) {
            visit.reject(address, Optional.of(request), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<RevocationFacts> online(
            URI address, X509Certificate certificate, X509Certificate issuer, Network.Visit visit) {
        Optional<Network.Answer> answer = visit.crl(address);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = answer.get().bytes();
        try {
            Optional<RevocationFacts> facts =
                    crlCheck.facts(readings.crl(bytes), certificate, issuer, origin(answer.get()));
            if (facts.isEmpty()) {
                visit.reject(address, Optional.empty(), "revocation list of another issuer");
            } else {
                facts.filter(each -> each.findings().isEmpty()).ifPresent(each -> {
                    visit.take(each.sha256(), bytes);
                    visit.keep(address, Optional.empty(), bytes, each.nextUpdate());
                });
            }
            return facts;
        } catch (Der.MalformedException e) {
            visit.reject(address, Optional.empty(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Origin origin(Network.Answer answer) {
        return answer.remembered() ? Origin.CACHE : Origin.ONLINE;
    }

    /**
     * Whether looking further is needless: revoked is final, and good is enough if it is fresh when it matters, by the
     * standard's own measure where no policy sets one (EN 319 102-1, 5.2.5.4: no older than its own term).
     */
    private static boolean suffices(List<RevocationFacts> found, Instant needed) {
        return found.stream()
                .filter(facts -> facts.findings().isEmpty())
                .anyMatch(facts -> facts.status() == RevocationStatus.REVOKED
                        || (facts.status() == RevocationStatus.GOOD && isFresh(facts, needed)));
    }

    private static boolean isFresh(RevocationFacts facts, Instant needed) {
        Duration term = facts.nextUpdate()
                .map(next -> Duration.between(facts.thisUpdate(), next))
                .orElse(Duration.ZERO);
        return !facts.thisUpdate().plus(term).isBefore(needed);
    }

    private static RevocationFacts from(RevocationFacts facts, Origin origin) {
        return facts.origin() == origin
                ? facts
                : new RevocationFacts(
                        facts.kind(),
                        facts.status(),
                        facts.revokedAt(),
                        facts.reason(),
                        facts.producedAt(),
                        facts.thisUpdate(),
                        facts.nextUpdate(),
                        origin,
                        facts.responder(),
                        facts.algorithm(),
                        facts.sha256(),
                        facts.findings());
    }
}
