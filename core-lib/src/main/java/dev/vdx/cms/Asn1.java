package dev.vdx.cms;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;

/** Reading and writing ASN.1 by Bouncy Castle, with its many ways to complain made one. */
final class Asn1 {
    private Asn1() {}

    /** Something that reads what Bouncy Castle may find malformed. */
    interface Reading<T> {
        T read() throws IOException, CmsException;
    }

    /** Reads, and says SIGNATURE_MALFORMED where Bouncy Castle throws any of its kinds of exception. */
    static <T> T reading(String what, Reading<T> reading) throws CmsException {
        try {
            return reading.read();
        } catch (IOException | RuntimeException e) {
            throw DerBounds.malformed(what + ": " + e.getMessage());
        }
    }

    /** The one element these bytes encode, within bounds. */
    static ASN1Primitive parse(byte[] der) throws CmsException {
        return parse(der, DerBounds.DEFAULT.lengthOfFirst(der), der.length);
    }

    /** As {@link #parse}, with any number of zero bytes behind it. */
    static ASN1Primitive parsePadded(byte[] der) throws CmsException {
        int end = der.length;
        int length = DerBounds.DEFAULT.lengthOfFirst(der);
        while (end > length && der[end - 1] == 0) {
            end--;
        }
        return parse(der, length, end);
    }

    private static ASN1Primitive parse(byte[] der, int length, int end) throws CmsException {
        if (length != end) {
            throw DerBounds.malformed((end - length) + " bytes behind the end");
        }
        byte[] exact = length == der.length ? der : Arrays.copyOf(der, length);
        return reading("encoding", () -> {
            try (ASN1InputStream in = new ASN1InputStream(exact, true)) {
                ASN1Primitive read = in.readObject();
                if (read == null) {
                    throw new IOException("empty");
                }
                return read;
            }
        });
    }

    static byte[] der(ASN1Encodable value) {
        byte[] found = asFound(value);
        return SurelyDer.is(found) ? found : encoded(value, ASN1Encoding.DER);
    }

    /** As {@link #asFound}, of something that was not read to its depth yet. */
    static byte[] read(ASN1Encodable value) throws CmsException {
        return reading("encoding", () -> asFound(value));
    }

    /** As it was read, which costs nothing as long as nobody looked into it. */
    static byte[] asFound(ASN1Encodable value) {
        return encoded(value, ASN1Encoding.BER);
    }

    /** Definite lengths, sets in the order they came. */
    static byte[] inOrder(ASN1Encodable value) {
        return encoded(value, ASN1Encoding.DL);
    }

    private static byte[] encoded(ASN1Encodable value, String encoding) {
        try {
            return value.toASN1Primitive().getEncoded(encoding);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
