package dev.vdx.verify;

import java.security.cert.X509Certificate;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** How findings name certificates: by subject, never by a hash. */
final class Names {
    /** What RFC 2253 has no words for, and would give as hexadecimal. */
    private static final Map<String, String> WORDS =
            Map.of("2.5.4.97", "organizationIdentifier", "2.5.4.5", "serialNumber", "1.2.840.113549.1.9.1", "E");

    private Names() {}

    static String of(X509Certificate certificate) {
        return of(certificate.getSubjectX500Principal());
    }

    static String of(X500Principal name) {
        return name.getName(X500Principal.RFC2253, WORDS);
    }
}
