package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * A CMS SignedData (RFC 5652, 5) as a signature: the first of its signers, and a way to the others. Immutable.
 *
 * <p>Content that is not inside comes to it as a digest made with {@link #digestAlgorithm()}.
 */
public final class CmsSignature {
    private static final int MOST_TOKENS = 64;
    static final List<ASN1ObjectIdentifier> OLDER_ARCHIVE =
            List.of(Oids.ARCHIVE_TIMESTAMP, Oids.ARCHIVE_TIMESTAMP_V2, Oids.LONG_TERM_VALIDATION);

    private final SignedMessage message;
    private final SignerBlock signer;
    private final List<X509Certificate> more;
    private final List<AttachedToken> tokens;
    private final List<Finding> notes;

    private CmsSignature(
            SignedMessage message,
            SignerBlock signer,
            List<X509Certificate> more,
            List<AttachedToken> tokens,
            List<Finding> notes) {
        this.message = message;
        this.signer = signer;
        this.more = List.copyOf(more);
        this.tokens = List.copyOf(tokens);
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads a signature; nothing is verified yet. Zero bytes behind it are tolerated, for PDF pads with them.
     *
     * @param der DER, or BER of indefinite length; not copied, not to be changed
     * @throws CmsException NO_SIGNER where nobody signed; SIGNATURE_MALFORMED for all else, with the reason
     */
    public static CmsSignature parse(byte[] der) throws CmsException {
        SignedMessage message = SignedMessage.of(Asn1.parsePadded(der));
        CmsSignature first = of(message, message.signers().get(0), List.of());
        return message.signers().size() == 1 ? first : first.noting(Finding.of(FindingCode.SEVERAL_SIGNERS));
    }

    /** Each signer as a signature of its own, in the file's order; at least one. */
    public List<CmsSignature> signers() {
        return message.signers().size() == 1
                ? List.of(this)
                : message.signers().stream()
                        .map(each -> of(message, each, more))
                        .toList();
    }

    /** This signature, knowing more certificates among which its signer's may be. */
    public CmsSignature withCertificates(List<X509Certificate> more) {
        return new CmsSignature(message, signer, more, tokens, notes);
    }

    /** What the signer digested the content with; empty for an algorithm we do not know. */
    public Optional<DigestAlgorithm> digestAlgorithm() {
        return AlgorithmIdentifiers.digest(signer.digest());
    }

    /** Dotted identifier of the content's type, 1.2.840.113549.1.7.1 for plain data. */
    public String contentType() {
        return message.contentType().getId();
    }

    /** The content, where it is inside. */
    public Optional<byte[]> encapsulatedContent() {
        return message.content().map(byte[]::clone);
    }

    /** The signature value; a copy. */
    public byte[] signatureValue() {
        return signer.value().clone();
    }

    /** The readable certificates inside. */
    public List<X509Certificate> certificates() {
        return message.certificates();
    }

    /** Whether there are signed attributes; without them the value is directly over the content. */
    public boolean signedAttributesPresent() {
        return signer.signedAttributes().isPresent();
    }

    /** Dotted identifiers of the signed attributes. */
    public Set<String> signedAttributeTypes() {
        return signer.signed().types();
    }

    /** Dotted identifiers of the unsigned attributes. */
    public Set<String> unsignedAttributeTypes() {
        return signer.unsigned().types();
    }

    /** The value of an unsigned attribute, if it is there exactly once with exactly one value. */
    Optional<ASN1Encodable> unsignedAttribute(ASN1ObjectIdentifier type) {
        return signer.unsigned().single(type);
    }

    /** Whether the signing-time attribute is there, readable or not; PAdES forbids it. */
    public boolean hasSigningTimeAttribute() {
        return signer.signed().has(Oids.SIGNING_TIME);
    }

    /** The signing-time attribute (RFC 5652, 11.3). */
    public Optional<Instant> claimedSigningTime() {
        return SignerCheck.claimedSigningTime(signer);
    }

    /**
     * Verifies signature value, message digest and form (RFC 5652, 5.4 to 5.6 and 11; EN 319 102-1, 5.2.2, 5.2.3 and
     * 5.2.7) against a digest of the content.
     *
     * @param contentDigest digest of the content made with {@link #digestAlgorithm()}
     */
    public SignerFacts verify(byte[] contentDigest) {
        return noted(check().overDigest(contentDigest));
    }

    /** As {@link #verify(byte[])}, over {@link #encapsulatedContent()}; SIGNED_DATA_NOT_FOUND where there is none. */
    public SignerFacts verifyEncapsulated() {
        return noted(message.content()
                .map(content -> check().overContent(content))
                .orElseGet(() -> check().withoutContent()));
    }

    /** Time-stamps over the signature value (EN 319 122-1, 5.3); those unreadable are findings of {@link #verify}. */
    public List<TimestampFacts> timestamps() {
        return ofType(Oids.SIGNATURE_TIMESTAMP).stream()
                .map(each -> each.token()
                        .facts(
                                TimestampKind.SIGNATURE,
                                algorithm -> Optional.of(Providers.digest(algorithm, signer.value()))))
                .toList();
    }

    /** Time-stamps over the content made before signing (EN 319 122-1, 5.2.8). */
    public List<TimestampFacts> contentTimestamps(Function<DigestAlgorithm, Optional<byte[]>> digestOfContent) {
        return read(signer.signed(), Oids.CONTENT_TIMESTAMP, new ArrayList<>()).stream()
                .map(each -> each.token().facts(TimestampKind.CONTENT, digestOfContent))
                .toList();
    }

    /**
     * All time-stamps, oldest kind first: over the content, over the signature value, over both with validation data
     * (archive-time-stamp-v3; EN 319 122-1, 5.5.3).
     *
     * @param digestOfContent made with {@link #timestampAlgorithms} at least
     */
    public List<TimestampFacts> allTimestamps(Function<DigestAlgorithm, Optional<byte[]>> digestOfContent) {
        List<TimestampFacts> before = new ArrayList<>(contentTimestamps(digestOfContent));
        before.addAll(timestamps());
        return new ArchiveTimestamps(message, signer, digestOfContent)
                .after(before, ofType(Oids.SIGNATURE_TIMESTAMP), ofType(Oids.ARCHIVE_TIMESTAMP_V3));
    }

    /** What the content has to be digested with for {@link #allTimestamps}. */
    public Set<DigestAlgorithm> timestampAlgorithms() {
        return Stream.concat(
                        read(signer.signed(), Oids.CONTENT_TIMESTAMP, new ArrayList<>()).stream(),
                        ofType(Oids.ARCHIVE_TIMESTAMP_V3).stream())
                .flatMap(each -> each.token().imprintAlgorithm().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<AttachedToken> ofType(ASN1ObjectIdentifier type) {
        return tokens.stream().filter(each -> each.type().equals(type)).toList();
    }

    /** Certificates and revocation data that came with it, in SignedData and in attributes. */
    public ValidationData validationData() {
        return EmbeddedData.of(message, List.of(signer));
    }

    /** Each signer of a message as a signature of its own. */
    static List<CmsSignature> of(SignedMessage message) {
        return message.signers().stream()
                .map(each -> of(message, each, List.of()))
                .toList();
    }

    /** Those who signed this signature's value (RFC 5652, 11.4); each goes to {@link #verifyCounter}. */
    List<CmsSignature> counterSignatures() throws CmsException {
        return Asn1.reading(
                "counter-signature",
                () -> signer.unsigned().all(Oids.COUNTER_SIGNATURE).stream()
                        .map(SignerBlock::new)
                        .map(each -> of(message, each, more))
                        .toList());
    }

    /**
     * Those who signed this signature's value (RFC 5652, 11.4), and those who signed theirs, each verified.
     *
     * @param id of this signature
     * @param timestamps of this signature: archive time-stamps count for those counter-signatures that they cover
     * @param most how many at most
     * @throws CmsException LIMIT_EXCEEDED for more of them, or deeper nested; SIGNATURE_MALFORMED
     */
    public List<SignatureFacts> counterSignatures(String id, List<TimestampFacts> timestamps, long fileSize, int most)
            throws CmsException {
        CmsFacts facts = new CmsFacts(List.of(), fileSize, most);
        facts.addCounters(id, this, counterSignatures(), timestamps);
        return facts.found();
    }

    /** Those archive time-stamps of this signature that cover a counter-signature of it (EN 319 122-1, 5.5.3). */
    List<TimestampFacts> archivesOf(CmsSignature counter, List<TimestampFacts> timestamps) {
        return timestamps.stream()
                .filter(each -> each.kind() == TimestampKind.ARCHIVE)
                .filter(each -> each.token() instanceof TimestampToken token && token.names(counter.signer))
                .toList();
    }

    /** Verifies this as a counter-signature over the value of another. */
    SignerFacts verifyCounter(byte[] countersigned) {
        return noted(new SignerCheck(message, signer, candidates(), true).overContent(countersigned));
    }

    private static CmsSignature of(SignedMessage message, SignerBlock signer, List<X509Certificate> more) {
        List<Finding> notes = new ArrayList<>();
        List<AttachedToken> tokens = new ArrayList<>(read(signer.unsigned(), Oids.SIGNATURE_TIMESTAMP, notes));
        tokens.addAll(read(signer.unsigned(), Oids.ARCHIVE_TIMESTAMP_V3, notes));
        read(signer.signed(), Oids.CONTENT_TIMESTAMP, notes);
        OLDER_ARCHIVE.stream()
                .filter(signer.unsigned()::has)
                .map(type -> Finding.of(
                        FindingCode.TIMESTAMP_INVALID,
                        type.getId(),
                        "of a form that VDX does not verify; it counts for nothing"))
                .forEach(notes::add);
        return new CmsSignature(message, signer, more, tokens, notes);
    }

    private static List<AttachedToken> read(AttributeTable table, ASN1ObjectIdentifier type, List<Finding> notes) {
        List<AttachedToken> tokens = new ArrayList<>();
        for (ASN1Encodable value : table.all(type)) {
            if (tokens.size() == MOST_TOKENS) {
                notes.add(Finding.of(FindingCode.TIMESTAMP_INVALID, "more than " + MOST_TOKENS + " time-stamps"));
                break;
            }
            try {
                // Read apart, for what nobody looked into costs nothing to digest.
                tokens.add(new AttachedToken(TimestampToken.parse(Asn1.read(value)), type, value));
            } catch (CmsException e) {
                notes.add(e.finding());
            }
        }
        return tokens;
    }

    private CmsSignature noting(Finding finding) {
        List<Finding> all = new ArrayList<>(notes);
        all.add(finding);
        return new CmsSignature(message, signer, more, tokens, all);
    }

    private SignerCheck check() {
        return new SignerCheck(message, signer, candidates());
    }

    private List<X509Certificate> candidates() {
        return Stream.concat(message.certificates().stream(), more.stream())
                .distinct()
                .toList();
    }

    private SignerFacts noted(SignerFacts facts) {
        if (notes.isEmpty()) {
            return facts;
        }
        return new SignerFacts(
                facts.certificate(),
                facts.reference(),
                facts.certificates(),
                facts.algorithm(),
                facts.digestAlgorithm(),
                facts.digestMatches(),
                facts.signatureMatches(),
                facts.claimedSigningTime(),
                Stream.concat(facts.findings().stream(), notes.stream()).toList());
    }
}
