package dev.vdx.model;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of public keys whose sizes are judged. */
public enum KeyFamily {
    /** RSA, sized by its modulus. */
    RSA("RSA"),
    /** Elliptic curves of ECDSA, sized by the order of the base point. */
    EC("EC"),
    /** Edwards curves (RFC 8032): 256 for Ed25519, 448 for Ed448. */
    EDDSA("EdDSA"),
    /** DSA, sized by its modulus p. */
    DSA("DSA");

    private final String label;

    KeyFamily(String label) {
        this.label = label;
    }

    /** The word used in policies. */
    public String label() {
        return label;
    }

    /** The family with this word. */
    public static Optional<KeyFamily> ofLabel(String label) {
        return Arrays.stream(values()).filter(f -> f.label.equals(label)).findFirst();
    }
}
