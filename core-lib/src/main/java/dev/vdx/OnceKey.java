package dev.vdx;

import dev.vdx.key.SigningKey;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A key that gives the value it gave last when asked for the same again, so that whoever pays for or approves each use does so once. Not shared. */
final class OnceKey implements SigningKey {
    private final SigningKey key;
    private byte[] data = {};
    private Optional<byte[]> value = Optional.empty();

    OnceKey(SigningKey key) {
        this.key = key;
    }

    @Override
    public List<X509Certificate> chain() {
        return key.chain();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return key.algorithm();
    }

    @Override
    public byte[] sign(byte[] wanted) throws SigningException {
        if (value.isEmpty() || !Arrays.equals(data, wanted)) {
            value = Optional.of(key.sign(wanted));
            data = wanted.clone();
        }
        return value.get().clone();
    }
}
