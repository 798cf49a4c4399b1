package dev.vdx.pdf.object;

/** The character classes of PDF syntax (ISO 32000-2, 7.2.3). */
final class CharacterClass {
    private static final byte REGULAR = 0;
    private static final byte WHITE = 1;
    private static final byte DELIMITER = 2;
    private static final byte[] CLASSES = classes();

    private CharacterClass() {}

    static boolean white(int c) {
        return c >= 0 && CLASSES[c] == WHITE;
    }

    static boolean regular(int c) {
        return c >= 0 && CLASSES[c] == REGULAR;
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Value of a hexadecimal digit, -1 if it is none. */
    static int hex(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c : new int[] {0, '\t', '\n', '\f', '\r', ' '}) {
            classes[c] = WHITE;
        }
        for (char c : "()<>[]{}/%".toCharArray()) {
            classes[c] = DELIMITER;
        }
        return classes;
    }
}
