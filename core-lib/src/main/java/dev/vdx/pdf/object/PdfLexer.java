package dev.vdx.pdf.object;

import static dev.vdx.pdf.object.CharacterClass.digit;
import static dev.vdx.pdf.object.CharacterClass.hex;
import static dev.vdx.pdf.object.CharacterClass.regular;
import static dev.vdx.pdf.object.CharacterClass.white;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Reads the tokens of PDF syntax (ISO 32000-2, 7.2 and 7.3) at a position that moves on. One thread. */
final class PdfLexer {
    private static final long TOO_LARGE = Long.MAX_VALUE / 10 - 1;
    private static final int MAX_NAME = 4096;
    private static final int STRETCH = 64 << 10;

    private final PdfBytes bytes;
    private final boolean places;
    private long position;

    /** @param places whether positions are those of the file, so that strings know where they stand */
    PdfLexer(PdfBytes bytes, long position, boolean places) {
        this.bytes = bytes;
        this.position = position;
        this.places = places;
    }

    long position() {
        return position;
    }

    void moveTo(long there) {
        position = there;
    }

    int peek() {
        return bytes.at(position);
    }

    PdfBytes bytes() {
        return bytes;
    }

    PdfException malformed(String what) {
        return PdfException.malformed(what, position);
    }

    /** Skips white space and comments. */
    void skip() {
        while (true) {
            int c = bytes.at(position);
            if (c == '%') {
                while (c >= 0 && c != '\r' && c != '\n') {
                    c = bytes.at(++position);
                }
            } else if (white(c)) {
                position++;
            } else {
                return;
            }
        }
    }

    void skipWhite() {
        while (white(bytes.at(position))) {
            position++;
        }
    }

    /** Takes a keyword if it stands here as a whole token. */
    boolean keyword(String word) {
        if (bytes.startsWith(position, word) && !regular(bytes.at(position + word.length()))) {
            position += word.length();
            return true;
        }
        return false;
    }

    void expect(String word) {
        skip();
        if (!keyword(word)) {
            throw malformed("no " + word);
        }
    }

    /** Takes an unsigned integer if one stands here as a whole token; else stays. */
    OptionalLong unsigned() {
        long start = position;
        long value = 0;
        int c = bytes.at(position);
        while (digit(c) && value < TOO_LARGE) {
            value = value * 10 + (c - '0');
            c = bytes.at(++position);
        }
        if (position == start || regular(c)) {
            position = start;
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    long expectUnsigned() {
        skip();
        return unsigned().orElseThrow(() -> malformed("no integer"));
    }

    PdfNumber number() {
        int c = bytes.at(position);
        boolean negative = c == '-';
        if (negative || c == '+') {
            c = bytes.at(++position);
        }
        long unscaled = 0;
        int scale = 0;
        int digits = 0;
        boolean point = false;
        while (digit(c) || (c == '.' && !point)) {
            if (c == '.') {
                point = true;
            } else {
                digits++;
                if (unscaled < TOO_LARGE && scale < PdfNumber.MAX_SCALE) {
                    unscaled = unscaled * 10 + (c - '0');
                    scale += point ? 1 : 0;
                } else if (!point) {
                    throw malformed("number too large");
                }
            }
            c = bytes.at(++position);
        }
        if (regular(c) || (digits == 0 && !point)) {
            throw malformed("not a number");
        }
        return new PdfNumber(negative ? -unscaled : unscaled, scale);
    }

    /** A name, standing at its slash. */
    String name() {
        long start = ++position;
        boolean escaped = false;
        int c = bytes.at(position);
        while (regular(c)) {
            escaped |= c == '#';
            c = bytes.at(++position);
        }
        if (position - start > MAX_NAME) {
            throw malformed("name too long");
        }
        String raw = bytes.text(start, (int) (position - start));
        return escaped ? unescape(raw) : raw;
    }

    private static String unescape(String raw) {
        StringBuilder name = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int high = c == '#' && i + 2 < raw.length() ? hex(raw.charAt(i + 1)) : -1;
            int low = high < 0 ? -1 : hex(raw.charAt(i + 2));
            if (low >= 0) {
                name.append((char) (high << 4 | low));
                i += 2;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** A hexadecimal string (7.3.4.3), standing at its bracket. */
    PdfString hexString() {
        long start = position++;
        long close = bytes.find(">", position, bytes.size());
        if (close < 0 || close - start > Integer.MAX_VALUE / 2) {
            throw malformed("hexadecimal string without end");
        }
        HexDigits value = new HexDigits((int) (close - start));
        while (position < close) {
            byte[] digits = bytes.copy(position, (int) Math.min(STRETCH, close - position));
            if (!value.take(digits)) {
                throw malformed("not hexadecimal");
            }
            position += digits.length;
        }
        position++;
        return string(value.bytes(), true, start);
    }

    /** A literal string (7.3.4.2), standing at its bracket. */
    PdfString literalString() {
        long start = position++;
        ByteArrayOutputStream value = new ByteArrayOutputStream(64);
        int open = 1;
        while (true) {
            int c = bytes.at(position++);
            if (c < 0) {
                throw malformed("string without end");
            } else if (c == '\\') {
                escape(value);
            } else if (c == '\r') {
                position += bytes.at(position) == '\n' ? 1 : 0;
                value.write('\n');
            } else {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (open == 0) {
                    return string(value.toByteArray(), false, start);
                }
                value.write(c);
            }
        }
    }

    private void escape(ByteArrayOutputStream value) {
        int c = bytes.at(position++);
        switch (c) {
            case 'n' -> value.write('\n');
            case 'r' -> value.write('\r');
            case 't' -> value.write('\t');
            case 'b' -> value.write('\b');
            case 'f' -> value.write('\f');
            case '\n' -> {}
            case '\r' -> position += bytes.at(position) == '\n' ? 1 : 0;
            case -1 -> throw malformed("string without end");
            default -> {
                if (c < '0' || c > '7') {
                    value.write(c);
                    return;
                }
                int code = c - '0';
                for (int i = 0; i < 2 && bytes.at(position) >= '0' && bytes.at(position) <= '7'; i++) {
                    code = code << 3 | (bytes.at(position++) - '0');
                }
                value.write(code & 0xff);
            }
        }
    }

    private PdfString string(byte[] value, boolean hexadecimal, long start) {
        return places ? new PdfString(value, hexadecimal, start, position) : new PdfString(value, hexadecimal, -1, -1);
    }

    /** What stands here, for messages. */
    String here() {
        byte[] some = bytes.copy(position, 12);
        return new String(some, StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e]", ".");
    }
}
