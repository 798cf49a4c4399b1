package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamp authority by Bouncy Castle's high-level classes, which the room itself does not use. */
final class TestTsa {
    static final Instant TIME = Instant.parse("2026-11-24T03:00:00Z");

    private final KeyPair pair;
    private final X509Certificate certificate;

    TestTsa(KeyPair pair, X509Certificate certificate) {
        this.pair = pair;
        this.certificate = certificate;
    }

    static TestTsa sound() {
        KeyPair pair = TestPki.pair("P-256/tsa");
        return new TestTsa(pair, TestPki.authority(pair));
    }

    byte[] token(DigestAlgorithm algorithm, byte[] digest) {
        return token(algorithm, digest, null);
    }

    byte[] token(DigestAlgorithm algorithm, byte[] digest, BigInteger nonce) {
        try {
            TimeStampRequestGenerator request = new TimeStampRequestGenerator();
            request.setCertReq(true);
            ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier(algorithm.oid());
            TimeStampRequest asked =
                    nonce == null ? request.generate(oid, digest) : request.generate(oid, digest, nonce);
            return generator().generate(asked, BigInteger.TEN, Date.from(TIME)).getEncoded("DER");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] answer(byte[] request) {
        try {
            return new TimeStampResponseGenerator(generator(), TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(request), BigInteger.TEN, Date.from(TIME))
                    .getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TimeStampTokenGenerator generator() throws Exception {
        DigestCalculator sha256 = new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(new AlgorithmIdentifier(new ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid())));
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", pair.getPrivate(), certificate),
                sha256,
                new ASN1ObjectIdentifier("1.2.3.4.1"));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        return generator;
    }
}
