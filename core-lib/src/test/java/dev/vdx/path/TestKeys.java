package dev.vdx.path;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A few key pairs, made once; and what they have signed already, for the same bytes come again and again. */
final class TestKeys {
    static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private static final List<KeyPair> PAIRS =
            IntStream.range(0, 12).mapToObj(i -> generate()).toList();
    private static final Map<Signed, byte[]> VALUES = new ConcurrentHashMap<>();

    private record Signed(int key, java.nio.ByteBuffer bytes) {}

    private TestKeys() {}

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair pair(int key) {
        return PAIRS.get(key);
    }

    /** ECDSA with SHA-256. */
    static byte[] sign(int key, byte[] bytes) {
        return VALUES.computeIfAbsent(new Signed(key, java.nio.ByteBuffer.wrap(bytes)), signed -> {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(pair(key).getPrivate());
                signature.update(bytes);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
