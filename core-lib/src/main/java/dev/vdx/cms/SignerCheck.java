package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignerFacts;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;

/** Verifies one signer of a message against its content; used once. */
final class SignerCheck {
    private static final List<ASN1ObjectIdentifier> ONCE = List.of(
            Oids.CONTENT_TYPE,
            Oids.MESSAGE_DIGEST,
            Oids.SIGNING_TIME,
            Oids.SIGNING_CERTIFICATE,
            Oids.SIGNING_CERTIFICATE_V2,
            Oids.ALGORITHM_PROTECTION);

    private final SignedMessage message;
    private final SignerBlock signer;
    private final List<X509Certificate> certificates;
    private final boolean counter;
    private final Optional<DigestAlgorithm> digest;
    private final Optional<SignatureAlgorithm> algorithm;
    private final List<Finding> findings = new ArrayList<>();

    SignerCheck(SignedMessage message, SignerBlock signer, List<X509Certificate> certificates) {
        this(message, signer, certificates, false);
    }

    /** With {@code counter} for a counter-signature, whose content has no type (RFC 5652, 11.4). */
    SignerCheck(SignedMessage message, SignerBlock signer, List<X509Certificate> certificates, boolean counter) {
        this.message = message;
        this.signer = signer;
        this.certificates = certificates;
        this.counter = counter;
        this.digest = AlgorithmIdentifiers.digest(signer.digest());
        this.algorithm = digest.flatMap(known -> AlgorithmIdentifiers.signature(signer.algorithm(), known));
    }

    /** Over content of which the digest is known. */
    SignerFacts overDigest(byte[] contentDigest) {
        return guarded(contentDigest, Optional.empty());
    }

    /** Over content at hand. */
    SignerFacts overContent(byte[] content) {
        byte[] contentDigest =
                digest.map(known -> Providers.digest(known, content)).orElseGet(() -> new byte[0]);
        if (signer.signedAttributes().isEmpty() && looksLikeAttributes(content)) {
            // A value made over the signed attributes of one message must not pass for one over this content.
            malformed("content is the signed attributes of another signature");
        }
        return guarded(contentDigest, Optional.of(content));
    }

