package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificatesTest {
    @Test
    void theSameBytesAreReadOnce() throws Exception {
        byte[] der = TestPki.root().getEncoded();
        X509Certificate first = Certificates.parse(der).orElseThrow();
        assertSame(first, Certificates.parse(der.clone()).orElseThrow());
        for (int i = 0; i < 300; i++) {
            byte[] other = der.clone();
            other[other.length - 1] = (byte) i;
            other[other.length - 2] = (byte) (i >> 8);
            Certificates.parse(other);
        }
        assertEquals(first, Certificates.parse(der).orElseThrow(), "forgotten meanwhile, read again");
    }

    @Test
    void whatIsNoCertificateIsPassedOver() throws Exception {
        byte[] der = TestPki.root().getEncoded();
        assertEquals(Optional.empty(), Certificates.parse(new byte[0]));
        assertEquals(Optional.empty(), Certificates.parse(Arrays.copyOf(der, der.length - 1)));
        assertEquals(Optional.empty(), Certificates.parse(Arrays.copyOf(der, der.length + 1)));
        assertEquals(Optional.empty(), Certificates.parse(new byte[(256 << 10) + 1]));
        byte[] pem = "-----BEGIN CERTIFICATE-----\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertEquals(Optional.empty(), Certificates.parse(pem));
        assertEquals(1, Certificates.parseAll(List.of(pem, der, der)).size());
    }

    @Test
    void theIssuersKeyVerifiesItAndNoOther_RFC5280_6_1_3() throws Exception {
        X509Certificate certificate = TestPki.chain("RSA-2048").get(0);
        assertTrue(
                Certificates.isSignedBy(certificate, TestPki.pair("P-256/root").getPublic()));
        assertFalse(Certificates.isSignedBy(certificate, TestPki.pair("P-256").getPublic()));
        assertFalse(
                Certificates.isSignedBy(certificate, TestPki.pair("RSA-2048").getPublic()));
        byte[] altered = certificate.getEncoded();
        altered[altered.length - 1] ^= 1;
        assertFalse(Certificates.isSignedBy(
                Certificates.parse(altered).orElseThrow(),
                TestPki.pair("P-256/root").getPublic()));
        assertEquals(
                Optional.of(new SignatureAlgorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256)),
                Certificates.signatureAlgorithm(certificate));
    }
}
