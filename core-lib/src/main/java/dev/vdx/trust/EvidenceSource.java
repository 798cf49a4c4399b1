package dev.vdx.trust;

import dev.vdx.model.ChainEvidence;
import dev.vdx.model.Evidence;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.TimestampFacts;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers what a verdict rests on beside the document (EN 319 102-1, 5.2.4 to 5.2.6): certification paths to the anchors
 * given, and revocation data for every certificate below them. It finds, and checks signatures and authority; it does
 * not judge times or policies. Immutable and safe for several threads; keep one, for it remembers what it checked.
 */
public final class EvidenceSource {
    private final TrustAnchors signers;
    private final TrustAnchors authorities;
    private final boolean offline;
    private final Fetcher fetcher;
    private final FetchLimits limits;
    private final Clock clock;
    private final Known known;

    /** What it remembers. */
    private record Known(CertificateChecks checks, Readings readings, Revocations revocations, Network network) {
        static Known nothing(Network network) {
            CertificateChecks checks = new CertificateChecks();
            Readings readings = new Readings();
            return new Known(checks, readings, new Revocations(readings, checks), network);
        }
    }

    private EvidenceSource(
            TrustAnchors signers,
            TrustAnchors authorities,
            boolean offline,
            Fetcher fetcher,
            FetchLimits limits,
            Clock clock) {
        this(signers, authorities, offline, fetcher, limits, clock, Known.nothing(new Network(fetcher, limits, clock)));
    }

    private EvidenceSource(
            TrustAnchors signers,
            TrustAnchors authorities,
            boolean offline,
            Fetcher fetcher,
            FetchLimits limits,
            Clock clock,
            Known known) {
        this.signers = signers;
        this.authorities = authorities;
        this.offline = offline;
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
        this.known = known;
    }

    /**
     * Chains to these anchors, for signers and time-stamp authorities alike, fetched over HTTP where the document does
     * not bring it along.
     *
     * @param clock says when what was fetched is due again; the time of the verdict is another matter
     */
    public static EvidenceSource trusting(TrustAnchors anchors, Clock clock) {
        return new EvidenceSource(anchors, anchors, false, new HttpFetcher(), FetchLimits.DEFAULT, clock);
    }

    /** With other anchors for time-stamp authorities. */
    public EvidenceSource timestampsTrusting(TrustAnchors anchors) {
        return new EvidenceSource(signers, anchors, offline, fetcher, limits, clock);
    }

    /** Opening no connection at all. */
    public EvidenceSource offline() {
        return new EvidenceSource(signers, authorities, true, fetcher, limits, clock);
    }

    /** With another way to fetch. */
    public EvidenceSource fetchingWith(Fetcher newFetcher) {
        return new EvidenceSource(signers, authorities, offline, newFetcher, limits, clock);
    }

    /** With other limits for the network. */
    public EvidenceSource limits(FetchLimits newLimits) {
        return new EvidenceSource(signers, authorities, offline, fetcher, newLimits, clock);
    }

    /**
     * The evidence for every signer and time-stamp authority of a document.
     *
     * @param at the time of the verdict: revocation data must be fresh then, or at the time a time-stamp proves
     */
    public Evidence gather(SignedDocument document, Instant at) {
        Gathering gathering = gathering(document);
        Map<X509Certificate, Instant> stamping = new LinkedHashMap<>();
        Map<X509Certificate, Instant> signing = new LinkedHashMap<>();
        document.signatures().stream()
                .flatMap(Material::tokens)
                .flatMap(token -> token.signer().certificate().stream())
                .forEach(authority -> stamping.put(authority, at));
        Map<X509Certificate, ChainEvidence> stamps = gathering.all(stamping, authorities);
        for (SignatureFacts signature : document.signatures()) {
            if (signature.kind() == SignatureKind.SIGNATURE) {
                Instant needed =
                        provenTime(signature, stamps).filter(at::isAfter).orElse(at);
                // The later, should one certificate have signed more than once.
                signature
                        .signer()
                        .certificate()
                        .ifPresent(signer -> signing.merge(signer, needed, (a, b) -> a.isAfter(b) ? a : b));
            }
        }
        return new Evidence(gathering.all(signing, signers), stamps);
    }

    /** The same with other anchors, sharing what is remembered. */
    EvidenceSource anchoredAt(TrustAnchors newSigners, TrustAnchors newAuthorities) {
        return new EvidenceSource(newSigners, newAuthorities, offline, fetcher, limits, clock, known);
    }

    /** Begins with what came with a document. */
    Gathering gathering(SignedDocument document) {
        return new Gathering(
                Material.of(document, known.readings()), known.checks(), known.revocations(), known.network(), offline);
    }

    /** The earliest time that a time-stamp of somebody trusted gives a signature. */
    private static Optional<Instant> provenTime(
            SignatureFacts signature, Map<X509Certificate, ChainEvidence> authorities) {
        return signature.timestamps().stream()
                .filter(TimestampFacts::holds)
                .filter(token -> token.signer()
                        .certificate()
                        .map(authorities::get)
                        .filter(evidence -> !evidence.chains().isEmpty())
                        .isPresent())
                .map(TimestampFacts::time)
                .min(Instant::compareTo);
    }
}
