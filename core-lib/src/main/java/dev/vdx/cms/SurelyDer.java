package dev.vdx.cms;

import java.util.Arrays;

/**
 * Tells by one look at the bytes that an encoding is DER already (X.690, 10 and 11), which making it anew costs far more than. Only
 * for what {@link DerBounds} has let through; a no means that it may be DER all the same.
 */
final class SurelyDer {
    private static final int BOOLEAN = 0x01;
    private static final int BIT_STRING = 0x03;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int WHOLE_SECONDS = "20260101000000Z".length();
    private static final int CLASS = 0xc0;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private final byte[] bytes;

    private SurelyDer(byte[] bytes) {
        this.bytes = bytes;
    }

    static boolean is(byte[] encoding) {
        return new SurelyDer(encoding).all(0, encoding.length, false);
    }

    /** Whether these are elements one behind the other, each in DER, and in order where a SET holds them. */
    private boolean all(int from, int end, boolean sorted) {
        int before = -1;
        for (int at = from; at < end; ) {
            int content = content(at, end);
            if (content < 0) {
                return false;
            }
            int next = content + length(at);
            if (next > end || !element(bytes[at] & 0xff, content, next)) {
                return false;
            }
            if (sorted && before >= 0 && Arrays.compareUnsigned(bytes, before, at, bytes, at, next) > 0) {
                return false;
            }
            before = at;
            at = next;
        }
        return true;
    }

    private boolean element(int tag, int content, int end) {
        if (tag == SET) {
            return all(content, end, true);
        }
        if (tag == SEQUENCE || (tag & (CLASS | CONSTRUCTED)) == (CONTEXT | CONSTRUCTED)) {
            return all(content, end, false);
        }
        return switch (tag) {
            // One with a fraction may have zeros that DER leaves out.
            case GENERALIZED_TIME -> end - content == WHOLE_SECONDS && bytes[end - 1] == 'Z';
            case BOOLEAN -> end - content == 1 && (bytes[content] == 0 || bytes[content] == -1);
            case BIT_STRING -> end > content && (bytes[content] == 0 || noStrayBits(content, end));
            // What is constructed here is a string in pieces.
            default -> (tag & CONSTRUCTED) == 0;
        };
    }

    private boolean noStrayBits(int content, int end) {
        int unused = bytes[content];
        return unused > 0 && unused < 8 && end - content > 1 && (bytes[end - 1] & ((1 << unused) - 1)) == 0;
    }

    /** Where the content of the element at a place begins; negative where its header is not as short as can be. */
    private int content(int at, int end) {
        if (end - at < 2 || (bytes[at] & 0x1f) == 0x1f) {
            return -1;
        }
        int first = bytes[at + 1] & 0xff;
        if (first < 0x80) {
            return at + 2;
        }
        int digits = first & 0x7f;
        if (digits == 0 || digits > 3 || end - at < 2 + digits) {
            return -1;
        }
        boolean shortest = digits == 1 ? (bytes[at + 2] & 0xff) >= 0x80 : bytes[at + 2] != 0;
        return shortest ? at + 2 + digits : -1;
    }

    private int length(int at) {
        int first = bytes[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (bytes[at + 2 + i] & 0xff);
        }
        return length;
    }
}
