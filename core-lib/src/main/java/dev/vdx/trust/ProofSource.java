package dev.vdx.trust;

import dev.vdx.model.Evidence;
import dev.vdx.model.Proof;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gathers what proves signatures valid once their certificates have expired and their authorities are gone (EN 319 142-1, 5.4;
 * EN 319 122-1, 5.4): the chains of signers and of time-stamp authorities, and for every certificate below the anchor an answer or a
 * list that says it was good, with the chains of whoever signed that. The same code looks for it that verifies. Immutable and safe for
 * several threads; keep one, for it remembers what it fetched.
 */
public final class ProofSource {
    private final Optional<TrustAnchors> signers;
    private final Optional<TrustAnchors> authorities;
    private final Fetcher fetcher;
    private final Clock clock;
    private final EvidenceSource evidence;

    private ProofSource(
            Optional<TrustAnchors> signers, Optional<TrustAnchors> authorities, Fetcher fetcher, Clock clock) {
        this.signers = signers;
        this.authorities = authorities;
        this.fetcher = fetcher;
        this.clock = clock;
        this.evidence = EvidenceSource.trusting(TrustAnchors.none(), clock).fetchingWith(fetcher);
    }

    /**
     * Up to whatever self-signed certificates the chains lead to, fetched over HTTP where nobody brings them along.
     *
     * @param clock says when what was fetched is due again
     */
    public static ProofSource online(Clock clock) {
        return new ProofSource(Optional.empty(), Optional.empty(), new HttpFetcher(), clock);
    }

    /** Up to these anchors, for signers and time-stamp authorities alike. */
    public ProofSource trusting(TrustAnchors anchors) {
        return new ProofSource(Optional.of(anchors), authorities, fetcher, clock);
    }

    /** With other anchors for time-stamp authorities. */
    public ProofSource timestampsTrusting(TrustAnchors anchors) {
        return new ProofSource(signers, Optional.of(anchors), fetcher, clock);
    }

    /** By another clock. */
    public ProofSource clock(Clock other) {
        return new ProofSource(signers, authorities, fetcher, other);
    }

    /** With another way to fetch. */
    public ProofSource fetchingWith(Fetcher other) {
        return new ProofSource(signers, authorities, other, clock);
    }

    /**
     * Where the chains of a document end.
     *
     * @param signers those of signers
     * @param authorities those of time-stamp authorities
     * @param unreached addresses of issuers that did not answer on the way there, each with its reason
     */
    public record Ends(TrustAnchors signers, TrustAnchors authorities, List<String> unreached) {
        public Ends {
            unreached = List.copyOf(unreached);
        }
    }

    /** The anchors that were given; without any, the self-signed certificates that the document's own lead to. */
    public Ends ends(SignedDocument document) {
        Gathering gathering = evidence.gathering(document);
        TrustAnchors forSigners = signers.orElseGet(() -> gathering.roots(signing(document)));
        TrustAnchors forTime = authorities.or(() -> signers).orElseGet(() -> gathering.roots(stamping(document)));
        return new Ends(forSigners, forTime, Proving.unanswered(gathering).toList());
    }

    /** The evidence for a document's chains to these ends, as {@link EvidenceSource} has it. */
    public Evidence evidence(SignedDocument document, Ends ends, Instant at) {
        return evidence.anchoredAt(ends.signers(), ends.authorities()).gather(document, at);
    }

    /**
     * What proves each signature and each document time-stamp, in the order of the document, whether the document holds it
     * already or not.
     *
     * @param document whose signatures verify
     * @param at the time of asking: what no time-stamp proves to be older must be proven good then
     * @throws SigningException CERTIFICATE_REVOKED, REVOCATION_UNKNOWN, REVOCATION_NOWHERE, CHAIN_NOT_FOUND or ISSUER_UNREACHABLE, which says whose
     *     certificate and why
     */
    public List<Proof> gather(SignedDocument document, Ends ends, Instant at) throws SigningException {
        Gathering gathering = evidence.gathering(document);
        List<Proof> all = new ArrayList<>();
        for (int place = 0; place < document.signatures().size(); place++) {
            SignatureFacts signature = document.signatures().get(place);
            Instant proven = provenAt(document, place, at);
            Proving stamps = new Proving(gathering, document, ends.unreached());
            List<TimestampFacts> tokens = Material.tokens(signature).toList();
            for (int i = 0; i < tokens.size(); i++) {
                Optional<X509Certificate> authority = tokens.get(i).signer().certificate();
                if (authority.isPresent()) {
                    stamps.add(authority.get(), archivedAt(signature, i, proven), ends.authorities());
                }
            }
            Proving signer = new Proving(gathering, document, ends.unreached());
            if (signature.kind() == SignatureKind.SIGNATURE
                    && signature.signer().certificate().isPresent()) {
                signer.add(signature.signer().certificate().get(), stampedAt(signature, proven), ends.signers());
            }
            ValidationData own = signer.data();
            all.add(new Proof(own, stamps.data().without(own)));
        }
        return all;
    }

    /** The earliest time at which later document time-stamps saw it; else the time of asking. */
    private static Instant provenAt(SignedDocument document, int place, Instant at) {
        SignatureFacts signature = document.signatures().get(place);
        Instant earliest = at;
        for (SignatureFacts later :
                document.signatures().subList(place + 1, document.signatures().size())) {
            Optional<TimestampFacts> token = later.token().filter(TimestampFacts::holds);
            boolean covers = later.coverage().end() > signature.coverage().end()
                    || token.filter(t -> t.covers().contains(place)).isPresent();
            if (covers && token.isPresent()) {
                earliest = earlier(token.get().time(), earliest);
            }
        }
        return earliest;
    }

    /** The earliest time at which later time-stamps of the same signature saw one of its tokens. */
    private static Instant archivedAt(SignatureFacts signature, int token, Instant proven) {
        // A document time-stamp has one token and no others.
        return signature.token().isPresent()
                ? proven
                : signature.timestamps().stream()
                        .filter(TimestampFacts::holds)
                        .filter(later -> later.covers().contains(token))
                        .map(TimestampFacts::time)
                        .reduce(proven, ProofSource::earlier);
    }

    private static Instant stampedAt(SignatureFacts signature, Instant proven) {
        return signature.timestamps().stream()
                .filter(TimestampFacts::holds)
                .filter(token -> token.kind() != TimestampKind.CONTENT)
                .map(TimestampFacts::time)
                .reduce(proven, ProofSource::earlier);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Set<X509Certificate> signing(SignedDocument document) {
        return leaves(document.signatures().stream()
                .filter(each -> each.kind() == SignatureKind.SIGNATURE)
                .map(each -> each.signer().certificate()));
    }

    private static Set<X509Certificate> stamping(SignedDocument document) {
        return leaves(document.signatures().stream()
                .flatMap(Material::tokens)
                .map(token -> token.signer().certificate()));
    }

    private static Set<X509Certificate> leaves(Stream<Optional<X509Certificate>> certificates) {
        Set<X509Certificate> leaves = new LinkedHashSet<>();
        certificates.flatMap(Optional::stream).forEach(leaves::add);
        return leaves;
    }
}
