package dev.vdx.cms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;

/** UTCTime and GeneralizedTime (X.680, 46 and 47) in UTC; no locale or time zone of this machine comes in. */
final class Asn1Times {
    private static final Pattern DIGITS =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(?:[.,](\\d{1,9})\\d{0,9})?Z");
    private static final int PIVOT = 50;

    private Asn1Times() {}

    static Optional<Instant> read(ASN1Encodable time) {
        if (time instanceof ASN1GeneralizedTime generalized) {
            return parse(generalized.getTimeString());
        }
        if (time instanceof ASN1UTCTime utc) {
            return parse(withCentury(withSeconds(utc.getTime())));
        }
        return Optional.empty();
    }

    /** Seconds may be left out of UTCTime, and then Bouncy Castle leaves a zone of the form GMT+00:00 behind. */
    private static String withSeconds(String time) {
        String digits = time.replace("GMT+00:00", "Z");
        return digits.length() == 11 ? digits.substring(0, 10) + "00Z" : digits;
    }

    /** 50 to 99 are of the last century (RFC 5280, 4.1.2.5.1). */
    private static String withCentury(String time) {
        boolean recent = time.length() > 1 && Character.digit(time.charAt(0), 10) * 10 < PIVOT;
        return (recent ? "20" : "19") + time;
    }

    private static Optional<Instant> parse(String time) {
        Matcher found = DIGITS.matcher(time);
        if (!found.matches()) {
            return Optional.empty();
        }
        String fraction = found.group(7) == null ? "0" : found.group(7);
        int nanos = Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
        try {
            return Optional.of(LocalDateTime.of(
                            number(found, 1),
                            number(found, 2),
                            number(found, 3),
                            number(found, 4),
                            number(found, 5),
                            number(found, 6),
                            nanos)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
