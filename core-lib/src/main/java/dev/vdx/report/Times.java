package dev.vdx.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Times for machines and for people, without the slow start of a formatter and the same in every locale. */
public final class Times {
    /** Thai Buddhist year of the common era year 0. */
    private static final int BUDDHIST = 543;

    private Times() {}

    /** RFC 3339 in UTC; fractions of a second only where there are any. */
    public static String rfc3339(Instant time) {
        OffsetDateTime t = time.atOffset(ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(24);
        pad(out, t.getYear(), 4).append('-');
        pad(out, t.getMonthValue(), 2).append('-');
        pad(out, t.getDayOfMonth(), 2).append('T');
        clock(out, t);
        if (t.getNano() != 0) {
            out.append('.');
            pad(out, t.getNano(), 9);
            while (out.charAt(out.length() - 1) == '0') {
                out.setLength(out.length() - 1);
            }
        }
        return out.append('Z').toString();
    }

    /** Day, month in words, year (in Thai of the Buddhist era), clock and distance from UTC. */
    public static String forPeople(Instant time, Lang lang, ZoneId zone) {
        OffsetDateTime t = time.atOffset(zone.getRules().getOffset(time));
        String month = Texts.words(lang).get(Label.month(t.getMonthValue()));
        int year = lang == Lang.TH ? t.getYear() + BUDDHIST : t.getYear();
        ZoneOffset offset = t.getOffset();
        String from = offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
        return Label.TIME.in(lang, t.getDayOfMonth(), month, year, clock(new StringBuilder(8), t), from);
    }

    /** Details that are times in RFC 3339 become times for people; others stay. */
    static List<String> forPeople(List<String> details, Lang lang, ZoneId zone) {
        return details.stream()
                .map(d -> isTime(d) ? forPeople(d, lang, zone) : d)
                .toList();
    }

    private static String forPeople(String detail, Lang lang, ZoneId zone) {
        try {
            return forPeople(Instant.parse(detail), lang, zone);
        } catch (java.time.DateTimeException e) {
            return detail;
        }
    }

    private static boolean isTime(String detail) {
        return detail.length() >= 20
                && detail.length() <= 30
                && detail.charAt(10) == 'T'
                && detail.endsWith("Z")
                && Character.isDigit(detail.charAt(0));
    }

    private static StringBuilder clock(StringBuilder out, OffsetDateTime t) {
        pad(out, t.getHour(), 2).append(':');
        pad(out, t.getMinute(), 2).append(':');
        return pad(out, t.getSecond(), 2);
    }

    private static StringBuilder pad(StringBuilder out, int number, int width) {
        String digits = Integer.toString(number);
        return out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
