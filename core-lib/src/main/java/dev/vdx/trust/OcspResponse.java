package dev.vdx.trust;

import dev.vdx.cms.Certificates;
import dev.vdx.cms.SignatureValues;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/** A successful OCSP answer (RFC 6960, 4.2.1), read but not judged. Immutable. */
final class OcspResponse {
    private static final int DEEPEST = 24;
    private static final int MOST_RESPONSES = 1_000;
    private static final int MOST_CERTIFICATES = 16;
    private static final int LARGEST = 1 << 20;
    private static final Set<ASN1ObjectIdentifier> KNOWN_EXTENSIONS =
            Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);

    private final Fingerprint fingerprint;
    private final byte[] tbs;
    private final AlgorithmIdentifier algorithm;
    private final byte[] signature;
    private final ResponderID responder;
    private final Instant producedAt;
    private final List<Single> singles;
    private final List<X509Certificate> certificates;
    private final boolean criticalUnknown;

    /** What it says of one certificate. */
    record Single(
            CertID id,
            Optional<Revoked> revoked,
            boolean unknown,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            boolean criticalUnknown) {}

    /** Since when and why; -1 where it does not say why. */
    record Revoked(Instant time, int reason) {}

    private OcspResponse(byte[] der, byte[] basic, byte[] tbs) throws Der.MalformedException {
        BasicOCSPResponse response = BasicOCSPResponse.getInstance(basic);
        ResponseData data = response.getTbsResponseData();
        this.fingerprint = Fingerprint.of(der);
        this.tbs = tbs;
        this.algorithm = response.getSignatureAlgorithm();
        this.signature = response.getSignature().getOctets();
        this.responder = data.getResponderID();
        this.producedAt = time(data.getProducedAt());
        this.criticalUnknown = criticalUnknown(data.getResponseExtensions());
        ASN1Sequence responses = data.getResponses();
        if (responses.size() > MOST_RESPONSES) {
            throw new Der.MalformedException("more than " + MOST_RESPONSES + " responses");
        }
        List<Single> read = new ArrayList<>(responses.size());
        for (int i = 0; i < responses.size(); i++) {
            read.add(single(SingleResponse.getInstance(responses.getObjectAt(i))));
        }
        this.singles = List.copyOf(read);
        this.certificates = certificates(response.getCerts());
    }

    /**
     * Reads an OCSPResponse or a BasicOCSPResponse.
     *
     * @throws Der.MalformedException with the reason, if it is none, or has a status other than successful
     */
    static OcspResponse parse(byte[] der) throws Der.MalformedException {
        if (der.length > LARGEST) {
            throw new Der.MalformedException("OCSP answer larger than " + LARGEST + " bytes");
        }
        Der.vet(der, DEEPEST);
        try {
            byte[] basic = Der.of(der).next(Der.SEQUENCE).enter().peek() == Der.ENUMERATED ? basic(der) : der;
            Der.vet(basic, DEEPEST);
            byte[] tbs =
                    Der.of(basic).next(Der.SEQUENCE).enter().next(Der.SEQUENCE).encoded();
            return new OcspResponse(der, basic, tbs);
        } catch (RuntimeException e) {
            throw new Der.MalformedException("not an OCSP answer");
        }
    }

    private static byte[] basic(byte[] der) throws Der.MalformedException {
        OCSPResponse response = OCSPResponse.getInstance(der);
        int status = response.getResponseStatus().getIntValue();
        if (status != 0) {
            throw new Der.MalformedException("OCSP status " + word(status));
        }
        ResponseBytes bytes = response.getResponseBytes();
        if (bytes == null || !bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
            throw new Der.MalformedException("OCSP answer of an unknown type");
        }
        return bytes.getResponse().getOctets();
    }

    private static String word(int status) {
        return switch (status) {
            case 1 -> "malformedRequest";
            case 2 -> "internalError";
            case 3 -> "tryLater";
            case 5 -> "sigRequired";
            case 6 -> "unauthorized";
            default -> Integer.toString(status);
        };
    }

    private static Single single(SingleResponse response) throws Der.MalformedException {
        Optional<Revoked> revoked = Optional.empty();
        int tag = response.getCertStatus().getTagNo();
        if (tag == 1) {
            RevokedInfo info = RevokedInfo.getInstance(response.getCertStatus().getStatus());
            int reason = info.getRevocationReason() == null
                    ? -1
                    : info.getRevocationReason().getValue().intValue();
            revoked = Optional.of(new Revoked(time(info.getRevocationTime()), reason));
        } else if (tag != 0 && tag != 2) {
            throw new Der.MalformedException("certificate status " + tag);
        }
        ASN1GeneralizedTime next = response.getNextUpdate();
        return new Single(
                response.getCertID(),
                revoked,
                tag == 2,
                time(response.getThisUpdate()),
                next == null ? Optional.empty() : Optional.of(time(next)),
                criticalUnknown(response.getSingleExtensions()));
    }

    private static List<X509Certificate> certificates(@Nullable ASN1Sequence encoded) throws Der.MalformedException {
        if (encoded == null) {
            return List.of();
        }
        try {
            List<byte[]> read = new ArrayList<>();
            for (int i = 0; i < Math.min(encoded.size(), MOST_CERTIFICATES); i++) {
                read.add(encoded.getObjectAt(i).toASN1Primitive().getEncoded(ASN1Encoding.DER));
            }
            return Certificates.parseAll(read);
        } catch (IOException e) {
            throw new Der.MalformedException("certificates not encoded");
        }
    }

    private static Instant time(ASN1GeneralizedTime time) throws Der.MalformedException {
        try {
            return Der.of(time.getEncoded(ASN1Encoding.DER)).next().time();
        } catch (IOException e) {
            throw new Der.MalformedException("not a time");
        }
    }

    private static boolean criticalUnknown(@Nullable Extensions extensions) {
        return extensions != null
                && Arrays.stream(extensions.getCriticalExtensionOIDs())
                        .anyMatch(oid -> !KNOWN_EXTENSIONS.contains(oid));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OcspResponse response && response.fingerprint.equals(fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    Instant producedAt() {
        return producedAt;
    }

    AlgorithmIdentifier algorithm() {
        return algorithm;
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    /** Whether an extension nobody here knows must be understood. */
    boolean hasCriticalUnknown() {
        return criticalUnknown;
    }

    /** What it says of this certificate of this issuer; the latest, should it say several things, and rather the worse. */
    Optional<Single> about(X509Certificate certificate, X509Certificate issuer) {
        return singles.stream()
                .filter(single -> CertId.names(single.id(), certificate, issuer))
                .max(Comparator.comparing(Single::thisUpdate)
                        .thenComparing(single -> single.revoked().isPresent()));
    }

    /** Whether it says that this certificate made it (ResponderID). */
    boolean isBy(X509Certificate certificate) {
        if (responder.getKeyHash() != null) {
            return Arrays.equals(responder.getKeyHash(), CertId.keyHash(certificate));
        }
        try {
            return new X500Principal(responder.getName().getEncoded(ASN1Encoding.DER))
                    .equals(certificate.getSubjectX500Principal());
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    boolean isSignedWith(PublicKey key) {
        return SignatureValues.verify(algorithm, key, tbs, signature);
    }
}
