package dev.vdx.key;

import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import java.net.URI;
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

    /**
     * A key on a token: smart card, HSM or whatever has a PKCS#11 library. RSA signs as PKCS#1 v1.5 with SHA-256 unless the URI says
     * {@code vdx-scheme=rsa-pss}, P-256 and P-384 as ECDSA. A token that was taken out and put back serves again.
     *
     * @param uri {@code pkcs11:token=…;object=…?module-path=…} (RFC 7512; {@code spec/cli.md} lists the attributes heeded)
     * @param pin the user's PIN; kept, for a token that comes back asks for it again. Empty where the URI names a file, or the reader
     *     asks for it by itself
     * @throws SigningException KEY_URI_INVALID for what is no such URI; TOKEN_UNUSABLE for a library that does not serve, TOKEN_MISSING
     *     where no token matches, KEY_AMBIGUOUS where several tokens or keys do, KEY_NOT_ON_TOKEN where no key does; PIN_REFUSED for a
     *     wrong PIN, from then on without trying any for this token in this process; PIN_LOCKED, without trying, where one wrong
     *     try more would lock the token; KEY_MISMATCH, NOT_SUPPORTED as {@link #pkcs12}
     */
    static SigningKey pkcs11(URI uri, char[] pin) throws SigningException {
        return SigningKeys.pkcs11(uri, pin);
    }
}
