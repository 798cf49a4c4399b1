package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.SignatureAlgorithm;
import java.security.PublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Verifies the signatures of certificates, CRLs and OCSP answers. */
public final class SignatureValues {
    private SignatureValues() {}

    /**
     * Whether a signature over {@code signed} verifies.
     *
     * @param identifier the algorithm, with its parameters where it has some
     * @return false also for an algorithm we do not know, a key of another kind, or a value that is none
     */
    public static boolean verify(AlgorithmIdentifier identifier, PublicKey key, byte[] signed, byte[] signature) {
        Optional<SignatureAlgorithm> algorithm = AlgorithmIdentifiers.signature(identifier);
        return algorithm.isPresent()
                && Providers.verify(algorithm.get(), pss(identifier, algorithm.get()), key, signed, signature);
    }

    static PSSParameterSpec pss(AlgorithmIdentifier identifier, SignatureAlgorithm algorithm) {
        return AlgorithmIdentifiers.pss(identifier).orElseGet(() -> Providers.pss(algorithm.digest()));
    }
}
