package dev.vdx.pdf.object;

/** The character classes of PDF syntax (ISO 32000-2, 7.2.3). */
final class CharacterClass {
    private static final byte REGULAR = 0;
    private static final byte WHITE = 1;
    private static final byte DELIMITER = 2;
    private static final byte[] CLASSES = classes();
    private static final byte[] NIBBLES = nibbles();

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
        return c < 0 || c > 0xff ? -1 : NIBBLES[c];
    }

    private static byte[] nibbles() {
        byte[] nibbles = new byte[256];
        for (int c = 0; c < nibbles.length; c++) {
            nibbles[c] = (byte) (c < 0x80 ? Character.digit(c, 16) : -1);
        }
        return nibbles;
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
