package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.Proof;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureFacts;
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
 * The CAdES signatures of a message, being made to last (EN 319 122-1, 5.3, 5.4, 5.5 and 6.3): signature time-stamps, in counter-signatures
 * too, validation data in SignedData, archive-time-stamp-v3. The content, inside or beside the message, is streamed. Not shared.
 */
public final class CadesExtension implements Raisable {
    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    /** Of a SignedData with other revocation data than CRLs (RFC 5652, 5.1). */
    private static final ASN1Integer VERSION_5 = new ASN1Integer(5);

    private static final int OTHER_REVOCATION = 1;

    private final Optional<Inside> inside;
    private final List<Source> beside;
    private final Optional<TimestampSource> timestamps;
    private final Limits limits;
    private byte[] hollow;
    private byte[] contentDigest = new byte[0];

    /** Where content is that belongs into the message. */
    private record Inside(Source source, long position, long length) {}

    private CadesExtension(
            byte[] hollow,
            Optional<Inside> inside,
            List<Source> beside,
            Optional<TimestampSource> timestamps,
            Limits limits)
            throws SigningException {
        this.hollow = hollow;
        this.inside = inside;
        this.beside = List.copyOf(beside);
        this.timestamps = timestamps;
        this.limits = limits;
        requireExtendable();
    }

