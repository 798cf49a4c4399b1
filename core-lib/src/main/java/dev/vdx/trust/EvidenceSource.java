package dev.vdx.trust;

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
import java.util.stream.Stream;

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
    private final CertificateChecks checks = new CertificateChecks();
    private final Readings readings = new Readings();
    private final Revocations revocations = new Revocations(readings, checks);
    private final Network network;

    private EvidenceSource(
            TrustAnchors signers,
            TrustAnchors authorities,
            boolean offline,
            Fetcher fetcher,
            FetchLimits limits,
            Clock clock) {
        this.signers = signers;
        this.authorities = authorities;
        this.offline = offline;
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
        this.network = new Network(fetcher, limits, clock);
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
        Map<X509Certificate, Instant> signing = new LinkedHashMap<>();
        Map<X509Certificate, Instant> stamping = new LinkedHashMap<>();
        document.signatures().forEach(signature -> subjects(document, signature, at, signing, stamping));
        Material material = Material.of(document, readings);
        Gathering gathering = new Gathering(material, checks, revocations, network, offline);
        return new Evidence(gathering.all(signing, signers), gathering.all(stamping, authorities));
    }

    /** Whose evidence is needed, and for which time: the latest, should one certificate have signed more than once. */
    private static void subjects(
            SignedDocument document,
            SignatureFacts signature,
            Instant at,
            Map<X509Certificate, Instant> signing,
            Map<X509Certificate, Instant> stamping) {
        Instant covered = earliest(
                at,
                document.signatures().stream()
                        .filter(other ->
                                other.coverage().end() > signature.coverage().end())
                        .flatMap(other -> other.token().stream()));
        if (signature.kind() == SignatureKind.SIGNATURE) {
            Instant needed = earliest(covered, signature.timestamps().stream());
            signature.signer().certificate().ifPresent(found -> signing.merge(found, needed, EvidenceSource::later));
        }
        Material.tokens(signature)
                .forEach(token -> token.signer()
                        .certificate()
                        .ifPresent(found -> stamping.merge(found, covered, EvidenceSource::later)));
    }

    private static Instant earliest(Instant latest, Stream<TimestampFacts> tokens) {
        return tokens.map(TimestampFacts::time).reduce(latest, (a, b) -> a.isBefore(b) ? a : b);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
