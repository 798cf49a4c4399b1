package dev.vdx.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Canonicalization Scheme (RFC 8785): one sequence of bytes for all spellings of the same JSON data. */
public final class Jcs {
    private static final int MOST_VALUES = 1_000_000;
    /** Every whole number of fewer digits is a double, and written as it is. */
    private static final int SURE_DIGITS = 15;

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();

    private Jcs() {}

    /**
     * The canonical form of a JSON text. Input that is no I-JSON (RFC 7493) has none: a member twice, half a surrogate pair, a number beyond
     * doubles, and, stricter than the standard asks, a whole number that a double cannot hold exactly.
     *
     * @param json UTF-8, without byte order mark
     * @return UTF-8
     * @throws JsonException MALFORMED with the reason, or LIMIT_EXCEEDED
     */
    public static byte[] canonicalize(byte[] json) throws JsonException {
        return canonical(JsonText.parse(json, new Budget(MOST_VALUES))).getBytes(StandardCharsets.UTF_8);
    }

    static String canonical(JsonValue value) throws JsonException {
        Jcs writer = new Jcs();
        writer.write(value);
        return writer.out.toString();
    }

    private void write(JsonValue value) throws JsonException {
        if (value instanceof JsonValue.Members members) {
            object(members);
        } else if (value instanceof JsonValue.Elements elements) {
            array(elements);
        } else if (value instanceof JsonValue.Text text) {
            string(text.value());
        } else if (value instanceof JsonValue.Numeral numeral) {
            out.append(number(numeral.written()));
        } else if (value instanceof JsonValue.Word word) {
            out.append(word.written());
        }
    }

    /** Sorted by the UTF-16 code units of the names (3.2.3), which is how Java compares strings. */
    private void object(JsonValue.Members members) throws JsonException {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> member : new TreeMap<>(members.all()).entrySet()) {
            out.append(first ? "" : ",");
            string(member.getKey());
            out.append(':');
            write(member.getValue());
            first = false;
        }
        out.append('}');
    }

    private void array(JsonValue.Elements elements) throws JsonException {
        out.append('[');
        for (Iterator<JsonValue> each = elements.all().iterator(); each.hasNext(); ) {
            write(each.next());
            out.append(each.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(String written) throws JsonException {
        if (written.length() < SURE_DIGITS && isWhole(written)) {
            return Long.toString(Long.parseLong(written));
        }
        double number = Double.parseDouble(written);
        if (!Double.isFinite(number)) {
            throw JsonException.malformed("number " + written + " is beyond what JSON programs hold");
        }
        if (isWhole(written) && new BigDecimal(number).compareTo(new BigDecimal(written)) != 0) {
            throw JsonException.malformed("number " + written + " would lose digits; write it as a string");
        }
        return EcmaNumber.write(number);
    }

    private static boolean isWhole(String written) {
        return written.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }
}