    /**
     * Of a file.
     *
     * @param content what it signs, where that is beside it; all of it must be what was signed. Stays open
     * @param timestamps where time-stamps come from, if any are added
     * @throws SigningException DOCUMENT_UNREADABLE; CONTENT_NEEDED if the content is neither inside nor given; NOT_SUPPORTED for older archive
     *     time-stamps, PEM and indefinite lengths
     * @throws IOException if it cannot be read
     */
    public static CadesExtension open(
            Source in, List<Source> content, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException, IOException {
        try {
            Optional<LargeMessage> found = LargeMessage.find(in);
            if (found.isPresent()) {
                LargeMessage message = found.get();
                Inside inside = new Inside(in, message.position(), message.length());
                return new CadesExtension(message.hollow(), Optional.of(inside), content, timestamps, limits);
            }
            byte[] detached = detached(in);
            if (content.isEmpty()) {
                throw new SigningException(SigningProblem.CONTENT_NEEDED);
            }
            return new CadesExtension(detached, Optional.empty(), content, timestamps, limits);
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    /** A message whose content is elsewhere. */
    private static byte[] detached(Source in) throws SigningException, CmsException, IOException {
        if (in.size() > DerBounds.DEFAULT.bytes()) {
            throw DerBounds.malformed("longer than " + DerBounds.DEFAULT.bytes() + " bytes");
        }
        byte[] bytes = in.bytes(0, (int) in.size());
        if (!PemText.isArmoured(bytes)) {
            ASN1Primitive parsed = Asn1.parse(bytes);
            boolean elsewhere = SignedMessage.of(parsed).content().isEmpty();
            // What is written anew has definite lengths: were they other before, it might not be what was signed.
            if (elsewhere && Arrays.equals(bytes, Asn1.reading("SignedData", () -> Asn1.inOrder(parsed)))) {
                return bytes;
            }
        }
        throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending CMS in PEM or of indefinite lengths");
    }

    /**
     * Of a signature that was just made.
     *
     * @param cms as {@link CadesSigner#sign} gives it
     * @param content what it signs
     */
    public static CadesExtension of(byte[] cms, Source content, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException {
        Inside inside = new Inside(content, 0, content.size());
        return new CadesExtension(cms, Optional.of(inside), List.of(), timestamps, limits);
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
            if (message().contentType().equals(Oids.TST_INFO)) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending a time-stamp token");
            }
            for (SignerTree.Place each : tree().places()) {
                // They cover all of SignedData's certificates and revocation data, to which more are added.
                Optional<ASN1ObjectIdentifier> older = CmsSignature.OLDER_ARCHIVE.stream()
                        .filter(each.signer().unsigned()::has)
                        .findFirst();
                if (older.isPresent()) {
                    throw new SigningException(
                            SigningProblem.NOT_SUPPORTED,
                            "extending CMS with the attribute " + older.get().getId());
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

    private SignerTree tree() throws CmsException {
        return SignerTree.of(Asn1.parse(hollow));
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
            List<CoveredBytes> covered = new ArrayList<>();
            if (inside.isPresent()) {
                Inside within = inside.get();
                covered.add(CoveredBytes.of(within.source(), within.position(), within.length(), algorithms, limits));
            }
            for (Source each : beside) {
                covered.add(CoveredBytes.of(each, 0, each.size(), algorithms, limits));
            }
            contentDigest = covered.get(0).digest(DIGEST).orElseThrow();
            CmsFacts facts = new CmsFacts(covered, hollow.length, limits.signatures());
            for (int i = 0; i < signers.size(); i++) {
                facts.add(String.valueOf(i + 1), signers.get(i));
            }
            return new SignedDocument(Format.CMS, facts.found(), List.of());
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void timestamp() throws SigningException, IOException {
        timestamp(read().signatures());
    }

    /**
     * Adds a time-stamp over the value of each signature that no time-stamp covers (EN 319 122-1, 5.3).
     *
     * @param facts what is known of the message's signatures, counter-signatures among them, in its order
     */
    public void timestamp(List<SignatureFacts> facts) throws SigningException {
        try {
            SignerTree tree = tree();
            List<SignerTree.Place> places = tree.places();
            if (places.size() != facts.size()) {
                throw DerBounds.malformed("counter-signatures that cannot be told apart");
            }
            List<Optional<SignerTree.Added>> added = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                byte[] value = places.get(i).signer().value();
                added.add(
                        facts.get(i).timed()
                                ? Optional.empty()
                                : Optional.of(new SignerTree.Added(
                                        Oids.SIGNATURE_TIMESTAMP, Asn1.parse(token(Providers.digest(DIGEST, value))))));
            }
            hollow = tree.with(added);
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    /**
     * Adds to each signer a time-stamp over the content, the signature and all that was added to it, counter-signatures too (5.5.3), which
     * {@link #read} has seen.
     */
    @Override
    public void archive() throws SigningException {
        try {
            SignedMessage message = message();
            SignerTree tree = tree();
            List<Optional<SignerTree.Added>> added = new ArrayList<>();
            for (SignerTree.Place each : tree.places()) {
                added.add(each.counter() ? Optional.empty() : Optional.of(archive(message, each.signer())));
            }
            hollow = tree.with(added);
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    private SignerTree.Added archive(SignedMessage message, SignerBlock signer) throws SigningException, CmsException {
        ASN1Sequence index = HashIndex.Present.of(message, signer, DIGEST).index(DIGEST);
        byte[] imprint = ArchiveTimestamps.imprint(message, signer, DIGEST, contentDigest, Asn1.der(index));
        return new SignerTree.Added(
                Oids.ARCHIVE_TIMESTAMP_V3,
                TimestampAddition.attributed(Asn1.parse(token(imprint)), Oids.HASH_INDEX_V3, index));
    }

    private byte[] token(byte[] imprint) throws SigningException {
        return timestamps.orElseThrow().timestamp(DIGEST, imprint);
    }

    /** The signature without its content, as {@link #of} takes it. */
    public byte[] detached() {
        return hollow.clone();
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
     * Writes it, with its content if that is inside.
     *
     * @throws IOException if that fails, or the content is no longer what {@link #read} saw
     */
    @Override
    public void finish(OutputStream out) throws IOException {
        if (inside.isPresent()) {
            Inside within = inside.get();
            new LargeMessage(hollow, within.position(), within.length())
                    .write(within.source(), DIGEST, contentDigest, out);
        } else {
            out.write(hollow);
        }
    }
}
