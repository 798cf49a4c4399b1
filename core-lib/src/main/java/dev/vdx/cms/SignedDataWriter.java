package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/** Writes a SignedData (RFC 5652, 5.1) of one signer in DER. */
final class SignedDataWriter {
    private static final byte[] VERSION = Asn1.der(new ASN1Integer(1));
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter GENERALIZED = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int OCTET_STRING = 0x04;
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_1 = 0xa1;

    private final ASN1ObjectIdentifier contentType;
    private final AlgorithmIdentifier algorithm;
    private final AlgorithmIdentifier digest;
    private final DigestAlgorithm certificateDigest;
    private final Certificate certificate;
    private final byte[] certificateBytes;
    private final byte[] certificates;

    SignedDataWriter(ASN1ObjectIdentifier contentType, SignatureAlgorithm algorithm, List<X509Certificate> chain)
            throws SigningException {
        this.contentType = contentType;
        this.algorithm = AlgorithmIdentifiers.of(algorithm);
        this.digest = AlgorithmIdentifiers.of(algorithm.digest());
        this.certificateDigest =
                algorithm.digest() == DigestAlgorithm.SHAKE256 ? DigestAlgorithm.SHA512 : algorithm.digest();
        try {
            this.certificateBytes = chain.get(0).getEncoded();
            this.certificate = Certificate.getInstance(certificateBytes);
            this.certificates = certificateSet(chain);
        } catch (CertificateEncodingException | RuntimeException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, "certificate");
        }
    }

    /** Every certificate as its issuer encoded it, in the order DER wants of a set. */
    private static byte[] certificateSet(List<X509Certificate> chain) throws CertificateEncodingException {
        List<byte[]> encoded = new ArrayList<>();
        int length = 0;
        for (X509Certificate each : new LinkedHashSet<>(chain)) {
            encoded.add(each.getEncoded());
            length += each.getEncoded().length;
        }
        encoded.sort(Arrays::compareUnsigned);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 8);
        try {
            header(CONTEXT_0, length, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        encoded.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** What the signature value is over, once encoded. */
    ASN1Set signedAttributes(byte[] contentDigest, Optional<Instant> signingTime) {
        return signedAttributes(Optional.of(contentType), contentDigest, signingTime);
    }

    /** The same of a counter-signature, whose content has no type (RFC 5652, 11.4). */
    ASN1Set counterAttributes(byte[] valueDigest, Optional<Instant> signingTime) {
        return signedAttributes(Optional.empty(), valueDigest, signingTime);
    }

    private ASN1Set signedAttributes(
            Optional<ASN1ObjectIdentifier> type, byte[] contentDigest, Optional<Instant> signingTime) {
        ASN1EncodableVector attributes = new ASN1EncodableVector(4);
        type.ifPresent(each -> attributes.add(attribute(Oids.CONTENT_TYPE, each)));
        attributes.add(attribute(Oids.MESSAGE_DIGEST, new DEROctetString(contentDigest)));
        attributes.add(attribute(Oids.SIGNING_CERTIFICATE_V2, signingCertificate()));
        signingTime.ifPresent(time -> attributes.add(attribute(Oids.SIGNING_TIME, time(time))));
        return new DERSet(attributes);
    }

    private SigningCertificateV2 signingCertificate() {
        byte[] hash = Providers.digest(certificateDigest, certificateBytes);
        return new SigningCertificateV2(new ESSCertIDv2(AlgorithmIdentifiers.of(certificateDigest), hash));
    }

    /** UTCTime through 2049, GeneralizedTime from then on (RFC 5652, 11.3). */
    private static ASN1Encodable time(Instant time) {
        boolean utc = time.atOffset(ZoneOffset.UTC).getYear() < 2050
                && time.atOffset(ZoneOffset.UTC).getYear() >= 1950;
        return utc
                ? new ASN1UTCTime(UTC_TIME.format(time.atOffset(ZoneOffset.UTC)))
                : new ASN1GeneralizedTime(GENERALIZED.format(time.atOffset(ZoneOffset.UTC)));
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }

    /** DER of the SignerInfo. */
    byte[] signerInfo(ASN1Set signed, byte[] value, Optional<byte[]> token) throws SigningException {
        return signerInfo(fields(signed, value), token.isPresent() ? List.of(timestamp(token.get())) : List.of());
    }

    /** DER of the fields of a SignerInfo from its version to the signature value. */
    byte[] fields(ASN1Set signed, byte[] value) {
        SignerIdentifier id = new SignerIdentifier(new IssuerAndSerialNumber(certificate));
        byte[] whole = Asn1.inOrder(new SignerInfo(id, digest, signed, algorithm, new DEROctetString(value), null));
        int header = (whole[1] & 0x80) == 0 ? 2 : 2 + (whole[1] & 0x7f);
        return Arrays.copyOfRange(whole, header, whole.length);
    }

    /** A time-stamp over the signature value as an unsigned attribute. */
    static byte[] timestamp(byte[] token) throws SigningException {
        try {
            // Not DERSet: it would re-encode the token, and with it what the authority signed.
            return Asn1.inOrder(new Attribute(Oids.SIGNATURE_TIMESTAMP, new DLSet(Asn1.parse(token))));
        } catch (CmsException e) {
            throw new SigningException(e, SigningProblem.TIMESTAMP_UNSOUND, "no token");
        }
    }

    /** DER of the SignerInfo of these fields and unsigned attributes. */
    static byte[] signerInfo(byte[] fields, List<byte[]> unsigned) {
        List<byte[]> sorted = new ArrayList<>(unsigned);
        sorted.sort(Arrays::compareUnsigned);
        int length = sorted.stream().mapToInt(each -> each.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(fields.length + length + 16);
        try {
            header(SEQUENCE, fields.length + (sorted.isEmpty() ? 0 : sized(length)), out);
            out.write(fields);
            if (!sorted.isEmpty()) {
                header(CONTEXT_1, length, out);
                sorted.forEach(out::writeBytes);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** The whole message without its content. */
    byte[] detached(byte[] signerInfo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        byte[] encapsulated = Asn1.der(new DERSequence(contentType));
        try {
            begin(encapsulated.length, signerInfo, out);
            out.write(encapsulated);
            tail(signerInfo, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** The whole message with its content. */
    byte[] attached(byte[] content, byte[] signerInfo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try {
            head(content.length, signerInfo, out);
            out.write(content);
            tail(signerInfo, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** All that comes before content of that many bytes. */
    void head(long contentLength, byte[] signerInfo, OutputStream out) throws IOException {
        byte[] type = Asn1.der(contentType);
        long octets = sized(contentLength);
        long inner = type.length + sized(octets);
        begin(sized(inner), signerInfo, out);
        header(SEQUENCE, inner, out);
        out.write(type);
        header(CONTEXT_0, octets, out);
        header(OCTET_STRING, contentLength, out);
    }

    /** All that comes before the content of a message of these parts, of any signer. */
    static void wrapped(byte[] before, byte[] contentType, long contentLength, byte[] after, OutputStream out)
            throws IOException {
        byte[] type = Asn1.der(Oids.SIGNED_DATA);
        long octets = sized(contentLength);
        long inner = contentType.length + sized(octets);
        long data = before.length + sized(inner) + after.length;
        header(SEQUENCE, type.length + sized(sized(data)), out);
        out.write(type);
        header(CONTEXT_0, sized(data), out);
        header(SEQUENCE, data, out);
        out.write(before);
        header(SEQUENCE, inner, out);
        out.write(contentType);
        header(CONTEXT_0, octets, out);
        header(OCTET_STRING, contentLength, out);
    }

    private void begin(long encapsulated, byte[] signerInfo, OutputStream out) throws IOException {
        byte[] type = Asn1.der(Oids.SIGNED_DATA);
        byte[] digests = Asn1.der(new DERSet(digest));
        long data = VERSION.length + digests.length + encapsulated + certificates.length + sized(signerInfo.length);
        header(SEQUENCE, type.length + sized(sized(data)), out);
        out.write(type);
        header(CONTEXT_0, sized(data), out);
        header(SEQUENCE, data, out);
        out.write(VERSION);
        out.write(digests);
    }

    /** All that comes behind the content. */
    void tail(byte[] signerInfo, OutputStream out) throws IOException {
        out.write(certificates);
        header(SET, signerInfo.length, out);
        out.write(signerInfo);
    }

    /** The length of an element with this much content. */
    static long sized(long content) {
        return 1 + 1 + lengthBytes(content) + content;
    }

    private static int lengthBytes(long length) {
        return length < 0x80 ? 0 : (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
    }

    static void header(int tag, long length, OutputStream out) throws IOException {
        out.write(tag);
        int bytes = lengthBytes(length);
        if (bytes == 0) {
            out.write((int) length);
            return;
        }
        out.write(0x80 | bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (length >>> shift));
        }
    }
}
