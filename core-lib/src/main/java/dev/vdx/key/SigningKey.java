package dev.vdx.key;

import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
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
}
