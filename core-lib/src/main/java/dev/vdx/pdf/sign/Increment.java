package dev.vdx.pdf.sign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The bytes of an update whose signature is still missing: {@code /Contents} is a gap of zeros. */
final class Increment {
    private final byte[] bytes;
    private final int gapStart;
    private final int gapEnd;

    Increment(byte[] bytes, int gapStart, int gapEnd) {
        this.bytes = bytes;
        this.gapStart = gapStart;
        this.gapEnd = gapEnd;
    }

    /** Digest of the signed bytes, given the digest of all that comes before the update. */
    byte[] digest(MessageDigest before) {
        try {
            MessageDigest digest = (MessageDigest) before.clone();
            digest.update(bytes, 0, gapStart);
            digest.update(bytes, gapEnd, bytes.length - gapEnd);
            return digest.digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digest of the JDK can be cloned", e);
        }
    }

    /** The update with nothing but zeros in its gap; not a copy. */
    byte[] unsigned() {
        return bytes;
    }

    /** Where the digits of the signature go, from the start of the update. */
    int room() {
        return gapStart + 1;
    }

    /** The update with its signature in place. */
    byte[] with(byte[] cms) {
        byte[] hex = HexFormat.of().formatHex(cms).getBytes(StandardCharsets.US_ASCII);
        byte[] result = bytes.clone();
        System.arraycopy(hex, 0, result, gapStart + 1, hex.length);
        return result;
    }
}
