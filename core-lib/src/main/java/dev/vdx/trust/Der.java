package dev.vdx.trust;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * A cursor over DER (X.690, 10) with definite lengths: reads huge lists without objects, and vets what is handed to
 * Bouncy Castle, which reads by recursion.
 */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int INTEGER = 0x02;
    static final int BOOLEAN = 0x01;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int ENUMERATED = 0x0a;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    private static final int CONSTRUCTED = 0x20;

    private final byte[] bytes;
    private final int limit;
    private int next;
    private int start;
    private int content;

    private Der(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.next = from;
        this.limit = limit;
    }

    /** Not DER, or not the structure it should be. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String why) {
            super(why);
        }
    }

    /** A cursor before the one element that these bytes are. */
    static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    /** Whether another element follows. */
    boolean more() {
        return next < limit;
    }

    /** The tag of the element that follows; 0 if none does. */
    int peek() {
        return more() ? bytes[next] & 0xff : 0;
    }

    /** Moves to the next element. */
    Der next() throws MalformedException {
        if (limit - next < 2) {
            throw new MalformedException("truncated");
        }
        start = next;
        int first = bytes[next + 1] & 0xff;
        long length = first;
        content = next + 2;
        if (first >= 0x80) {
            int digits = first & 0x7f;
            if (digits == 0 || digits > 4 || limit - content < digits) {
                throw new MalformedException("length not definite, or too long");
            }
            length = 0;
            for (int i = 0; i < digits; i++) {
                length = length << 8 | (bytes[content++] & 0xff);
            }
        }
        if ((bytes[start] & 0x1f) == 0x1f || length > limit - content) {
            throw new MalformedException("truncated");
        }
        next = content + (int) length;
        return this;
    }

    /** Moves to the next element, which must have this tag. */
    Der next(int tag) throws MalformedException {
        if (peek() != tag) {
            throw new MalformedException("other element than expected");
        }
        return next();
    }

    /** A cursor over what the current element holds. */
    Der enter() {
        return new Der(bytes, content, next);
    }

    /** The current element, header and all. */
    byte[] encoded() {
        return Arrays.copyOfRange(bytes, start, next);
    }

    /** What the current element holds. */
    byte[] value() {
        return Arrays.copyOfRange(bytes, content, next);
    }

    int tag() {
        return bytes[start] & 0xff;
    }

    boolean valueEquals(byte[] expected) {
        return Arrays.equals(bytes, content, next, expected, 0, expected.length);
    }

    boolean isTrue() {
        return tag() == BOOLEAN && next - content == 1 && bytes[content] != 0;
    }

    /** The bits of the current BIT STRING, which must be whole bytes. */
    byte[] bits() throws MalformedException {
        if (next - content < 1 || bytes[content] != 0) {
            throw new MalformedException("bit string of odd length");
        }
        return Arrays.copyOfRange(bytes, content + 1, next);
    }

    /** The current Time (RFC 5280, 4.1.2.5): UTCTime or GeneralizedTime to the second, in Z. */
    Instant time() throws MalformedException {
        int length = next - content;
        boolean utc = tag() == UTC_TIME && length == 13;
        if ((!utc && !(tag() == GENERALIZED_TIME && length == 15)) || bytes[next - 1] != 'Z') {
            throw new MalformedException("not a time");
        }
        int digits = utc ? 2 : 4;
        int year = number(content, digits);
        int at = content + digits;
        try {
            return LocalDateTime.of(
                            utc ? (year < 50 ? 2000 + year : 1900 + year) : year,
                            number(at, 2),
                            number(at + 2, 2),
                            number(at + 4, 2),
                            number(at + 6, 2),
                            number(at + 8, 2))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new MalformedException("not a time");
        }
    }

    private int number(int from, int digits) throws MalformedException {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedException("not a time");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * Checks that the bytes are one whole element of definite lengths, not nested deeper than this.
     *
     * @throws MalformedException if they are not
     */
    static void vet(byte[] bytes, int deepest) throws MalformedException {
        Der[] levels = new Der[deepest + 1];
        levels[0] = of(bytes);
        levels[0].next();
        if (levels[0].more()) {
            throw new MalformedException("more than one element");
        }
        levels[1] = levels[0].enter();
        int level = (levels[0].tag() & CONSTRUCTED) != 0 ? 1 : 0;
        while (level > 0) {
            Der here = levels[level];
            if (!here.more()) {
                level--;
                continue;
            }
            here.next();
            if ((here.tag() & CONSTRUCTED) != 0) {
                if (level == deepest) {
                    throw new MalformedException("nested deeper than " + deepest);
                }
                level++;
                levels[level] = here.enter();
            }
        }
    }
}
