package dev.vdx.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of some bytes, to know them again. */
record Fingerprint(String hex) {

    static Fingerprint of(byte[] bytes) {
        return new Fingerprint(HexFormat.of().formatHex(digest("SHA-256", bytes)));
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
