package dev.vdx.verify;

import java.security.cert.X509Certificate;

/** The few certificate extensions validation asks for. */
final class Extensions {
    /** ETSI EN 319 412-1, 5.2: validity assured, short term. */
    private static final String VALIDITY_ASSURED_SHORT_TERM = "0.4.0.194121.2.1";

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    private Extensions() {}

    static boolean needsNoRevocation(X509Certificate certificate) {
        return certificate.getExtensionValue(VALIDITY_ASSURED_SHORT_TERM) != null;
    }

    /** RFC 5280, 4.2.1.3: without the extension every use is allowed. */
    static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION];
    }
}
