package dev.vdx.verify;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/** How findings name certificates: by subject, never by a hash. */
final class Names {
    private Names() {}

    static String of(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    }
}
