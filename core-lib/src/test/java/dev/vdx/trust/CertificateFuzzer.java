package dev.vdx.trust;

import dev.vdx.cms.Certificates;

/** Whatever the bytes, they are a certificate, a CRL or an OCSP answer, or said not to be (Jazzer calls it). */
public final class CertificateFuzzer {
    private CertificateFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Certificates.parse(bytes)
                .ifPresent(certificate -> Certificates.isSignedBy(certificate, certificate.getPublicKey()));
        try {
            Crl.parse(bytes);
        } catch (Der.MalformedException e) {
            // Said not to be.
        }
        try {
            OcspResponse.parse(bytes);
        } catch (Der.MalformedException e) {
            // Said not to be.
        }
    }
}
