package dev.vdx.model;

/**
 * A signature algorithm as a signature names it.
 *
 * @param scheme how the key signs
 * @param digest what the scheme digests with; for EdDSA the digest of the signature format (SHA-512, SHAKE256)
 */
public record SignatureAlgorithm(SignatureScheme scheme, DigestAlgorithm digest) {

    /** Name for people and reports, such as {@code RSA_PSS/SHA256}. */
    public String label() {
        return scheme.name() + "/" + digest.name();
    }
}
