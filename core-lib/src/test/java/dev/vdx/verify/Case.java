package dev.vdx.verify;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.Chain;
import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ChainLink;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Evidence;
import dev.vdx.model.Finding;
import dev.vdx.model.Format;
import dev.vdx.model.Policy;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Facts about one signature, sound in every respect but the ones a test changes; and what the room says of them. */
final class Case {
    static final Instant NOW = Instant.parse("2026-11-24T03:15:00Z");
    private static final long END = 1_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = NOW.minus(Duration.ofDays(100));
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(600));
    private static final SignatureAlgorithm ALGORITHM =
            new SignatureAlgorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256);
    private static final TestAuthority ROOT = root();
    private static final TestAuthority OTHER = root();
    private static final X509Certificate SOUND = issued(s -> s);
    private static final X509Certificate TSA = ROOT.issue(
                    CertificateSpec.timestamping("CN=SANDBOX time", KeyKind.EC_P256, FROM, UNTIL)
                            .withExtension(CertificateSpec.SHORT_TERM, false, new byte[] {5, 0}),
                    RANDOM)
            .certificate();

    private SignerFacts signer = signer(Optional.of(SOUND));
    private final List<Finding> findings = new ArrayList<>();
    private final List<TimestampFacts> timestamps = new ArrayList<>();
    private final List<SignatureFacts> later = new ArrayList<>();
    private ChangesAfter changes = ChangesAfter.NONE;
    private boolean covered = true;
    private Policy policy = Policy.STRICT;
    private ValidationData data = ValidationData.NONE;
    private int anchors = 1;
    private int tsaAnchors = 1;
    private boolean chain = true;
    private Optional<SignatureAlgorithm> certificateAlgorithm = Optional.of(ALGORITHM);
    private List<RevocationFacts> revocations = List.of(revocationData(RevocationStatus.GOOD, NOW, Optional.empty()));

    private static TestAuthority root() {
        return TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX Root,C=TH", KeyKind.EC_P256, FROM, UNTIL, 0),
                Addresses.NONE,
                RANDOM);
    }

    static X509Certificate issued(UnaryOperator<CertificateSpec> change) {
        return issued(change, KeyKind.EC_P256);
    }

    static X509Certificate issued(UnaryOperator<CertificateSpec> change, KeyKind kind) {
        return ROOT.issue(change.apply(CertificateSpec.seal("CN=SANDBOX seal", kind, FROM, UNTIL)), RANDOM)
                .certificate();
    }

    /** By an authority of the same name, with another key. */
    static X509Certificate issuedByAnother() {
        return OTHER.issue(CertificateSpec.seal("CN=SANDBOX seal", KeyKind.EC_P256, FROM, UNTIL), RANDOM)
                .certificate();
    }

    private static SignerFacts signer(Optional<X509Certificate> certificate) {
        return new SignerFacts(
                certificate,
                CertificateReference.MATCHES,
                certificate.stream().toList(),
                Optional.of(ALGORITHM),
                Optional.of(DigestAlgorithm.SHA256),
                true,
                true,
                Optional.empty(),
                List.of());
    }

    Case signer(SignerFacts other) {
        signer = other;
        return this;
    }

    Case certificate(X509Certificate certificate) {
        return certificate(Optional.of(certificate));
    }

    Case certificate(Optional<X509Certificate> certificate) {
        return signer(signer(certificate));
    }

    Case reference(CertificateReference reference) {
        return signer(copy(reference, signer.algorithm(), signer.digestMatches(), signer.signatureMatches()));
    }

    Case digest(DigestAlgorithm digest) {
        SignatureAlgorithm weak = new SignatureAlgorithm(SignatureScheme.ECDSA, digest);
        return signer(copy(signer.reference(), Optional.of(weak), true, true));
    }

    Case withoutAlgorithm() {
        return signer(copy(signer.reference(), Optional.empty(), true, true));
    }

    Case digestMatches(boolean matches) {
        return signer(copy(signer.reference(), signer.algorithm(), matches, true));
    }

    Case signatureMatches(boolean matches) {
        return signer(copy(signer.reference(), signer.algorithm(), true, matches));
    }

    private SignerFacts copy(
            CertificateReference reference,
            Optional<SignatureAlgorithm> algorithm,
            boolean digestMatches,
            boolean signatureMatches) {
        return new SignerFacts(
                signer.certificate(),
                reference,
                signer.certificates(),
                algorithm,
                algorithm.map(SignatureAlgorithm::digest),
                digestMatches,
                signatureMatches,
                Optional.empty(),
                List.of());
    }

    Case found(Finding finding) {
        findings.add(finding);
        return this;
    }

    Case changes(ChangesAfter other) {
        changes = other;
        return this;
    }

    Case uncovered() {
        covered = false;
        return this;
    }

    Case by(Policy other) {
        policy = other;
        return this;
    }

    Case claiming(Instant time) {
        return signer(new SignerFacts(
                signer.certificate(),
                signer.reference(),
                signer.certificates(),
                signer.algorithm(),
                signer.digestAlgorithm(),
                true,
                true,
                Optional.of(time),
                List.of()));
    }

    /** A time-stamp over the signature whose imprint is of this algorithm; covered by those added later that prove it. */
    Case timestampWithImprint(DigestAlgorithm imprint, TimestampKind kind, Instant time, Integer... covers) {
        timestamps.add(token(kind, time, true, imprint).covering(Set.of(covers)));
        return this;
    }

    Case trusting(int howMany) {
        anchors = howMany;
        return this;
    }

    Case timestampTrusting(int howMany) {
        tsaAnchors = howMany;
        return this;
    }

    Case withoutChain() {
        chain = false;
        return this;
    }

    Case certificateSignedWith(Optional<DigestAlgorithm> digest) {
        certificateAlgorithm = digest.map(d -> new SignatureAlgorithm(SignatureScheme.ECDSA, d));
        return this;
    }

    Case withoutRevocation() {
        revocations = List.of();
        return this;
    }

    Case revocation(RevocationStatus status, Instant published, Optional<Instant> revokedAt) {
        revocations = List.of(revocationData(status, published, revokedAt));
        return this;
    }

    Case revocationWithoutNextUpdate(Instant published) {
        revocations = List.of(revocationData(RevocationStatus.GOOD, published, Optional.empty(), Optional.empty()));
        return this;
    }

    private static RevocationFacts revocationData(
            RevocationStatus status, Instant published, Optional<Instant> revokedAt) {
        return revocationData(status, published, revokedAt, Optional.of(published.plus(Duration.ofDays(1))));
    }

    private static RevocationFacts revocationData(
            RevocationStatus status, Instant published, Optional<Instant> revokedAt, Optional<Instant> nextUpdate) {
        return new RevocationFacts(
                RevocationFacts.Kind.OCSP,
                status,
                revokedAt,
                Optional.empty(),
                published,
                published,
                nextUpdate,
                RevocationFacts.Origin.EMBEDDED,
                Optional.empty(),
                Optional.of(ALGORITHM),
                "ab".repeat(32),
                List.of());
    }

    Case timestamp(TimestampKind kind, Instant time) {
        timestamps.add(token(kind, time, true));
        return this;
    }

    Case timestampOverOtherData(Instant time) {
        timestamps.add(token(TimestampKind.SIGNATURE, time, false));
        return this;
    }

    private static TimestampFacts token(TimestampKind kind, Instant time, boolean imprintMatches) {
        return token(kind, time, imprintMatches, DigestAlgorithm.SHA256);
    }

    private static TimestampFacts token(
            TimestampKind kind, Instant time, boolean imprintMatches, DigestAlgorithm imprint) {
        return new TimestampFacts(
                kind,
                time,
                "1.2.3",
                Optional.of(imprint),
                imprintMatches,
                signer(Optional.of(TSA)),
                ValidationData.NONE,
                List.of(),
                Set.of(),
                () -> new byte[] {1});
    }

    /** Adds a document time-stamp; the one before it is taken away. */
    Case coveredBy(Instant time, long end, boolean sound) {
        return coveredBy(token(TimestampKind.DOCUMENT, time, sound).covering(end > END ? Set.of(0) : Set.of()), end);
    }

    /** The same with an imprint of this algorithm. */
    Case coveredBy(Instant time, long end, DigestAlgorithm imprint) {
        return coveredBy(
                token(TimestampKind.DOCUMENT, time, true, imprint).covering(end > END ? Set.of(0) : Set.of()), end);
    }

    private Case coveredBy(TimestampFacts token, long end) {
        later.clear();
        later.add(new SignatureFacts(
                "Timestamp1",
                SignatureKind.DOCUMENT_TIMESTAMP,
                "PAdES-DocTimeStamp",
                token.signer(),
                Optional.of(token),
                List.of(),
                ValidationData.NONE,
                new Coverage(true, true, end),
                ChangesAfter.NONE,
                List.of()));
        return this;
    }

    SignatureVerdict judged() {
        return all().get(0);
    }

    /** As if the document brought the revocation data that there is. */
    Case embedded() {
        data = new ValidationData(List.of(), List.of(new byte[] {1}), List.of());
        return this;
    }

    List<SignatureVerdict> all() {
        return verdict(false).signatures();
    }

    Verdict verdict(boolean explained) {
        List<SignatureFacts> signatures = new ArrayList<>();
        signatures.add(new SignatureFacts(
                "Signature1",
                SignatureKind.SIGNATURE,
                "PAdES-BASELINE",
                signer,
                Optional.empty(),
                timestamps,
                data,
                new Coverage(later.isEmpty(), covered, END),
                changes,
                findings));
        signatures.addAll(later);
        Map<X509Certificate, ChainEvidence> signers = signer.certificate()
                .map(c -> Map.of(c, evidence(c, anchors, certificateAlgorithm, revocations)))
                .orElse(Map.of());
        Map<X509Certificate, ChainEvidence> authorities =
                Map.of(TSA, evidence(TSA, tsaAnchors, Optional.of(ALGORITHM), List.of()));
        return new Validation()
                .validate(
                        new SignedDocument(Format.PDF, signatures, List.of()),
                        new Evidence(signers, authorities),
                        policy,
                        NOW,
                        explained);
    }

    private ChainEvidence evidence(
            X509Certificate certificate,
            int given,
            Optional<SignatureAlgorithm> algorithm,
            List<RevocationFacts> found) {
        Chain path = new Chain(List.of(new ChainLink(certificate, algorithm, found)), ROOT.certificate());
        return new ChainEvidence(given, chain && given > 0 ? List.of(path) : List.of(), List.of());
    }
}
