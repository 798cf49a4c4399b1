package dev.vdx.path;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V1TBSCertificateGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** A certificate in the making: right as it comes, and wrong in any way a rule needs. */
final class CertificateDraft {
    private static final Map<ByteBuffer, X509Certificate> MADE = new ConcurrentHashMap<>();

    X500Name subject;
    Optional<X500Name> issuer = Optional.empty();
    Optional<Integer> signedBy = Optional.empty();
    int key;
    int version = 3;
    Instant from = Plan.FROM;
    Instant until = Plan.UNTIL;
    Optional<AlgorithmIdentifier> outerAlgorithm = Optional.empty();
    boolean broken;
    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

    private CertificateDraft(String subject, int key) {
        this.subject = Plan.name(subject);
        this.key = key;
    }

    static CertificateDraft authority(String subject, int key) {
        return new CertificateDraft(subject, key)
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static CertificateDraft leaf(String subject, int key) {
        return new CertificateDraft(subject, key)
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
    }

    CertificateDraft with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.put(oid, new Extension(oid, critical, new DEROctetString(value)));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    CertificateDraft without(ASN1ObjectIdentifier oid) {
        extensions.remove(oid);
        return this;
    }

    boolean isAuthority() {
        return extensions.containsKey(Extension.basicConstraints);
    }

    /** The certificate, issued by what {@code above} drafts, unless the draft names another. */
    X509Certificate make(CertificateDraft above) {
        byte[] der = der(above);
        return MADE.computeIfAbsent(ByteBuffer.wrap(der), bytes -> read(der));
    }

    byte[] der(CertificateDraft above) {
        int signer = signedBy.orElse(above.key);
        byte[] unnumbered = encoded(tbs(BigInteger.ONE, issuer.orElse(above.subject)));
        BigInteger serial = new BigInteger(1, digest(unnumbered)).shiftRight(130);
        ASN1Sequence tbs = tbs(serial, issuer.orElse(above.subject));
        byte[] value = TestKeys.sign(signer, encoded(tbs)).clone();
        if (broken) {
            value[value.length - 1] ^= 1;
        }
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(tbs);
        whole.add(outerAlgorithm.orElse(TestKeys.ALGORITHM));
        whole.add(new DERBitString(value));
        return encoded(new DERSequence(whole));
    }

    private ASN1Sequence tbs(BigInteger serial, X500Name by) {
        SubjectPublicKeyInfo info =
                SubjectPublicKeyInfo.getInstance(TestKeys.pair(key).getPublic().getEncoded());
        if (version == 1) {
            V1TBSCertificateGenerator old = new V1TBSCertificateGenerator();
            old.setSerialNumber(new ASN1Integer(serial));
            old.setSignature(TestKeys.ALGORITHM);
            old.setIssuer(by);
            old.setSubject(subject);
            old.setStartDate(new Time(Date.from(from)));
            old.setEndDate(new Time(Date.from(until)));
            old.setSubjectPublicKeyInfo(info);
            return ASN1Sequence.getInstance(encoded(old.generateTBSCertificate()));
        }
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(serial));
        generator.setSignature(TestKeys.ALGORITHM);
        generator.setIssuer(by);
        generator.setSubject(subject);
        generator.setStartDate(new Time(Date.from(from)));
        generator.setEndDate(new Time(Date.from(until)));
        generator.setSubjectPublicKeyInfo(info);
        if (!extensions.isEmpty()) {
            generator.setExtensions(new Extensions(extensions.values().toArray(Extension[]::new)));
        }
        return ASN1Sequence.getInstance(encoded(generator.generateTBSCertificate()));
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate read(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
