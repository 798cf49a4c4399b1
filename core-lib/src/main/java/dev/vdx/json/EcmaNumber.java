package dev.vdx.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Writes a double as ECMAScript does (ECMA-262, Number::toString; RFC 8785, 3.2.2.3), on any Java alike. */
final class EcmaNumber {
    private static final int MOST_DIGITS = 17;
    private static final int SURE_DIGITS = 15;
    private static final double EXACT = 9_007_199_254_740_992d;
    private static final int PLAIN_UP_TO = 21;
    private static final int PLAIN_DOWN_TO = -6;

    private EcmaNumber() {}

    /** A finite number; both zeros are {@code 0}. */
    static String write(double number) {
        if (number == 0) {
            return "0";
        }
        if (Math.abs(number) < EXACT && number == Math.rint(number)) {
            return Long.toString((long) number);
        }
        BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        // The value is 0.DIGITS times ten to this.
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + place(digits, point);
    }

    private static String place(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= PLAIN_UP_TO) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= PLAIN_UP_TO) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (PLAIN_DOWN_TO < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String sign = exponent < 0 ? "-" : "+";
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + sign + Math.abs(exponent);
    }

    /** The fewest digits that mean this double and no other; of those the nearest to it. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        // Above the subnormal numbers whatever has up to 15 digits survives, so no fewer need be tried.
        int first = number < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
        for (int digits = first; digits < MOST_DIGITS; digits++) {
            Optional<BigDecimal> found = near(exact, number, digits);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static Optional<BigDecimal> near(BigDecimal exact, double number, int digits) {
        BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
        BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
        boolean belowFits = below.doubleValue() == number;
        boolean aboveFits = above.doubleValue() == number;
        if (belowFits && aboveFits) {
            int nearer = exact.subtract(below).compareTo(above.subtract(exact));
            boolean even = !below.unscaledValue().testBit(0);
            return Optional.of(nearer < 0 || (nearer == 0 && even) ? below : above);
        }
        return belowFits ? Optional.of(below) : aboveFits ? Optional.of(above) : Optional.empty();
    }
}
