package dev.vdx.exchange;

import java.util.regex.Pattern;

/**
 * Who takes part: {@code scheme:value}, such as {@code th-taxid:0994000787693}.
 *
 * @param scheme lower-case letters, digits and hyphens, at most 32
 * @param value letters, digits, {@code . _ -}, at most 64
 */
public record PartyId(String scheme, String value) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String TAX_ID = "th-taxid";
    private static final int TAX_ID_LENGTH = 13;

    public PartyId {
        if (!SCHEME.matcher(scheme).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a party is scheme:value, such as th-taxid:0994000787693");
        }
        if (scheme.equals(TAX_ID) && !value.matches("[0-9]{13}")) {
            throw new IllegalArgumentException("a th-taxid has 13 digits");
        }
    }

    /**
     * Reads {@code scheme:value}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static PartyId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a party is scheme:value, such as th-taxid:0994000787693");
        }
        return new PartyId(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether the check digit of a th-taxid is wrong; worth a warning, not a refusal, since some in use are. */
    public boolean checkDigitWrong() {
        if (!scheme.equals(TAX_ID)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < TAX_ID_LENGTH - 1; i++) {
            sum += (TAX_ID_LENGTH - i) * (value.charAt(i) - '0');
        }
        return (11 - sum % 11) % 10 != value.charAt(TAX_ID_LENGTH - 1) - '0';
    }

    @Override
    public String toString() {
        return scheme + ":" + value;
    }
}
