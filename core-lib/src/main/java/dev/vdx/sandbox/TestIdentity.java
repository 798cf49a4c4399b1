package dev.vdx.sandbox;

import dev.vdx.key.SigningKey;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A test key with its certificates; signs like any other {@link SigningKey}. For tests and the sandbox only.
 *
 * @param kind kind of key
 * @param key the private key
 * @param chain its certificate, then those that issued it, without the root
 */
public record TestIdentity(KeyKind kind, PrivateKey key, List<X509Certificate> chain) implements SigningKey {

    public TestIdentity {
        chain = List.copyOf(chain);
    }

    /** The certificate of the key. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The same key under another certificate. */
    public TestIdentity withChain(X509Certificate... chain) {
        return new TestIdentity(kind, key, List.of(chain));
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return kind.algorithm();
    }

    @Override
    public byte[] sign(byte[] data) throws SigningException {
        try {
            Signature signature = Signature.getInstance(kind.jcaSignature(), Crypto.PROVIDER);
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SigningException(e, SigningProblem.KEY_FAILED);
        }
    }

    @Override
    public String toString() {
        return "TestIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}
