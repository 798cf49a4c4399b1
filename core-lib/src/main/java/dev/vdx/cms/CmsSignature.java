package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.ValidationData;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A CMS SignedData (RFC 5652, 5) as a signature: the first of its signers, and a way to the others. Immutable.
 *
 * <p>Content that is not inside comes to it as a digest made with {@link #digestAlgorithm()}.
 */
public final class CmsSignature {
    private CmsSignature() {}

    /**
     * Reads a signature; nothing is verified yet. Zero bytes behind it are tolerated, for PDF pads with them.
     *
     * @param der DER, or BER of indefinite length; not copied, not to be changed
     * @throws CmsException NO_SIGNER where nobody signed; SIGNATURE_MALFORMED for all else, with the reason
     */
    public static CmsSignature parse(byte[] der) throws CmsException {
        return NotYet.value();
    }

    /** Each signer as a signature of its own, in the file's order; at least one. */
    public List<CmsSignature> signers() {
        return NotYet.value();
    }

    /** This signature, knowing more certificates among which its signer's may be. */
    public CmsSignature withCertificates(List<X509Certificate> more) {
        return NotYet.value();
    }

    /** What the signer digested the content with; empty for an algorithm we do not know. */
    public Optional<DigestAlgorithm> digestAlgorithm() {
        return NotYet.value();
    }

    /** Dotted identifier of the content's type, 1.2.840.113549.1.7.1 for plain data. */
    public String contentType() {
        return NotYet.value();
    }

    /** The content, where it is inside. */
    public Optional<byte[]> encapsulatedContent() {
        return NotYet.value();
    }

    /** The signature value; a copy. */
    public byte[] signatureValue() {
        return NotYet.value();
    }

    /** The readable certificates inside. */
    public List<X509Certificate> certificates() {
        return NotYet.value();
    }

    /** Whether there are signed attributes; without them the value is directly over the content. */
    public boolean signedAttributesPresent() {
        return NotYet.value();
    }

    /** Dotted identifiers of the signed attributes. */
    public Set<String> signedAttributeTypes() {
        return NotYet.value();
    }

    /** Dotted identifiers of the unsigned attributes. */
    public Set<String> unsignedAttributeTypes() {
        return NotYet.value();
    }

    /** Whether the signing-time attribute is there, readable or not; PAdES forbids it. */
    public boolean hasSigningTimeAttribute() {
        return NotYet.value();
    }

    /** The signing-time attribute (RFC 5652, 11.3). */
    public Optional<Instant> claimedSigningTime() {
        return NotYet.value();
    }

    /**
     * Verifies signature value, message digest and form (RFC 5652, 5.4 to 5.6 and 11; EN 319 102-1, 5.2.2, 5.2.3 and
     * 5.2.7) against a digest of the content.
     *
     * @param contentDigest digest of the content made with {@link #digestAlgorithm()}
     */
    public SignerFacts verify(byte[] contentDigest) {
        return NotYet.value();
    }

    /** As {@link #verify(byte[])}, over {@link #encapsulatedContent()}; SIGNED_DATA_NOT_FOUND where there is none. */
    public SignerFacts verifyEncapsulated() {
        return NotYet.value();
    }

    /** Time-stamps over the signature value (EN 319 122-1, 5.3); those unreadable are findings of {@link #verify}. */
    public List<TimestampFacts> timestamps() {
        return NotYet.value();
    }

    /** Time-stamps over the content made before signing (EN 319 122-1, 5.2.8). */
    public List<TimestampFacts> contentTimestamps(Function<DigestAlgorithm, Optional<byte[]>> digestOfContent) {
        return NotYet.value();
    }

    /** Certificates and revocation data that came with it, in SignedData and in attributes. */
    public ValidationData validationData() {
        return NotYet.value();
    }
}
