package dev.vdx.trust;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import java.security.cert.X509Certificate;

/** The findings of this room, their details in one order: whose or where, then why. */
final class Unusable {

    private Unusable() {}

    /** Revocation data about this certificate that cannot be used. */
    static Finding revocation(X509Certificate certificate, String why) {
        return Finding.of(
                FindingCode.REVOCATION_UNUSABLE,
                certificate.getSubjectX500Principal().getName(),
                why);
    }

    /** Revocation data in the document that cannot even be read. */
    static Finding embedded(String why) {
        return Finding.of(FindingCode.REVOCATION_UNUSABLE, "(in the document)", why);
    }

    /** An address that gave nothing. */
    static Finding fetch(String host, String why) {
        return Finding.of(FindingCode.FETCH_FAILED, host, why);
    }
}
