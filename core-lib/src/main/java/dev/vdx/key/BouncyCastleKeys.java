package dev.vdx.key;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Java's keys as Bouncy Castle's own: it is twice as fast with these, and takes no EdDSA key of Java's nor a public key
 * Java left unparsed.
 */
final class BouncyCastleKeys {
    private BouncyCastleKeys() {}

    static PublicKey translated(PublicKey key) throws InvalidKeyException {
        if (isOwn(key) || key instanceof RSAPublicKey || key instanceof DSAPublicKey) {
            return key;
        }
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
            if (info == null || hasCurveOfItsOwn(info.getAlgorithm())) {
                throw new InvalidKeyException("curve is not named");
            }
            PublicKey translated = BouncyCastleProvider.getPublicKey(info);
            if (translated == null) {
                throw new InvalidKeyException("key of type " + key.getAlgorithm());
            }
            return translated;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidKeyException(e);
        }
    }

    /** A curve spelled out in the certificate may be the signer's own invention (CVE-2020-0601). */
    private static boolean hasCurveOfItsOwn(AlgorithmIdentifier algorithm) {
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && !(algorithm.getParameters() instanceof ASN1ObjectIdentifier);
    }

    /** The key itself where it cannot be translated: then the provider says that it cannot sign with it. */
    static PrivateKey translated(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null || isOwn(key)) {
            return key;
        }
        try {
            PrivateKey translated = BouncyCastleProvider.getPrivateKey(PrivateKeyInfo.getInstance(encoded));
            return translated == null ? key : translated;
        } catch (IOException | IllegalArgumentException e) {
            return key;
        }
    }

    private static boolean isOwn(Key key) {
        return key.getClass().getName().startsWith("org.bouncycastle.");
    }
}
