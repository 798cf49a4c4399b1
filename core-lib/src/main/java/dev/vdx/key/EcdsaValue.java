package dev.vdx.key;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;

/** The two spellings of an ECDSA signature value: a DER SEQUENCE (RFC 3279, 2.2.3), and r and s side by side. */
public final class EcdsaValue {
    private EcdsaValue() {}

    /** Empty unless both numbers have exactly the curve's length. */
    public static Optional<byte[]> toDer(byte[] plain, int length) {
        if (length == 0 || plain.length != 2 * length) {
            return Optional.empty();
        }
        ASN1EncodableVector numbers = new ASN1EncodableVector(2);
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(plain, 0, length))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(plain, length, 2 * length))));
        try {
            return Optional.of(new DERSequence(numbers).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] toPlain(byte[] der, int length) throws SignatureException {
        try {
            ASN1Sequence numbers = ASN1Sequence.getInstance(der);
            byte[] plain = new byte[2 * length];
            put(numbers, 0, plain, length);
            put(numbers, 1, plain, length);
            return plain;
        } catch (RuntimeException e) {
            throw new SignatureException(e);
        }
    }

    private static void put(ASN1Sequence numbers, int index, byte[] plain, int length) {
        BigInteger number = ASN1Integer.getInstance(numbers.getObjectAt(index)).getPositiveValue();
        BigIntegers.asUnsignedByteArray(number, plain, index * length, length);
    }
}
