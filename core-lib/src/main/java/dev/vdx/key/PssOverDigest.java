package dev.vdx.key;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.jcajce.provider.util.DigestFactory;

/**
 * RSASSA-PSS (RFC 8017, 8.1.2) over something of which only the digest is known. No provider offers this where MGF1
 * has another digest, hence Bouncy Castle's own classes below its provider.
 */
final class PssOverDigest {
    private static final byte TRAILER = (byte) 0xBC;

    private PssOverDigest() {}

    static boolean verify(PSSParameterSpec pss, PublicKey key, byte[] digest, byte[] signature) {
        if (!(key instanceof RSAPublicKey rsa) || !(pss.getMGFParameters() instanceof MGF1ParameterSpec mgf)) {
            return false;
        }
        Digest content = DigestFactory.getDigest(pss.getDigestAlgorithm());
        Digest mask = DigestFactory.getDigest(mgf.getDigestAlgorithm());
        if (content == null || mask == null) {
            return false;
        }
        try {
            PSSSigner signer =
                    PSSSigner.createRawSigner(new RSABlindedEngine(), content, mask, pss.getSaltLength(), TRAILER);
            signer.init(false, new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
            signer.update(digest, 0, digest.length);
            return signer.verifySignature(signature);
        } catch (RuntimeException e) {
            // A modulus or value that cannot be RSA's.
            return false;
        }
    }
}
