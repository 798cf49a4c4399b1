package dev.vdx.key;

import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key that can sign, wherever it lives, with the certificates that go with it. Implementations are safe for
 * several threads; the private key never leaves them.
 */
public interface SigningKey {
    /** The signing certificate, then those that issued it, as far as known. */
    List<X509Certificate> chain();

    /** The algorithm this key signs with. */
    SignatureAlgorithm algorithm();

    /**
     * Signs data (not a digest of it).
     *
     * @return the signature value; for ECDSA in DER
     * @throws SigningException if the key fails or is gone
     */
    byte[] sign(byte[] data) throws SigningException;

    /**
     * The one key of a PKCS#12 file (RFC 7292). RSA signs as PKCS#1 v1.5 with SHA-256, P-256, P-384 and P-521 as ECDSA
     * with SHA-256, SHA-384 and SHA-512, Ed25519 and Ed448 as themselves.
     *
     * @param password opens the file and the key; not kept
     * @throws SigningException KEY_UNREADABLE for a file or password that is no good, KEY_NOT_FOUND unless there is
     *     exactly one key, KEY_MISMATCH if it does not belong to its certificate, NOT_SUPPORTED for a kind of key we
     *     do not sign with
     */
    static SigningKey pkcs12(Path file, char[] password) throws SigningException {
        return SigningKeys.pkcs12(file, password);
    }
}
