package dev.vdx.key;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** A key on a token, used through Java's PKCS#11 provider. Opens itself again when the token was away in between. */
final class TokenKey implements SigningKey {
    private final TokenAddress address;
    private final char[] pin;
    private final SignatureAlgorithm algorithm;
    private volatile OpenToken open;

    private TokenKey(TokenAddress address, char[] pin, SignatureAlgorithm algorithm, OpenToken open) {
        this.address = address;
        this.pin = pin;
        this.algorithm = algorithm;
        this.open = open;
    }

    /** The key, once it has shown that it belongs to the certificate. */
    static TokenKey open(TokenAddress address, char[] pin) throws SigningException {
        char[] own = TokenPins.of(address, pin);
        OpenToken open = OpenToken.open(address, own);
        X509Certificate certificate = open.chain().get(0);
        SignatureAlgorithm algorithm = algorithm(address, certificate.getPublicKey());
        LocalKey.requireFit(certificate.getPublicKey(), algorithm);
        byte[] signature;
        try {
            signature = open.sign(algorithm, LocalKey.PROBE);
        } catch (GeneralSecurityException | ProviderException e) {
            throw failed(e);
        }
        if (!Providers.verify(algorithm, certificate.getPublicKey(), LocalKey.PROBE, signature)) {
            throw new SigningException(
                    SigningProblem.KEY_MISMATCH,
                    certificate.getSubjectX500Principal().getName());
        }
        return new TokenKey(address, own, algorithm, open);
    }

    private static SignatureAlgorithm algorithm(TokenAddress address, PublicKey key) throws SigningException {
        if (address.scheme().isPresent()) {
            if (!(key instanceof RSAPublicKey)) {
                throw new SigningException(
                        SigningProblem.KEY_URI_INVALID, "vdx-scheme", "the key is of type " + key.getAlgorithm());
            }
            return new SignatureAlgorithm(address.scheme().get(), DigestAlgorithm.SHA256);
        }
        SignatureAlgorithm usual = LocalKey.usualAlgorithm(key);
        if (usual.scheme() == SignatureScheme.EDDSA) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "EdDSA on a token, which Java's provider has not");
        }
        return usual;
    }

    @Override
    public List<X509Certificate> chain() {
        return open.chain();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] data) throws SigningException {
        OpenToken now = open;
        try {
            return now.sign(algorithm, data);
        } catch (GeneralSecurityException | ProviderException e) {
            // Away, or away and back in the meantime: what was opened before is of no use any more.
            OpenToken again = reopened(now);
            try {
                return again.sign(algorithm, data);
            } catch (GeneralSecurityException | ProviderException e2) {
                throw failed(e2);
            }
        }
    }

    private synchronized OpenToken reopened(OpenToken failed) throws SigningException {
        if (open != failed) {
            return open;
        }
        OpenToken next = OpenToken.open(address, pin);
        if (!next.chain().get(0).equals(failed.chain().get(0))) {
            throw new SigningException(SigningProblem.KEY_NOT_ON_TOKEN, address.text(), "another key is there now");
        }
        open = next;
        return next;
    }

    private static SigningException failed(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new SigningException(e, SigningProblem.KEY_FAILED, String.valueOf(cause.getMessage()));
    }

    @Override
    public String toString() {
        return "TokenKey[" + address + ", " + algorithm.label() + "]";
    }
}
