package dev.vdx.model;

/** How a key makes a signature. */
public enum SignatureScheme {
    /** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2). */
    RSA_PKCS1,
    /** RSASSA-PSS (RFC 8017, 8.1). */
    RSA_PSS,
    /** ECDSA, the signature value DER-encoded (RFC 3279, 2.2.3). */
    ECDSA,
    /** ECDSA, the signature value as r and s side by side (BSI TR-03111, RFC 7518 3.4). */
    ECDSA_PLAIN,
    /** Ed25519 or Ed448 (RFC 8032). */
    EDDSA,
    /** DSA, read only. */
    DSA
}
