package dev.vdx.report;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes attributes readable that a distinguished name within a sentence holds as number and DER (RFC 4514, 2.4). */
final class NamesInText {
    private static final Pattern ENCODED =
            Pattern.compile("(?:OID\\.)?([0-2](?:\\.[0-9]{1,10}){2,12})=#([0-9a-fA-F]{4,512})");

    private NamesInText() {}

    static String readable(String text) {
        if (!text.contains("=#")) {
            return text;
        }
        Matcher matcher = ENCODED.matcher(text);
        return matcher.find() ? matcher.replaceAll(NamesInText::attribute) : text;
    }

    private static String attribute(MatchResult found) {
        String keyword = Subject.KEYWORDS.getOrDefault(found.group(1), found.group(1));
        return Matcher.quoteReplacement(keyword + "=" + value(found.group(2)));
    }

    /** Text of a short DER string (tag, one length byte, UTF-8 or ASCII), else as it stands. */
    private static String value(String hex) {
        if (hex.length() % 2 != 0) {
            return "#" + hex;
        }
        byte[] der = HexFormat.of().parseHex(hex);
        boolean simple = (der[1] & 0xFF) == der.length - 2 && der[1] >= 0;
        return simple ? new String(der, 2, der.length - 2, StandardCharsets.UTF_8) : "#" + hex;
    }
}
