package dev.vdx.model;

/** How the signing-certificate attribute (ESS, RFC 5035; {@code x5t#S256}) relates to the certificate that was found. */
public enum CertificateReference {
    /** There is no such attribute. */
    ABSENT,
    /** It names the certificate found. */
    MATCHES,
    /** It names another certificate. */
    DIFFERS
}
