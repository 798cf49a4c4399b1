package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;

/**
 * Makes CAdES baseline signatures (EN 319 122-1, 6.3), as they are and as PAdES carries them (EN 319 142-1, 6.3).
 * Immutable; each {@code with} gives another one. Without a signing time it is fit for PAdES.
 */
public final class CadesSigner {
    private static final Set<DigestAlgorithm> REFUSED =
            Set.copyOf(EnumSet.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA1, DigestAlgorithm.SHA224));
    private static final int LONGEST_VALUE = 2048;

    private final SigningKey key;
    private final Optional<TimestampSource> timestamps;
    private final Optional<Instant> signingTime;

    private CadesSigner(SigningKey key, Optional<TimestampSource> timestamps, Optional<Instant> signingTime) {
        this.key = key;
        this.timestamps = timestamps;
        this.signingTime = signingTime;
    }

    /** A signer at level B. */
    public static CadesSigner with(SigningKey key) {
        return new CadesSigner(key, Optional.empty(), Optional.empty());
    }

    /** Adds a signature time-stamp to each signature: level T. */
    public CadesSigner withTimestamps(TimestampSource source) {
        return new CadesSigner(key, Optional.of(source), signingTime);
    }

    /** Claims a signing time, to the second, which CAdES demands and PAdES forbids. */
    public CadesSigner withSigningTime(Instant time) {
        return new CadesSigner(key, timestamps, Optional.of(time));
    }

    /** What to digest the content with: the digest of the key's algorithm. */
    public DigestAlgorithm digestAlgorithm() {
        return key.algorithm().digest();
    }

    /**
     * Signs content that stays outside.
     *
     * @param contentDigest digest of the content, made with {@link #digestAlgorithm()}
     * @return DER of the ContentInfo
     * @throws SigningException NOT_SUPPORTED for MD5, SHA-1, SHA-224 and DSA; KEY_NOT_FOUND without a certificate,
     *     KEY_MISMATCH if what the key made does not verify; else what key and time-stamp source say
     */
    public byte[] sign(byte[] contentDigest) throws SigningException {
        SignedDataWriter writer = writer();
        return writer.detached(signerInfo(writer, contentDigest));
    }

    /**
     * Signs content and writes it within the signature, streamed; reads the content twice.
     *
     * @throws IOException if the content cannot be read, has changed meanwhile, or the output cannot be written
     */
    public void signAttached(Source content, OutputStream out) throws SigningException, IOException {
        SignedDataWriter writer = writer();
        byte[] digest = digest(content);
        byte[] signerInfo = signerInfo(writer, digest);
        writer.head(content.size(), signerInfo, out);
        MessageDigest second = Providers.digest(digestAlgorithm());
        copy(content, second, out);
        if (!MessageDigest.isEqual(digest, second.digest())) {
            throw new IOException("the content changed while it was signed");
        }
        writer.tail(signerInfo, out);
    }

    /**
     * Digest of content, made with {@link #digestAlgorithm()}.
     *
     * @throws IOException if it cannot be read
     */
    public byte[] digest(Source content) throws IOException {
        MessageDigest digest = Providers.digest(digestAlgorithm());
        copy(content, digest, OutputStream.nullOutputStream());
        return digest.digest();
    }

    private static void copy(Source content, MessageDigest digest, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long left = content.size();
        for (long at = 0; left > 0; ) {
            int n = content.read(at, buffer, 0, (int) Math.min(buffer.length, left));
            if (n <= 0) {
                throw new IOException("the content ended while it was signed");
            }
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            at += n;
            left -= n;
        }
    }

    /**
     * Signs a statement about all the documents of a tree at once (spec/bulk.md): the key is used once, and there is one time-stamp.
     *
     * @param tree made with {@link #digestAlgorithm()}
     * @throws SigningException as {@link #sign}
     * @throws IllegalStateException without a signing time
     */
    public BulkSeal signAll(HashTree tree) throws SigningException {
        requireSigningTime();
        SignedDataWriter writer = writer(Oids.BULK_STATEMENT);
        byte[] statement = BulkStatement.of(tree).encoded();
        ASN1Set signed = writer.signedAttributes(Providers.digest(digestAlgorithm(), statement), signingTime);
        byte[] value = value(signed);
        Optional<byte[]> token = token(value);
        return new BulkSeal(
                writer,
                statement,
                writer.fields(signed, value),
                token.isPresent() ? List.of(SignedDataWriter.timestamp(token.get())) : List.of(),
                tree);
    }

    /**
     * The most bytes {@link #signAll} can give for a document.
     *
     * @param documents how many there are at most
     * @param tokenBytes the size of a time-stamp token, if there is to be one
     * @throws SigningException as {@link #sign} for what cannot be signed with
     */
    public int sizeBound(int documents, Optional<Integer> tokenBytes) throws SigningException {
        requireSigningTime();
        SignedDataWriter writer = writer(Oids.BULK_STATEMENT);
        byte[] statement = BulkStatement.longest(digestAlgorithm(), documents).encoded();
        ASN1Set signed = writer.signedAttributes(new byte[digestAlgorithm().length()], signingTime);
        byte[] longest = new byte[longestValue(certificate().getPublicKey())];
        List<byte[]> unsigned = new ArrayList<>(
                List.of(ReducedHashTree.longest(digestAlgorithm(), documents).attribute()));
        if (tokenBytes.isPresent()) {
            unsigned.add(SignedDataWriter.timestamp(placeholder(tokenBytes.get())));
        }
        return writer.attached(statement, SignedDataWriter.signerInfo(writer.fields(signed, longest), unsigned)).length;
    }

    private void requireSigningTime() {
        if (signingTime.isEmpty()) {
            throw new IllegalStateException("a bulk signature claims a signing time");
        }
    }

    /** The SignerInfo of a counter-signature over the value of another signature (RFC 5652, 11.4). */
    byte[] counterSignature(byte[] countersigned) throws SigningException {
        SignedDataWriter writer = writer();
        ASN1Set signed = writer.counterAttributes(Providers.digest(digestAlgorithm(), countersigned), signingTime);
        byte[] value = value(signed);
        return writer.signerInfo(signed, value, token(value));
    }

    /** The SignerInfo over content of this digest. */
    byte[] signerInfo(byte[] contentDigest) throws SigningException {
        return signerInfo(writer(), contentDigest);
    }

    List<X509Certificate> chain() {
        return key.chain();
    }

    private byte[] signerInfo(SignedDataWriter writer, byte[] contentDigest) throws SigningException {
        if (contentDigest.length != digestAlgorithm().length()) {
            throw new IllegalArgumentException("not a " + digestAlgorithm() + " digest");
        }
        ASN1Set signed = writer.signedAttributes(contentDigest, signingTime);
        byte[] value = value(signed);
        return writer.signerInfo(signed, value, token(value));
    }

    private byte[] value(ASN1Set signed) throws SigningException {
        byte[] toSign = Asn1.der(signed);
        byte[] value = key.sign(toSign);
        if (!Providers.verify(key.algorithm(), certificate().getPublicKey(), toSign, value)) {
            throw new SigningException(SigningProblem.KEY_MISMATCH, "the signature made does not verify");
        }
        return value;
    }

    private Optional<byte[]> token(byte[] value) throws SigningException {
        if (timestamps.isEmpty()) {
            return Optional.empty();
        }
        // Time-stamp authorities know SHA-2; hardly one knows SHAKE256.
        DigestAlgorithm digest =
                digestAlgorithm() == DigestAlgorithm.SHAKE256 ? DigestAlgorithm.SHA512 : digestAlgorithm();
        return Optional.of(timestamps.get().timestamp(digest, Providers.digest(digest, value)));
    }

    private SignedDataWriter writer() throws SigningException {
        return writer(Oids.DATA);
    }

    private SignedDataWriter writer(ASN1ObjectIdentifier contentType) throws SigningException {
        SignatureAlgorithm algorithm = key.algorithm();
        if (REFUSED.contains(algorithm.digest()) || algorithm.scheme() == SignatureScheme.DSA) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "signing with " + algorithm.label());
        }
        certificate();
        return new SignedDataWriter(contentType, algorithm, key.chain());
    }

    private X509Certificate certificate() throws SigningException {
        if (key.chain().isEmpty()) {
            throw new SigningException(SigningProblem.KEY_NOT_FOUND, "no certificate");
        }
        return key.chain().get(0);
    }

    /**
     * The most bytes {@link #sign} can return, without a time-stamp.
     *
     * @throws SigningException as {@link #sign} for what cannot be signed with
     */
    public int sizeBound() throws SigningException {
        return bound(Optional.empty());
    }

    /**
     * The most bytes {@link #sign} can return with a time-stamp token of up to this many bytes.
     *
     * @throws SigningException as {@link #sign} for what cannot be signed with
     */
    public int sizeBound(int tokenBytes) throws SigningException {
        return bound(Optional.of(tokenBytes));
    }

    private int bound(Optional<Integer> tokenBytes) throws SigningException {
        SignedDataWriter writer = writer();
        ASN1Set signed = writer.signedAttributes(new byte[digestAlgorithm().length()], signingTime);
        byte[] longest = new byte[longestValue(certificate().getPublicKey())];
        return writer.detached(writer.signerInfo(signed, longest, tokenBytes.map(CadesSigner::placeholder))).length;
    }

    private static int longestValue(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return (rsa.getModulus().bitLength() + 7) / 8;
        }
        if (key instanceof ECPublicKey ec) {
            int number = 3 + (ec.getParams().getOrder().bitLength() + 7) / 8;
            return 3 + 2 * number;
        }
        if (key instanceof EdECPublicKey ed) {
            return ed.getParams().getName().equals("Ed448") ? 114 : 64;
        }
        return LONGEST_VALUE;
    }

    /** As long as a token of that many bytes would be, headers and all. */
    private static byte[] placeholder(int bytes) {
        return Asn1.der(new DEROctetString(new byte[Math.max(0, bytes)]));
    }

    /**
     * A signature with a token over its value added as signature time-stamp (EN 319 122-1, 5.3).
     *
     * @return the signature in definite lengths; what was signed stays as it was
     * @throws CmsException SEVERAL_SIGNERS unless there is one, TIMESTAMP_IMPRINT_MISMATCH for a token over something
     *     else, SIGNATURE_MALFORMED or TIMESTAMP_INVALID if these are no signature and token
     */
    public static byte[] addTimestamp(byte[] cms, byte[] token) throws CmsException {
        return TimestampAddition.add(cms, token);
    }
}