    /** Without any content. */
    SignerFacts withoutContent() {
        findings.add(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND));
        return guarded(new byte[0], Optional.empty());
    }

    private SignerFacts guarded(byte[] contentDigest, Optional<byte[]> content) {
        try {
            return Asn1.reading("signer", () -> facts(contentDigest, content));
        } catch (CmsException e) {
            findings.add(e.finding());
            return facts(Optional.empty(), CertificateReference.ABSENT, false, false);
        }
    }

    private SignerFacts facts(byte[] contentDigest, Optional<byte[]> content) throws CmsException {
        checkAlgorithms();
        checkAttributes();
        EssReference reference = EssReference.of(signer.signed());
        Covered covered = new Covered(contentDigest, content, signer.signedAttributes());
        Optional<X509Certificate> certificate = signingCertificate(reference, covered);
        boolean signatureMatches =
                certificate.isPresent() && valueMatches(certificate.get().getPublicKey(), covered);
        boolean digestMatches = covered.attributes().isEmpty() ? signatureMatches : digestMatches(contentDigest);
        // The standard wants DER of what is signed (RFC 5652, 5.3); the value tells what the signer meant.
        if (signatureMatches && covered.attributes().filter(a -> !a.inDer()).isPresent()) {
            findings.add(Finding.of(FindingCode.ATTRIBUTES_NOT_DER));
        }
        CertificateReference relation = certificate
                .map(reference::to)
                .orElseGet(() -> reference.isAbsent() ? CertificateReference.ABSENT : CertificateReference.DIFFERS);
        return facts(certificate, relation, digestMatches, signatureMatches);
    }

    private SignerFacts facts(
            Optional<X509Certificate> certificate,
            CertificateReference reference,
            boolean digestMatches,
            boolean signatureMatches) {
        return new SignerFacts(
                certificate,
                reference,
                message.certificates(),
                algorithm,
                digest,
                digestMatches,
                signatureMatches,
                claimedSigningTime(signer),
                findings);
    }

    static Optional<Instant> claimedSigningTime(SignerBlock signer) {
        return signer.signed().single(Oids.SIGNING_TIME).flatMap(Asn1Times::read);
    }

    private void checkAlgorithms() {
        if (digest.isEmpty()) {
            findings.add(Finding.of(
                    FindingCode.ALGORITHM_NOT_SUPPORTED,
                    signer.digest().getAlgorithm().getId()));
        } else if (algorithm.isEmpty()) {
            findings.add(Finding.of(
                    FindingCode.ALGORITHM_NOT_SUPPORTED,
                    signer.algorithm().getAlgorithm().getId()));
        } else if (algorithm.get().scheme() != SignatureScheme.EDDSA
                && algorithm.get().digest() != digest.get()) {
            malformed("digest algorithm " + digest.get() + " contradicts "
                    + algorithm.get().label());
        }
    }

    /** RFC 5652, 11.1 to 11.3, and RFC 6211. */
    private void checkAttributes() {
        if (signer.signedAttributes().isEmpty()) {
            if (!counter && !message.contentType().equals(Oids.DATA)) {
                malformed("content of type " + message.contentType() + " without signed attributes");
            }
            return;
        }
        AttributeTable signed = signer.signed();
        for (ASN1ObjectIdentifier type : ONCE) {
            if (!signed.atMostOnce(type)) {
                malformed("attribute " + type + " more than once");
            }
        }
        checkContentType(signed);
        if (!signed.has(Oids.MESSAGE_DIGEST)) {
            malformed("no message-digest attribute");
        }
        if (signed.has(Oids.SIGNING_TIME) && claimedSigningTime(signer).isEmpty()) {
            malformed("signing time unreadable");
        }
        signed.single(Oids.ALGORITHM_PROTECTION).ifPresent(this::checkProtection);
    }

    private void checkContentType(AttributeTable signed) {
        Optional<ASN1Encodable> type = signed.single(Oids.CONTENT_TYPE);
        if (counter) {
            if (signed.has(Oids.CONTENT_TYPE)) {
                malformed("content-type attribute in a counter-signature");
            }
        } else if (type.isEmpty()) {
            malformed("no content-type attribute");
        } else if (!type.get().equals(message.contentType())) {
            malformed("content-type attribute differs from the content's type");
        }
    }

    private void checkProtection(ASN1Encodable attribute) {
        CMSAlgorithmProtection protection = CMSAlgorithmProtection.getInstance(attribute);
        boolean same = protection.getSignatureAlgorithm() != null
                && AlgorithmIdentifiers.same(protection.getDigestAlgorithm(), signer.digest())
                && AlgorithmIdentifiers.same(protection.getSignatureAlgorithm(), signer.algorithm());
        if (!same) {
            malformed("algorithms differ from the protected ones");
        }
    }

    private boolean digestMatches(byte[] contentDigest) {
        return digest.isPresent()
                && contentDigest.length == digest.get().length()
                && signer.signed().single(Oids.MESSAGE_DIGEST).stream()
                        .map(ASN1OctetString::getInstance)
                        .anyMatch(signed -> MessageDigest.isEqual(signed.getOctets(), contentDigest));
    }

    /** EN 319 102-1, 5.2.3: the certificate the signer names, the one its attribute vouches for before others. */
    private Optional<X509Certificate> signingCertificate(EssReference reference, Covered covered) {
        List<X509Certificate> named = certificates.stream()
                .filter(each -> SignerIds.names(signer.id(), each))
                .toList();
        Optional<X509Certificate> vouched = (named.isEmpty() ? certificates : named)
                .stream().filter(reference::matches).findFirst();
        if (named.isEmpty() && vouched.isPresent()) {
            malformed("signer identifier and signing-certificate attribute name different certificates");
        }
        if (vouched.isPresent() || named.size() < 2) {
            return vouched.or(() -> named.stream().findFirst());
        }
        return named.stream()
                .filter(each -> valueMatches(each.getPublicKey(), covered))
                .findFirst()
                .or(() -> Optional.of(named.get(0)));
    }

    private boolean valueMatches(PublicKey key, Covered covered) {
        if (algorithm.isEmpty()) {
            return false;
        }
        PSSParameterSpec pss = SignatureValues.pss(signer.algorithm(), algorithm.get());
        if (covered.attributes().isPresent()) {
            SignedAttributes attributes = covered.attributes().get();
            return Providers.verify(algorithm.get(), pss, key, attributes.der(), signer.value())
                    || (!attributes.inDer()
                            && Providers.verify(algorithm.get(), pss, key, attributes.asFound(), signer.value()));
        }
        if (covered.content().isPresent()) {
            return Providers.verify(algorithm.get(), pss, key, covered.content().get(), signer.value());
        }
        if (algorithm.get().scheme() == SignatureScheme.EDDSA) {
            // EdDSA signs the content itself, never a digest of it (RFC 8032, 4).
            findings.add(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "EdDSA without signed attributes"));
            return false;
        }
        return Providers.verifyDigest(algorithm.get(), pss, key, covered.contentDigest(), signer.value());
    }

    /** What the value is to be over: the signed attributes, or the content itself. */
    private record Covered(byte[] contentDigest, Optional<byte[]> content, Optional<SignedAttributes> attributes) {}

    static boolean looksLikeAttributes(byte[] content) {
        if (content.length == 0 || content[0] != 0x31) {
            return false;
        }
        try {
            return Asn1.reading(
                    "content",
                    () -> Asn1.parse(content) instanceof ASN1Set set
                            && AttributeTable.of(set).has(Oids.MESSAGE_DIGEST));
        } catch (CmsException e) {
            return false;
        }
    }

    private void malformed(String why) {
        findings.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, why));
    }
}
