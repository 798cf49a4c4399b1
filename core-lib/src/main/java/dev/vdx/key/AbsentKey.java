package dev.vdx.key;

import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.security.cert.X509Certificate;
import java.util.List;

/** A key of which only the certificate is here. */
record AbsentKey(List<X509Certificate> chain, SignatureAlgorithm algorithm) implements SigningKey {

    AbsentKey {
        chain = List.copyOf(chain);
    }

    @Override
    public byte[] sign(byte[] data) throws SigningException {
        throw new SigningException(SigningProblem.KEY_FAILED, "it is elsewhere; prepare, have it sign, and finish");
    }
}
