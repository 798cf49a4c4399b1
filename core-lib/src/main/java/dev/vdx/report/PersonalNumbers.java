package dev.vdx.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes personal numbers out of what is shown (PDPA): Thai citizen numbers, 13 digits of which the first is not 0 (with 0
 * begin the numbers of organizations), and identifiers of natural persons after EN 319 412-1, 5.1.3.
 */
final class PersonalNumbers {
    private static final String WITHHELD = "withheld";
    /** The digits of a UUID (RFC 9562) or of a digest in hexadecimal are nobody's number: they are passed over. */
    private static final Pattern CITIZEN = Pattern.compile(
            "\\b(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32,128})\\b"
                    + "|((?<![0-9])[1-9](?:[- ]?[0-9]){12}(?![0-9]))");

    private static final Pattern NATURAL_PERSON = Pattern.compile("\\b(?:PAS|IDC|PNO|TIN)[A-Z]{2}-[^,+;\\s]+");

    /** serialNumber (2.5.4.5) as it stands in names whose writer knew no keyword for it: DER in hexadecimal. */
    private static final Pattern ENCODED = Pattern.compile("(?:OID\\.)?2\\.5\\.4\\.5=#[0-9a-fA-F]+");

    private PersonalNumbers() {}

    static String withhold(String text) {
        if (text.length() < 5) {
            return text;
        }
        String result = CITIZEN.matcher(text).replaceAll(m -> m.group(1) == null ? m.group() : WITHHELD);
        result = replace(NATURAL_PERSON, result, WITHHELD);
        return replace(ENCODED, result, "serialNumber=" + WITHHELD);
    }

    private static String replace(Pattern pattern, String text, String by) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.replaceAll(by) : text;
    }
}
