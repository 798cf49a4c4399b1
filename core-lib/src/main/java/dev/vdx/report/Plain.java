package dev.vdx.report;

/** Text from a document made harmless for a terminal: no control characters, nothing that turns the direction of writing. */
final class Plain {
    private Plain() {}

    static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> harmful(c) ? 0xFFFD : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean harmful(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SURROGATE;
    }
}
