package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.Proof;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.SignedData;

/**
 * One CAdES signature with its content inside, being made to last (EN 319 122-1, 5.3, 5.4, 5.5 and 6.3): signature time-stamp,
 * validation data in SignedData, archive-time-stamp-v3. The content is streamed. Not shared.
 */
public final class CadesExtension implements Raisable {
    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    /** Of a SignedData with other revocation data than CRLs (RFC 5652, 5.1). */
    private static final ASN1Integer VERSION_5 = new ASN1Integer(5);

    private static final int OTHER_REVOCATION = 1;

    private final Source source;
    private final long position;
    private final long length;
    private final Optional<TimestampSource> timestamps;
    private final Limits limits;
    private byte[] hollow;
    private byte[] contentDigest = new byte[0];

    private CadesExtension(
            byte[] hollow,
            Source source,
            long position,
            long length,
            Optional<TimestampSource> timestamps,
            Limits limits)
            throws SigningException {
        this.hollow = hollow;
        this.source = source;
        this.position = position;
        this.length = length;
        this.timestamps = timestamps;
        this.limits = limits;
        requireExtendable();
    }

    /**
     * Of a file.
     *
     * @param timestamps where time-stamps come from, if any are added
     * @throws SigningException DOCUMENT_UNREADABLE, or NOT_SUPPORTED for several signers, counter-signatures, older archive
     *     time-stamps, content that is elsewhere, PEM and indefinite lengths
     * @throws IOException if it cannot be read
     */
    public static CadesExtension open(Source in, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException, IOException {
        Optional<LargeMessage> found;
        try {
            found = LargeMessage.find(in);
        } catch (CmsException e) {
            throw unreadable(e);
        }
        LargeMessage message = found.orElseThrow(() -> new SigningException(
                SigningProblem.NOT_SUPPORTED, "extending CMS in PEM, of indefinite lengths or without its content"));
        return new CadesExtension(message.hollow(), in, message.position(), message.length(), timestamps, limits);
    }

    /**
     * Of a signature that was just made.
     *
     * @param cms as {@link CadesSigner#sign} gives it
     * @param content what it signs
     */
    public static CadesExtension of(byte[] cms, Source content, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException {
        return new CadesExtension(cms, content, 0, content.size(), timestamps, limits);
    }

    /**
     * Of a signature whose content is elsewhere.
     *
     * @param sha256 digest of the content
     */
    public static CadesExtension over(byte[] cms, byte[] sha256, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException {
        CadesExtension extension = of(cms, Source.bytes(new byte[0]), timestamps, limits);
        extension.contentDigest = sha256.clone();
        return extension;
    }

    private void requireExtendable() throws SigningException {
        try {
            SignedMessage message = message();
            List<SignerBlock> signers = message.signers();
            if (message.contentType().equals(Oids.TST_INFO)) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending a time-stamp token");
            }
            if (signers.size() != 1) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending CMS of several signers");
            }
            for (ASN1ObjectIdentifier type : List.of(
                    Oids.COUNTER_SIGNATURE,
                    Oids.ARCHIVE_TIMESTAMP,
                    Oids.ARCHIVE_TIMESTAMP_V2,
                    Oids.LONG_TERM_VALIDATION)) {
                if (signers.get(0).unsigned().has(type)) {
                    throw new SigningException(
                            SigningProblem.NOT_SUPPORTED, "extending CMS with the attribute " + type.getId());
                }
            }
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    private static SigningException unreadable(CmsException e) {
        return new SigningException(
                e,
                SigningProblem.DOCUMENT_UNREADABLE,
                String.join(", ", e.finding().details()));
    }

    private SignedMessage message() throws CmsException {
        return SignedMessage.of(Asn1.parse(hollow));
    }

    @Override
    public SignedDocument read() throws SigningException, IOException {
        try {
            List<CmsSignature> signers = CmsSignature.of(message());
            Set<DigestAlgorithm> algorithms = EnumSet.of(DIGEST);
            for (CmsSignature signer : signers) {
                signer.digestAlgorithm().ifPresent(algorithms::add);
                algorithms.addAll(signer.timestampAlgorithms());
            }
            CoveredBytes covered = CoveredBytes.of(source, position, length, algorithms, limits);
            contentDigest = covered.digest(DIGEST).orElseThrow();
            CmsFacts facts = new CmsFacts(List.of(covered), length, limits.signatures());
            facts.add("1", signers.get(0));
            return new SignedDocument(Format.CMS, facts.found(), List.of());
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    /** Adds a time-stamp over the signature value (EN 319 122-1, 5.3). */
    @Override
    public void timestamp() throws SigningException {
        try {
            byte[] value = message().signers().get(0).value();
            byte[] token = timestamps.orElseThrow().timestamp(DIGEST, Providers.digest(DIGEST, value));
            attribute(Oids.SIGNATURE_TIMESTAMP, Asn1.parse(token));
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    /** Adds a time-stamp over the content, the signature and all that was added to it (5.5.3), which {@link #read} has seen. */
    @Override
    public void archive() throws SigningException {
        try {
            SignedMessage message = message();
            SignerBlock signer = message.signers().get(0);
            ASN1Sequence index = HashIndex.Present.of(message, signer, DIGEST).index(DIGEST);
            byte[] imprint = ArchiveTimestamps.imprint(message, signer, DIGEST, contentDigest, Asn1.der(index));
            byte[] token = timestamps.orElseThrow().timestamp(DIGEST, imprint);
            attribute(
                    Oids.ARCHIVE_TIMESTAMP_V3,
                    TimestampAddition.attributed(Asn1.parse(token), Oids.HASH_INDEX_V3, index));
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    /** The signature without its content, as {@link #of} takes it. */
    public byte[] detached() {
        return hollow.clone();
    }

    private void attribute(ASN1ObjectIdentifier type, ASN1Encodable value) throws CmsException {
        ASN1Primitive parsed = Asn1.parse(hollow);
        hollow = Asn1.reading("SignedData", () -> Asn1.inOrder(TimestampAddition.attributed(parsed, type, value)));
    }

    /** Adds certificates and revocation data to SignedData; what is there stays (EN 319 122-1, 6.3; RFC 5940). */
    @Override
    public void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException {
        ValidationData data = proofs.stream().map(Proof::all).reduce(ValidationData.NONE, ValidationData::and);
        hollow = with(hollow, data);
    }

    /**
     * A signature or time-stamp token with more certificates and revocation data.
     *
     * @param cms DER of ContentInfo with SignedData
     * @throws SigningException DOCUMENT_UNREADABLE
     */
    public static byte[] with(byte[] cms, ValidationData data) throws SigningException {
        try {
            ASN1Primitive parsed = Asn1.parse(cms);
            return Asn1.reading("SignedData", () -> with(parsed, data));
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    private static byte[] with(ASN1Primitive parsed, ValidationData data) throws CmsException {
        ASN1Sequence info = ASN1Sequence.getInstance(parsed);
        ASN1Sequence fields = ASN1Sequence.getInstance(
                ASN1TaggedObject.getContextInstance(info.getObjectAt(1), 0).getExplicitBaseObject());
        SignedData signed = SignedData.getInstance(fields);
        List<ASN1Encodable> certificates = elements(Optional.ofNullable(signed.getCertificates()));
        List<ASN1Encodable> revocations = elements(Optional.ofNullable(signed.getCRLs()));
        Set<String> held = new HashSet<>();
        certificates.forEach(each -> held.add(digest(Asn1.der(each))));
        revocations.forEach(each -> held.add(digest(revocation(each))));
        for (byte[] each :
                data.certificates().stream().map(Certificates::encoded).toList()) {
            if (held.add(digest(each))) {
                certificates.add(Asn1.parse(each));
            }
        }
        for (byte[] each : data.crls()) {
            if (held.add(digest(each))) {
                revocations.add(Asn1.parse(each));
            }
        }
        for (byte[] each : data.ocspResponses()) {
            if (held.add(digest(OcspEncoding.basic(each)))) {
                revocations.add(new DLTaggedObject(false, OTHER_REVOCATION, new DLSequence(new ASN1Encodable[] {
                    Oids.OCSP_RESPONSE, Asn1.parse(OcspEncoding.response(each))
                })));
            }
        }
        boolean other = revocations.stream().anyMatch(ASN1TaggedObject.class::isInstance);
        ASN1EncodableVector all = new ASN1EncodableVector(6);
        all.add(other ? VERSION_5 : fields.getObjectAt(0));
        all.add(fields.getObjectAt(1));
        all.add(fields.getObjectAt(2));
        if (!certificates.isEmpty()) {
            all.add(new DLTaggedObject(false, 0, TimestampAddition.inDerOrder(certificates)));
        }
        if (!revocations.isEmpty()) {
            all.add(new DLTaggedObject(false, 1, TimestampAddition.inDerOrder(revocations)));
        }
        all.add(fields.getObjectAt(fields.size() - 1));
        return Asn1.inOrder(new DLSequence(
                new ASN1Encodable[] {info.getObjectAt(0), new DLTaggedObject(true, 0, new DLSequence(all))}));
    }

    private static List<ASN1Encodable> elements(Optional<ASN1Set> set) {
        return new ArrayList<>(set.map(each -> List.of(each.toArray())).orElse(List.of()));
    }

    private static String digest(byte[] bytes) {
        return Arrays.toString(Providers.digest(DIGEST, bytes));
    }

    /** An OCSP answer by what both of its encodings have. */
    private static byte[] revocation(ASN1Encodable choice) {
        if (choice instanceof ASN1TaggedObject tagged && tagged.hasContextTag(OTHER_REVOCATION)) {
            ASN1Sequence other = ASN1Sequence.getInstance(tagged, false);
            if (other.getObjectAt(0).equals(Oids.OCSP_RESPONSE)) {
                return OcspEncoding.basic(Asn1.der(other.getObjectAt(1)));
            }
            return Asn1.der(other.getObjectAt(1));
        }
        return Asn1.der(choice);
    }

    /**
     * Writes it with its content.
     *
     * @throws IOException if that fails, or the content is no longer what {@link #read} saw
     */
    @Override
    public void finish(OutputStream out) throws IOException {
        new LargeMessage(hollow, position, length).write(source, DIGEST, contentDigest, out);
    }
}
