package dev.vdx.pdf.object;

import static dev.vdx.pdf.object.CharacterClass.hex;
import static dev.vdx.pdf.object.CharacterClass.white;

import java.util.Arrays;

/** Hexadecimal digits as they come, stretch by stretch, made bytes (ISO 32000-2, 7.3.4.3): white space counts for nothing. */
final class HexDigits {
    private final byte[] value;
    private int length;
    private int high = -1;

    /** @param most how many digits will come at most */
    HexDigits(int most) {
        this.value = new byte[most / 2 + 1];
    }

    /** Takes the next; false where one is no digit and no white space. */
    boolean take(byte[] digits) {
        int at = 0;
        while (at < digits.length) {
            int first = hex(digits[at] & 0xff);
            int second = high < 0 && at + 1 < digits.length ? hex(digits[at + 1] & 0xff) : -1;
            if ((first | second) >= 0) {
                value[length++] = (byte) (first << 4 | second);
                at += 2;
            } else if (first >= 0) {
                single(first);
                at++;
            } else if (white(digits[at] & 0xff)) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private void single(int digit) {
        if (high < 0) {
            high = digit;
        } else {
            value[length++] = (byte) (high << 4 | digit);
            high = -1;
        }
    }

    /** The bytes; of an odd number of digits the last counts as if a zero followed. */
    byte[] bytes() {
        if (high >= 0) {
            single(0);
        }
        return Arrays.copyOf(value, length);
    }
}
